import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { type LocalAddress, withLocalAddresses } from '../../cloudformation/local-addresses.ts';
import type { BucketRecord } from '../bucket-record.ts';
import { deleteVersion } from '../delete-version.ts';
import { currentKey } from '../index/index-key.ts';
import type { ObjectDescription, ObjectVersion, Version } from '../index/object-version.ts';
import { announceDeletion } from '../notifications/announce-change.ts';
import { md5Of, measuredPayload } from '../payload/measured-payload.ts';
import type { S3State } from '../s3-call.ts';
import { storeObject } from '../store-object.ts';
import { contentTypeOf } from './content-type.ts';
import type { FileFilter } from './file-filter.ts';
import { replaceMarkers } from './marker.ts';
import type { SourceFile } from './source-files.ts';

export interface DeploymentTarget {
  readonly bucket: BucketRecord;
  /** Empty, or ends with a slash. */
  readonly prefix: string;
  readonly filter: FileFilter;
  /** Whether what is not among the files is deleted. */
  readonly prune: boolean;
  /** `content-type` and the like; what is not given is guessed. */
  readonly headers: Readonly<Record<string, string>>;
  readonly metadata: Readonly<Record<string, string>>;
  /** Where AWS's URLs of this cloud's own things are reached, in files that are written for the deployment. */
  readonly localAddress: LocalAddress;
}

/** Makes the objects of the files and deletes what is no more; what has not changed stays as it is. */
export async function deployFiles(
  state: S3State,
  target: DeploymentTarget,
  files: ReadonlyMap<string, SourceFile>,
): Promise<void> {
  const { bucket, prefix, filter, prune } = target;
  for (const [name, file] of files) {
    if (filter(name)) await deployFile(state, target, name, file);
  }
  if (!prune) return;
  await deleteBelow(state, bucket, prefix, (key) => {
    const name = key.slice(prefix.length);
    return filter(name) && !files.has(name);
  });
}

/** Deletes the objects below a prefix that `isGone` names. */
export async function deleteBelow(
  state: S3State,
  bucket: BucketRecord,
  prefix: string,
  isGone: (key: string) => boolean = () => true,
): Promise<void> {
  for await (const [, value] of state.index.currents(bucket.id, currentKey(bucket.id, prefix))) {
    const { key, deleteMarker }: Version = JSON.parse(value.toString());
    if (!key.startsWith(prefix)) break;
    if (deleteMarker === true || !isGone(key)) continue;
    const deletion = await deleteVersion(state, bucket, { key });
    await announceDeletion(state, bucket, key, deletion, 'ObjectRemoved');
  }
}

async function deployFile(
  state: S3State,
  target: DeploymentTarget,
  name: string,
  { path, source }: SourceFile,
): Promise<void> {
  const { bucket, headers, metadata } = target;
  const key = target.prefix + name;
  const description: ObjectDescription = {
    headers: { 'content-type': contentTypeOf(name), ...headers },
    metadata,
    tags: {},
    storageClass: 'STANDARD',
  };
  const written =
    Object.keys(source.markers).length === 0 ? undefined : await writtenFile(target, path, source);
  const content = (): AsyncIterable<Buffer> | Iterable<Buffer> =>
    written === undefined ? createReadStream(path) : [written];
  const current = state.index.current(bucket.id, key);
  if (current !== undefined && isSame(current, description, await md5Of(content()))) return;
  const payload = measuredPayload(content(), undefined);
  await storeObject(state, bucket, { key, description, payload, event: 'Put' });
}

/** A file whose marks stand for values of the deployment; an AWS URL may be put together of several. */
async function writtenFile(
  { localAddress }: DeploymentTarget,
  path: string,
  { markers, markerSettings }: SourceFile['source'],
): Promise<Buffer> {
  const text = replaceMarkers(await readFile(path, 'utf8'), markers, markerSettings);
  return Buffer.from(withLocalAddresses(text, localAddress));
}

function isSame(current: Version, description: ObjectDescription, md5: string): boolean {
  if (current.deleteMarker === true || current.etag !== md5) return false;
  const described = ({ headers, metadata }: ObjectDescription | ObjectVersion): string =>
    JSON.stringify([Object.entries(headers).sort(), Object.entries(metadata).sort()]);
  return described(current) === described(description);
}
