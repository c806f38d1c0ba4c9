import type { NewTask, Task } from '@taskyard/contract';
import { INBOX } from '@taskyard/contract';
import { invalidRequest } from '../api/api-problem.ts';
import type { Plan } from './carry-out.ts';
import { checkTask, inOrder } from './change-task.ts';
import { findList, mustEdit } from './find-list.ts';
import { checkAssignee } from './plan-change.ts';
import { lastPosition } from './position.ts';
import { taskItem, taskKey, taskOf } from './task-item.ts';
import type { TaskTable } from './task-table.ts';

/** What is written for a new task: one item. Throws the problem that stands against it. */
export async function planNewTask(
  table: TaskTable,
  body: NewTask,
  { id, by, at }: { readonly id: string; readonly by: string; readonly at: string },
): Promise<Plan<Task>> {
  const { listId = INBOX, parentId, assigneeId } = body;
  const list = await findList(table, by, listId);
  mustEdit(list);
  const { owner } = list;
  if (assigneeId !== undefined) await checkAssignee(table, { owner, listId, assigneeId });
  if (parentId !== undefined) {
    const parent = await table.get(taskKey(owner, parentId));
    if (parent === undefined || taskOf(parent).listId !== listId) {
      throw invalidRequest('/parentId', 'Not a task of this list');
    }
  }
  const task = newTask(body, { id, by, at });
  checkTask(task);
  return { writes: [{ put: taskItem(owner, task, undefined), when: 'absent' }], result: task };
}

function newTask(body: NewTask, { id, by, at }: { id: string; by: string; at: string }): Task {
  const { status = 'PENDING', priority = 'NORMAL', labels = [], checklist = [], listId = INBOX } = body;
  return inOrder({
    parentId: undefined,
    description: undefined,
    dueOn: undefined,
    dueAt: undefined,
    timeZone: undefined,
    recurrence: undefined,
    assigneeId: undefined,
    deletedAt: undefined,
    purgeAt: undefined,
    ...body,
    id,
    listId,
    position: lastPosition(id),
    status,
    priority,
    labels,
    checklist,
    commentCount: 0,
    attachmentCount: 0,
    version: 1,
    createdAt: at,
    updatedAt: at,
    completedAt: status === 'COMPLETED' ? at : undefined,
    createdBy: by,
  });
}
