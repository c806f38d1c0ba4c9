import type { StoreRange } from '../store/ordered-store.ts';
import type { AttributeValue } from './attribute-value.ts';
import { partitionPrefix } from './entry-key.ts';
import type { KeyCondition } from './expressions/key-condition.ts';
import { afterPrefix, encodeKeyPrefix, encodeKeyValue } from './key-encoding.ts';

/** Entries from one key on to before another. */
export interface KeyRange {
  readonly gte: Buffer;
  readonly lt: Buffer;
}

/** All entries of the partition that a key condition names. */
export function partitionRange(tableNumber: number, indexNumber: number, condition: KeyCondition): KeyRange {
  const { partitionValue, morePartitionValues } = condition;
  const key = encodeKeyValue(partitionValue);
  const partition = morePartitionValues === undefined ? key : followed(key, morePartitionValues);
  return prefixRange(partitionPrefix(tableNumber, indexNumber, partition));
}

function followed(start: Buffer, values: readonly AttributeValue[]): Buffer {
  return Buffer.concat([start, ...values.map(encodeKeyValue)]);
}

/** All keys that begin with `prefix`, which begins with a record's kind. */
export function prefixRange(prefix: Buffer): KeyRange {
  return { gte: prefix, lt: behind(prefix) };
}

/** The entries of a partition (of which `partition` is the range) that meet the condition on the sort key. */
export function sortRange(partition: KeyRange, sort: KeyCondition['sort']): KeyRange {
  const [first, second] = sort?.values ?? [];
  if (sort === undefined || first === undefined) return partition;
  const prefix = sort.after === undefined ? partition.gte : followed(partition.gte, sort.after);
  const end = sort.after === undefined ? partition.lt : behind(prefix);
  if (sort.operator === 'begins_with') return prefixRange(Buffer.concat([prefix, encodeKeyPrefix(first)]));
  const from = Buffer.concat([prefix, encodeKeyValue(first)]);
  switch (sort.operator) {
    case '=':
      return prefixRange(from);
    case '<':
      return { gte: prefix, lt: from };
    case '<=':
      return { gte: prefix, lt: behind(from) };
    case '>':
      return { gte: behind(from), lt: end };
    case '>=':
      return { gte: from, lt: end };
    case 'BETWEEN':
      return { gte: from, lt: behind(Buffer.concat([prefix, encodeKeyValue(second ?? first)])) };
  }
}

export function isWithin(range: KeyRange, key: Buffer): boolean {
  return Buffer.compare(key, range.gte) >= 0 && Buffer.compare(key, range.lt) < 0;
}

/** The part of the range that lies behind `start` in reading direction; all of it without one. */
export function resumed(range: KeyRange, start: Buffer | undefined, reverse: boolean): StoreRange {
  if (reverse) return { gte: range.gte, lt: start ?? range.lt, reverse };
  return start === undefined ? range : { gt: start, lt: range.lt };
}

function behind(prefix: Buffer): Buffer {
  const bound = afterPrefix(prefix);
  if (bound === undefined) throw new RangeError('Nothing lies behind a prefix of the highest bytes.');
  return bound;
}
