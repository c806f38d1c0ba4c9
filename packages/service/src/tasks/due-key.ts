import type { Task } from '@taskyard/contract';

/** Sorts after every due date. */
const NEVER = 'never';

/** Sorts after every due date and before what is never due. */
export const DUE_END: string = 'n';

/**
 * Text that sorts tasks by when they are due. A day lasts until its end in UTC, after its last moment; tasks that
 * are never due come after all.
 */
export function dueKey({ dueOn, dueAt }: Pick<Task, 'dueOn' | 'dueAt'>): string {
  if (dueOn !== undefined) return `${dueOn}T24`;
  return dueAt === undefined ? NEVER : momentKey(dueAt);
}

/** The key of a bound: the beginning of a day or a moment. */
export function dueBound(bound: string): string {
  return bound.includes('T') ? momentKey(bound) : bound;
}

/** RFC 3339 in UTC, with milliseconds, so that text sorts as time does. */
export function momentKey(moment: string): string {
  return new Date(moment).toISOString();
}

export function isDue(key: string): boolean {
  return key !== NEVER;
}
