import type { Task, TaskChange } from '@taskyard/contract';
import { invalidRequest } from '../api/api-problem.ts';

/** What else may become of a task besides what a merge patch says: null takes the member away. */
export interface TaskEdit extends TaskChange {
  readonly listId?: string;
  readonly parentId?: string | null;
  readonly position?: string;
  readonly commentCount?: number;
  readonly attachmentCount?: number;
  readonly deletedAt?: string | null;
  readonly purgeAt?: string | null;
}

/**
 * The task after a merge patch (RFC 7396) at `at`: named fields change, null takes an optional one away, the rest
 * stays. `completedAt` follows the status. Throws a 400 problem when what comes out cannot be.
 */
export function changeTask(task: Task, edit: TaskEdit, at: string): Task {
  const status = edit.status ?? task.status;
  const changed: Task = inOrder({
    ...task,
    ...(edit.title === undefined ? {} : { title: edit.title }),
    ...(edit.priority === undefined ? {} : { priority: edit.priority }),
    ...(edit.labels === undefined ? {} : { labels: edit.labels ?? [] }),
    ...(edit.checklist === undefined ? {} : { checklist: edit.checklist ?? [] }),
    ...(edit.listId === undefined ? {} : { listId: edit.listId }),
    ...(edit.position === undefined ? {} : { position: edit.position }),
    ...(edit.commentCount === undefined ? {} : { commentCount: edit.commentCount }),
    ...(edit.attachmentCount === undefined ? {} : { attachmentCount: edit.attachmentCount }),
    status,
    description: merged(task.description, edit.description),
    dueOn: merged(task.dueOn, edit.dueOn),
    dueAt: merged(task.dueAt, edit.dueAt),
    timeZone: merged(task.timeZone, edit.timeZone),
    recurrence: merged(task.recurrence, edit.recurrence),
    assigneeId: merged(task.assigneeId, edit.assigneeId),
    parentId: merged(task.parentId, edit.parentId),
    deletedAt: merged(task.deletedAt, edit.deletedAt),
    purgeAt: merged(task.purgeAt, edit.purgeAt),
    completedAt: status === 'COMPLETED' ? (task.completedAt ?? at) : undefined,
    version: task.version + 1,
    updatedAt: at,
  });
  checkTask(changed);
  return changed;
}

/** Throws a 400 problem for a task that cannot be. */
export function checkTask({ dueOn, dueAt, recurrence }: Task): void {
  if (dueOn !== undefined && dueAt !== undefined) {
    throw invalidRequest(
      '',
      'The task already has the other of dueOn and dueAt; set that one to null with this',
    );
  }
  if (recurrence !== undefined && dueOn === undefined && dueAt === undefined) {
    throw invalidRequest('/recurrence', 'A task that recurs needs dueOn or dueAt');
  }
}

/** A task whose optional members may be there as undefined. */
export type LooseTask = { readonly [Name in keyof Task]: Task[Name] | undefined } & Pick<
  Task,
  | 'id'
  | 'listId'
  | 'position'
  | 'title'
  | 'status'
  | 'priority'
  | 'labels'
  | 'checklist'
  | 'commentCount'
  | 'attachmentCount'
  | 'version'
  | 'createdAt'
  | 'updatedAt'
  | 'createdBy'
>;

/** Names the members in the order in which the table gives them back: equal entity tags, equal bytes. */
export function inOrder(task: LooseTask): Task {
  const optional = <Name extends keyof Task>(name: Name): { readonly [K in Name]?: NonNullable<Task[K]> } =>
    // A computed name widens to an index signature, which is the same thing with one member.
    (task[name] === undefined ? {} : { [name]: task[name] }) as {
      readonly [K in Name]?: NonNullable<Task[K]>;
    };
  return {
    id: task.id,
    listId: task.listId,
    ...optional('parentId'),
    position: task.position,
    title: task.title,
    ...optional('description'),
    status: task.status,
    priority: task.priority,
    ...optional('dueOn'),
    ...optional('dueAt'),
    ...optional('timeZone'),
    ...optional('recurrence'),
    ...optional('assigneeId'),
    labels: task.labels,
    checklist: task.checklist,
    commentCount: task.commentCount,
    attachmentCount: task.attachmentCount,
    version: task.version,
    createdAt: task.createdAt,
    updatedAt: task.updatedAt,
    ...optional('completedAt'),
    ...optional('deletedAt'),
    ...optional('purgeAt'),
    createdBy: task.createdBy,
  };
}

function merged(before: string | undefined, change: string | null | undefined): string | undefined {
  return change === undefined ? before : (change ?? undefined);
}
