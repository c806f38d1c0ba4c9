import type { PageTokens } from '../paging/page-tokens.ts';
import type { NoteStore } from './note-store.ts';

/** What the operations on notes work with. */
export interface NoteTools {
  readonly store: NoteStore;
  readonly pageTokens: PageTokens;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** A new version 7 UUID. */
  readonly newId: () => string;
}
