import type { PageTokens } from '../paging/page-tokens.ts';
import type { TaskStore } from './task-store.ts';

/** What the operations on tasks work with. */
export interface TaskTools {
  readonly store: TaskStore;
  readonly pageTokens: PageTokens;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** A new version 7 UUID. */
  readonly newId: () => string;
}
