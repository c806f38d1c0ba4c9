import type { PageTokens } from '../paging/page-tokens.ts';
import type { ItemStore } from './item-store.ts';

/** What the operations on items work with. */
export interface ItemTools {
  readonly store: ItemStore;
  readonly pageTokens: PageTokens;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** A new version 7 UUID. */
  readonly newId: () => string;
}
