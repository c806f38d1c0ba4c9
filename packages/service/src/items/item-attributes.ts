import type { Item } from '@taskyard/contract';
import { type Item as Attributes, textAttribute } from '../dynamo/attributes.ts';

/**
 * The table: items are everybody's, so they have no owner's partition. `pk` is `items#<bucket>`, one of a few
 * buckets that the random end of the id chooses; `sk` is `item#<id>`, which sorts by time of creation.
 * One partition takes about 1000 writes a second, so all of them take a multiple of that, and a list merges one
 * Query of each. Claims stand under their maker's `sub`.
 */
export const BUCKETS: readonly string[] = ['items#0', 'items#1', 'items#2', 'items#3'];

export const ITEM_PREFIX: string = 'item#';

/** The key of an item in its bucket. */
export function itemKey(id: string): Attributes {
  const bucket = Number.parseInt(id.slice(-1), 16) % BUCKETS.length;
  return keyIn(BUCKETS[bucket] ?? '', id);
}

/** The key that an item would have in a bucket: where a Query of that bucket goes on below `id`. */
export function keyIn(bucket: string, id: string): Attributes {
  return { pk: { S: bucket }, sk: { S: `${ITEM_PREFIX}${id}` } };
}

export function itemAttributes(item: Item): Attributes {
  return {
    ...itemKey(item.id),
    name: { S: item.name },
    timestamp: { S: item.timestamp },
    createdBy: { S: item.createdBy },
  };
}

export function itemOf(attributes: Attributes): Item {
  return {
    id: textAttribute(attributes, 'sk').slice(ITEM_PREFIX.length),
    name: textAttribute(attributes, 'name'),
    timestamp: textAttribute(attributes, 'timestamp'),
    createdBy: textAttribute(attributes, 'createdBy'),
  };
}
