import type { TagInput } from './table-shapes.ts';
import { invalidParameter, validationError } from './validation-error.ts';

/** A table's tags: keys onto values. */
export type Tags = Readonly<Record<string, string>>;

const MAX_TAGS = 50;
const RESERVED = /^aws:/i;

/**
 * The tags with `added` among them. Throws AwsError ValidationException for a key that stands twice in
 * `added`, for one that is AWS's own, and for more tags than a table may have.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Tagging.html#TaggingRestrictions
 */
export function withTags(tags: Tags, added: readonly TagInput[]): Tags {
  const fresh = new Map<string, string>();
  for (const { Key, Value } of added) {
    if (RESERVED.test(Key)) {
      throw invalidParameter(`Tag keys that begin with aws: are reserved. Key: ${Key}`);
    }
    if (fresh.has(Key)) throw invalidParameter(`Duplicate tag key: ${Key}`);
    fresh.set(Key, Value);
  }
  const all = { ...tags, ...Object.fromEntries(fresh) };
  if (Object.keys(all).length > MAX_TAGS) {
    throw validationError(`The number of tags exceeds the limit of ${MAX_TAGS} per resource`);
  }
  return all;
}
