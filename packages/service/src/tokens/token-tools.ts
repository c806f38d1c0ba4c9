import type { PageTokens } from '../paging/page-tokens.ts';
import type { Sources } from '../sources.ts';
import type { TokenStore } from './token-store.ts';

/** What the operations on tokens work with. */
export interface TokenTools {
  readonly store: TokenStore;
  readonly pageTokens: PageTokens;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** A new version 7 UUID. */
  readonly newId: () => string;
  readonly bytes: Sources['bytes'];
}
