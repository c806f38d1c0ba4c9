import type { Note, NoteChange, NoteSummary } from '@taskyard/contract';
import type { IdempotencyClaim } from '../idempotency/idempotency-claim.ts';
import type { InsertOutcome } from '../idempotency/insert-outcome.ts';
import type { Slice, SliceQuery } from '../paging/slice.ts';

/** Which notes of one owner, the newest first; `after` is the id of a note. */
export interface NoteQuery extends SliceQuery {
  readonly owner: string;
  readonly pinned?: boolean;
  /** Only notes whose title contains this; both sides as `titleKey` makes them. */
  readonly titleContains?: string;
}

export type UpdateOutcome =
  | { readonly outcome: 'updated'; readonly note: Note }
  | { readonly outcome: 'missing' }
  | { readonly outcome: 'stale' };

export type DeleteOutcome = { readonly outcome: 'deleted' | 'missing' | 'stale' };

/** One change of one note. */
export interface NoteUpdate {
  readonly owner: string;
  readonly id: string;
  /** Names at least one field. */
  readonly change: NoteChange;
  /** RFC 3339. */
  readonly at: string;
  /** The versions that may be changed; any when undefined. */
  readonly versions?: readonly number[] | undefined;
}

/** Where notes are kept. Every method costs what it touches, not what is stored. */
export interface NoteStore {
  /** Keeps a new note under its `createdBy`, together with the claim or not at all. */
  insert(note: Note, claim?: IdempotencyClaim): Promise<InsertOutcome<Note>>;
  get(owner: string, id: string): Promise<Note | undefined>;
  /**
   * With `titleContains` it looks through at most SEARCHED_NOTES notes: the slice may hold fewer than `limit`, even
   * none, and still have a `next`.
   */
  list(query: NoteQuery): Promise<Slice<NoteSummary>>;
  /** Changes the fields that the change names, as `changeNote` says, in one atomic step. */
  update(update: NoteUpdate): Promise<UpdateOutcome>;
  delete(owner: string, id: string, versions?: readonly number[]): Promise<DeleteOutcome>;
}

/** How many notes one search looks through before it answers with what it has. */
export const SEARCHED_NOTES: number = 1000;

/** A title as it is searched: compatible forms alike (NFKC), in small letters. */
export function titleKey(title: string): string {
  return title.normalize('NFKC').toLowerCase();
}
