import type { Task, TaskChange, TaskStatus } from '@taskyard/contract';
import type { IdempotencyClaim } from '../idempotency/idempotency-claim.ts';
import type { InsertOutcome } from '../idempotency/insert-outcome.ts';
import type { Slice, SliceQuery } from '../paging/slice.ts';

/** Which tasks of one owner, the newest first; `after` is the id of a task. */
export interface TaskQuery extends SliceQuery {
  readonly owner: string;
  readonly status?: TaskStatus;
}

export type UpdateOutcome =
  | { readonly outcome: 'updated'; readonly task: Task }
  | { readonly outcome: 'missing' }
  | { readonly outcome: 'stale' }
  /** The task would have both a due day and a due moment. */
  | { readonly outcome: 'two-dues' };

export type DeleteOutcome = { readonly outcome: 'deleted' | 'missing' | 'stale' };

/** One change of one task. */
export interface TaskUpdate {
  readonly owner: string;
  readonly id: string;
  /** Names at least one field. */
  readonly change: TaskChange;
  /** RFC 3339. */
  readonly at: string;
  /** The versions that may be changed; any when undefined. */
  readonly versions?: readonly number[] | undefined;
}

/** Where tasks are kept. Every method costs what it touches, not what is stored. */
export interface TaskStore {
  /** Keeps a new task under its `createdBy`, together with the claim or not at all. */
  insert(task: Task, claim?: IdempotencyClaim): Promise<InsertOutcome<Task>>;
  get(owner: string, id: string): Promise<Task | undefined>;
  list(query: TaskQuery): Promise<Slice<Task>>;
  /** Changes the fields that the change names, as `changeTask` says, in one atomic step. */
  update(update: TaskUpdate): Promise<UpdateOutcome>;
  delete(owner: string, id: string, versions?: readonly number[]): Promise<DeleteOutcome>;
}
