import type { HistoryAction, HistoryEntry, Task } from '@taskyard/contract';
import { invalidRequest } from '../api/api-problem.ts';
import type { Plan } from './carry-out.ts';
import { changeTask, inOrder, type TaskEdit } from './change-task.ts';
import { mustEdit } from './find-list.ts';
import { type FoundTask, mustMatch } from './find-task.ts';
import { changeEntry } from './history-item.ts';
import { membershipKey, membershipOf } from './list-item.ts';
import { nextOccurrence } from './next-occurrence.ts';
import { lastPosition } from './position.ts';
import { taskItem, taskKey, trashKey } from './task-item.ts';
import type { TaskTable, Write } from './task-table.ts';
import type { TaskTools } from './task-tools.ts';

/** Who changes a task, when, and which versions they would change (any when undefined). */
export interface Change {
  readonly by: string;
  readonly at: string;
  readonly versions: readonly number[] | undefined;
  readonly action: HistoryAction;
}

/**
 * What is written for a change: the task, with the entry for its history, and when a task that recurs is completed, the
 * next one. Throws the problem that stands against it.
 */
export async function planChange(
  { table, newId }: Pick<TaskTools, 'table' | 'newId'>,
  found: FoundTask,
  edit: TaskEdit,
  { by, at, versions, action }: Change,
): Promise<Plan<Task>> {
  const { task, owner } = found;
  mustEdit(found);
  mustMatch(task, versions);
  if (Object.keys(edit).length === 0) return { writes: [], result: task };
  const edited = changeTask(task, edit, at);
  const { assigneeId } = edited;
  if (assigneeId !== undefined && (edit.assigneeId !== undefined || edit.listId !== undefined)) {
    await checkAssignee(table, { owner, listId: edited.listId, assigneeId });
  }
  const completes = task.status !== 'COMPLETED' && edited.status === 'COMPLETED';
  const next = completes ? nextTask(edited, at, newId()) : undefined;
  // The rule goes on with the next task, so that completing this one again makes no second one.
  const after = completes ? inOrder({ ...edited, recurrence: undefined }) : edited;
  const writes = replaceTask(owner, task, after, changeEntry(task, after, { id: newId(), by, action }));
  if (next === undefined) return { writes, result: after };
  return { writes: [...writes, { put: taskItem(owner, next, undefined), when: 'absent' }], result: after };
}

/** Puts the new version of a task where it belongs: its lists or the trash. */
function replaceTask(owner: string, before: Task, after: Task, change: HistoryEntry): readonly Write[] {
  const when = { version: before.version };
  const put = taskItem(owner, after, change);
  if ((before.deletedAt === undefined) === (after.deletedAt === undefined)) return [{ put, when }];
  const remove = (before.deletedAt === undefined ? taskKey : trashKey)(owner, before.id);
  return [{ remove, when }, { put }];
}

function nextTask(task: Task, at: string, id: string): Task | undefined {
  const next = nextOccurrence(task);
  if (next === undefined) return undefined;
  return inOrder({
    ...task,
    dueOn: next.dueOn,
    dueAt: next.dueAt,
    recurrence: next.recurrence,
    id,
    position: lastPosition(id),
    status: 'PENDING',
    completedAt: undefined,
    checklist: task.checklist.map((entry) => ({ ...entry, done: false })),
    commentCount: 0,
    attachmentCount: 0,
    version: 1,
    createdAt: at,
    updatedAt: at,
  });
}

/** Throws a 400 problem unless the assignee owns the list or shares it. */
export async function checkAssignee(
  table: TaskTable,
  {
    owner,
    listId,
    assigneeId,
  }: { readonly owner: string; readonly listId: string; readonly assigneeId: string },
): Promise<void> {
  if (assigneeId === owner) return;
  const item = await table.get(membershipKey(assigneeId, listId));
  if (item === undefined || membershipOf(item).owner !== owner) {
    throw invalidRequest('/assigneeId', 'Neither the owner nor a member of the list');
  }
}
