import type { Item } from '../dynamo/attributes.ts';

export interface TableKey {
  readonly pk: string;
  readonly sk: string;
}

/** An index of the table: its partition key and its sort key. */
export interface TableIndex {
  readonly name: string;
  readonly partitionKey: string;
  readonly sortKey: string;
}

/** A stretch of one partition of the table or of an index; both ends belong to it. */
export interface TableRange {
  readonly index?: TableIndex;
  readonly partition: string;
  readonly from: string;
  readonly to: string;
  readonly backwards?: boolean;
  /** How many items to read at most. */
  readonly limit: number;
}

/** What must hold of the stored item for a write. */
export type Condition =
  | 'absent'
  | 'present'
  | { readonly version: number }
  /** There is none, or one that expired by then (epoch seconds). */
  | { readonly freeAt: number };

export type Write =
  | { readonly put: Item; readonly when?: Condition }
  | { readonly remove: TableKey; readonly when?: Condition }
  | { readonly check: TableKey; readonly when: Condition };

export type WriteOutcome =
  | { readonly outcome: 'written' }
  /** The condition of the write `at` did not hold, for `item`. */
  | { readonly outcome: 'refused'; readonly at: number; readonly item: Item | undefined }
  /** Another write of the same items is under way. */
  | { readonly outcome: 'conflict' };

/** The module's table: items under `pk` and `sk`, sorted by the bytes of their text. */
export interface TaskTable {
  get(key: TableKey, consistency?: 'consistent' | 'eventual'): Promise<Item | undefined>;
  /** `more` says that the stretch goes on after what was read. */
  query(range: TableRange): Promise<{ readonly items: readonly Item[]; readonly more: boolean }>;
  /** Does all of it or nothing; up to 100 writes, each of another item. */
  write(writes: readonly Write[]): Promise<WriteOutcome>;
}

/** Sorts after every text that the table holds. */
export const LAST = '\u{10ffff}';

/** The order in which DynamoDB sorts text. */
export function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
