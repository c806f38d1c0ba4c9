import type { StoreRange } from '../store/ordered-store.ts';
import type { Engine } from './engine.ts';
import type { Condition } from './expressions/condition.ts';
import { evaluateCondition } from './expressions/evaluate-condition.ts';
import type { Projection } from './expressions/projection.ts';
import { projectedText } from './projected-text.ts';
import { StoredItem } from './stored-item.ts';

/** A page ends before the item with which it would be larger than this. */
export const MAX_PAGE_SIZE: number = 1024 * 1024;

export interface PageRequest {
  readonly range: StoreRange;
  /** How many items are looked at, whatever the filter says of them. */
  readonly limit: number | undefined;
  readonly filter: Condition | undefined;
  readonly projection: Projection | undefined;
  readonly countOnly: boolean;
  /** Fetches the whole item of an index entry, where the entry does not have what is wanted. */
  readonly whole: ((entry: StoredItem) => StoredItem | undefined) | undefined;
}

export interface Page {
  readonly count: number;
  readonly scannedCount: number;
  /** The JSON of each item; empty when only counted. */
  readonly items: readonly string[];
  /** The bytes of the entries that were looked at. */
  readonly size: number;
  /** The sizes of the whole items that were fetched for them. */
  readonly fetchedSizes: readonly number[];
  /** Where the page ended for its limit or its size; undefined when it ended with the range. */
  readonly last: StoredItem | undefined;
}

/** Reads one page of a query or a scan, as far as its limits reach. */
export async function readPage(engine: Engine, request: PageRequest): Promise<Page> {
  const items: string[] = [];
  const fetchedSizes: number[] = [];
  let count = 0;
  let scannedCount = 0;
  let size = 0;
  let latest: StoredItem | undefined;
  const page = (last: StoredItem | undefined): Page => ({
    count,
    scannedCount,
    items,
    size,
    fetchedSizes,
    last,
  });
  const limit = request.limit ?? Number.POSITIVE_INFINITY;
  const range = request.limit === undefined ? request.range : { ...request.range, limit: request.limit };
  for await (const values of engine.store.valuePages(range)) {
    for (const bytes of values) {
      const entry = StoredItem.decode(bytes);
      if (latest !== undefined && size + entry.size > MAX_PAGE_SIZE) return page(latest);
      latest = entry;
      scannedCount += 1;
      size += entry.size;
      const stored = request.whole === undefined ? entry : request.whole(entry);
      if (request.whole !== undefined && stored !== undefined) fetchedSizes.push(stored.size);
      if (stored !== undefined && passes(request.filter, stored)) {
        count += 1;
        if (!request.countOnly) items.push(projectedText(request.projection, stored));
      }
      if (scannedCount >= limit) return page(latest);
    }
  }
  return page(undefined);
}

function passes(filter: Condition | undefined, stored: StoredItem): boolean {
  return filter === undefined || evaluateCondition(filter, stored.item);
}
