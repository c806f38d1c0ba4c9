import type { StoreEntry } from '../store/ordered-store.ts';
import { afterPrefix, currentKey, keyOfCurrent } from './index/index-key.ts';
import type { ObjectVersion, Version } from './index/object-version.ts';
import { invalidArgument } from './s3-errors.ts';

const MOST_KEYS = 1000;

export interface ListingRequest {
  readonly prefix: string;
  readonly delimiter: string;
  /** Keys and common prefixes up to this one are passed over. */
  readonly after: string;
  readonly maxKeys: number;
}

/** One page of a bucket's listing. */
export interface Listing {
  readonly contents: readonly ObjectVersion[];
  readonly commonPrefixes: readonly string[];
  /** The key or common prefix that the page ends with, when there are more behind it. */
  readonly last: string | undefined;
}

/**
 * One page, in the order of the keys' UTF-8 bytes. Its cost follows the page: below a common prefix only the
 * first key is looked at.
 */
export async function listObjects(
  entriesFrom: (start: Buffer) => AsyncIterable<StoreEntry>,
  bucketId: string,
  { prefix, delimiter, after, maxKeys }: ListingRequest,
): Promise<Listing> {
  const contents: ObjectVersion[] = [];
  const commonPrefixes: string[] = [];
  let last: string | undefined;
  if (maxKeys === 0) return { contents, commonPrefixes, last };
  let start: Buffer | undefined = startOf(bucketId, prefix, delimiter, after);
  while (start !== undefined) {
    let next: Buffer | undefined;
    for await (const [entryKey, value] of entriesFrom(start)) {
      const key = keyOfCurrent(entryKey);
      if (!key.startsWith(prefix)) return { contents, commonPrefixes, last: undefined };
      const version: Version = JSON.parse(value.toString());
      if (version.deleteMarker === true) continue;
      if (contents.length + commonPrefixes.length === maxKeys) return { contents, commonPrefixes, last };
      const end = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
      if (end < 0) {
        contents.push(version);
        last = key;
        continue;
      }
      last = key.slice(0, end + delimiter.length);
      commonPrefixes.push(last);
      next = afterPrefix(currentKey(bucketId, last));
      break;
    }
    start = next;
  }
  return { contents, commonPrefixes, last: undefined };
}

function startOf(bucketId: string, prefix: string, delimiter: string, after: string): Buffer {
  const first = currentKey(bucketId, prefix);
  if (after === '') return first;
  const isCommonPrefix =
    delimiter !== '' && after.startsWith(prefix) && after.endsWith(delimiter) && after.length > prefix.length;
  const from = isCommonPrefix
    ? afterPrefix(currentKey(bucketId, after))
    : Buffer.concat([currentKey(bucketId, after), Buffer.of(0)]);
  return Buffer.compare(from, first) > 0 ? from : first;
}

/** `max-keys`: at most 1000, also when more are asked for. Throws AwsError `InvalidArgument`. */
export function readMaxKeys(query: URLSearchParams, name = 'max-keys'): number {
  const text = query.get(name) ?? '';
  if (text === '') return MOST_KEYS;
  if (!/^\d{1,10}$/.test(text) || Number(text) > 2 ** 31 - 1) {
    throw invalidArgument(name, text, `Provided ${name} not an integer or within integer range`);
  }
  return Math.min(Number(text), MOST_KEYS);
}

/** What `encoding-type` does to keys in an answer. Throws AwsError `InvalidArgument`. */
export function readEncodingType(query: URLSearchParams): (text: string) => string {
  const type = query.get('encoding-type');
  if (type === null) return (text) => text;
  if (type !== 'url') {
    throw invalidArgument('encoding-type', type, 'Invalid Encoding Method specified in Request');
  }
  return (text) => encodeURIComponent(text).replaceAll('%2F', '/');
}
