import { currentKey, keyOfCurrent } from './index/index-key.ts';
import type { ObjectIndex } from './index/object-index.ts';
import type { Version } from './index/object-version.ts';
import type { ListingRequest } from './listing.ts';

export interface ListedVersion {
  readonly version: Version;
  readonly isLatest: boolean;
}

export interface VersionListing {
  readonly versions: readonly ListedVersion[];
  readonly commonPrefixes: readonly string[];
  /** What the page ends with, when there is more behind it. A common prefix has no version. */
  readonly last: { readonly key: string; readonly versionId?: string } | undefined;
}

/** One page of all versions: keys in order, the newest version of each first. */
export async function listVersions(
  index: ObjectIndex,
  bucketId: string,
  request: ListingRequest & { readonly afterVersionId: string },
): Promise<VersionListing> {
  const { prefix, delimiter, after, afterVersionId, maxKeys } = request;
  const versions: ListedVersion[] = [];
  const commonPrefixes: string[] = [];
  let last: VersionListing['last'];
  let passing = afterVersionId !== '';
  if (maxKeys === 0) return { versions, commonPrefixes, last };
  const from = isBehind(after, prefix) ? after : prefix;
  for await (const { version, isLatest } of allVersions(index, bucketId, from)) {
    const { key, versionId } = version;
    if (!key.startsWith(prefix)) {
      if (isBehind(key, prefix)) break;
      continue;
    }
    if (key === after) {
      if (passing && versionId === afterVersionId) {
        passing = false;
        continue;
      }
      if (passing || afterVersionId === '') continue;
    }
    const end = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
    const common = end < 0 ? undefined : key.slice(0, end + delimiter.length);
    if (common !== undefined && (common === commonPrefixes.at(-1) || common === after)) continue;
    if (versions.length + commonPrefixes.length === maxKeys) return { versions, commonPrefixes, last };
    if (common === undefined) {
      versions.push({ version, isLatest });
      last = { key, versionId };
    } else {
      commonPrefixes.push(common);
      last = { key: common };
    }
  }
  return { versions, commonPrefixes, last: undefined };
}

/** In the order of the listing, which is not that of JavaScript's strings. */
function isBehind(one: string, other: string): boolean {
  return Buffer.compare(Buffer.from(one), Buffer.from(other)) > 0;
}

/** Every key that has an older version also has a newest one, so those lead. */
async function* allVersions(
  index: ObjectIndex,
  bucketId: string,
  from: string,
): AsyncGenerator<ListedVersion> {
  for await (const [entryKey, value] of index.currents(bucketId, currentKey(bucketId, from))) {
    const current: Version = JSON.parse(value.toString());
    yield { version: current, isLatest: true };
    for await (const version of index.olderVersions(bucketId, keyOfCurrent(entryKey))) {
      yield { version, isLatest: false };
    }
  }
}
