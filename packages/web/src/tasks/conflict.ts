import type { Task, TaskChange } from '@taskyard/client';
import { valuesBefore } from './task-cache.ts';

export type TaskField = keyof TaskChange;

/** A change that met somebody else's: the fields that both changed, each in their own way. */
export interface Conflict {
  readonly taskId: string;
  /** What the person wanted, of all fields. */
  readonly mine: TaskChange;
  /** What is stored now, and its tag. */
  readonly theirs: Task;
  readonly etag: string;
  readonly fields: readonly TaskField[];
}

/** The outcome of laying a change over a task that has changed meanwhile. */
export type Merge =
  | { readonly kind: 'merged'; readonly change: TaskChange }
  | { readonly kind: 'conflict'; readonly fields: readonly TaskField[] };

/**
 * Merges three ways: a field that only `mine` changed is taken, one that is already as wanted is left out, and one
 * that both changed is a conflict. `before` holds what the person saw in the fields of `mine`.
 */
export function mergeChange(before: TaskChange, mine: TaskChange, theirs: Task): Merge {
  const now = valuesBefore(theirs, mine);
  const open = fieldsOf(mine).filter((field) => !same(mine[field], now[field]));
  const fields = open.filter((field) => !same(before[field], now[field]));
  if (fields.length > 0) return { kind: 'conflict', fields };
  return { kind: 'merged', change: pickFields(mine, open) };
}

export function pickFields(change: TaskChange, fields: readonly TaskField[]): TaskChange {
  return Object.fromEntries(fields.map((field) => [field, change[field]]));
}

export function fieldsOf(change: TaskChange): readonly TaskField[] {
  return Object.keys(change) as TaskField[];
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
}
