import type { Task, TaskChange } from '@taskyard/contract';

/**
 * The task after a merge patch (RFC 7396) at `at`: named fields change, null takes an optional one away, the rest
 * stays. `completedAt` follows the status.
 */
export function changeTask(task: Task, change: TaskChange, at: string): Task {
  const { description, dueOn, dueAt, completedAt, ...rest } = task;
  return {
    ...rest,
    ...(change.title === undefined ? {} : { title: change.title }),
    ...(change.priority === undefined ? {} : { priority: change.priority }),
    ...(change.status === undefined ? {} : { status: change.status }),
    ...(change.labels === undefined ? {} : { labels: change.labels ?? [] }),
    ...optional('description', change.description, description),
    ...optional('dueOn', change.dueOn, dueOn),
    ...optional('dueAt', change.dueAt, dueAt),
    ...optional('completedAt', completion(change, completedAt, at), completedAt),
    version: task.version + 1,
    updatedAt: at,
  };
}

/** Whether both kinds of due date would stand after `change`. */
export function hasTwoDues(task: Pick<Task, 'dueOn' | 'dueAt'>): boolean {
  return task.dueOn !== undefined && task.dueAt !== undefined;
}

function completion(change: TaskChange, before: string | undefined, at: string): string | null | undefined {
  if (change.status === undefined) return undefined;
  return change.status === 'COMPLETED' ? (before ?? at) : null;
}

function optional<Name extends string>(
  name: Name,
  changed: string | null | undefined,
  before: string | undefined,
): { readonly [K in Name]?: string } {
  const value = changed === undefined ? before : (changed ?? undefined);
  // A computed name widens to an index signature, which is the same thing with one member.
  return (value === undefined ? {} : { [name]: value }) as { readonly [K in Name]?: string };
}
