import type { Token, TokenScope } from '@taskyard/contract';
import type { Slice, SliceQuery } from '../paging/slice.ts';

/** A token with whose it is and the hash of its value. */
export interface StoredToken extends Token {
  readonly owner: string;
  readonly hash: string;
}

/** What a value stands for. */
export interface TokenGrant {
  readonly id: string;
  readonly owner: string;
  readonly name: string;
  readonly scopes: readonly TokenScope[];
  readonly expiresAt: string;
}

/** Where people manage their tokens. Every method costs what it touches, not what is stored. */
export interface TokenStore {
  insert(token: StoredToken): Promise<void>;
  /** The newest first; `after` is the id of a token. */
  list(owner: string, part: SliceQuery): Promise<Slice<Token>>;
  delete(owner: string, id: string): Promise<{ readonly outcome: 'deleted' | 'missing' }>;
}

/** Where the authorizer looks values up. */
export interface TokenGrants {
  /** What the value with this hash stands for, also when it has expired. */
  find(hash: string): Promise<TokenGrant | undefined>;
  /** Notes that a token was used `at`, unless that was noted after `before` already. */
  noteUse(grant: TokenGrant, at: string, before: string): Promise<void>;
}
