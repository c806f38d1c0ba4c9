import type { Item } from '@taskyard/contract';
import type { IdempotencyClaim } from '../idempotency/idempotency-claim.ts';
import type { InsertOutcome } from '../idempotency/insert-outcome.ts';
import type { Slice, SliceQuery } from '../paging/slice.ts';

/** `foreign`: somebody else made it. */
export type DeleteOutcome = { readonly outcome: 'deleted' | 'missing' | 'foreign' };

/** Where the items of all people are kept. Every method costs what it touches, not what is stored. */
export interface ItemStore {
  /** Keeps a new item, together with the claim of its maker or not at all. */
  insert(item: Item, claim?: IdempotencyClaim): Promise<InsertOutcome<Item>>;
  get(id: string): Promise<Item | undefined>;
  /** The newest first; `after` is the id of an item. */
  list(part: SliceQuery): Promise<Slice<Item>>;
  /** Deletes the item if `maker` made it. */
  delete(id: string, maker: string): Promise<DeleteOutcome>;
}
