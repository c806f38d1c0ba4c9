import { changeTask, type TaskEdit } from './change-task.ts';
import type { FoundTask } from './find-task.ts';
import { taskItem } from './task-item.ts';
import type { Write } from './task-table.ts';

/** The write of a task whose comments or attachments have other counts. Its history tells nothing of that. */
export function countOnTask(
  { task, owner, lastChange }: FoundTask,
  counts: Pick<TaskEdit, 'commentCount' | 'attachmentCount'>,
  at: string,
): Write {
  return { put: taskItem(owner, changeTask(task, counts, at), lastChange), when: { version: task.version } };
}
