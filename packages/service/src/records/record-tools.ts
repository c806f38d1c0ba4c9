import type { PageTokens } from '../paging/page-tokens.ts';
import type { RecordStore } from './record-store.ts';

/** What the operations on records work with. */
export interface RecordTools {
  readonly store: RecordStore;
  readonly pageTokens: PageTokens;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** A new version 7 UUID. */
  readonly newId: () => string;
}
