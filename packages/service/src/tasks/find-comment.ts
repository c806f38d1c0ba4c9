import type { Comment, CommentPath } from '@taskyard/contract';
import { ApiProblem } from '../api/api-problem.ts';
import { commentKey, commentOf } from './comment-item.ts';
import { type FoundTask, findTask } from './find-task.ts';
import type { TaskTable } from './task-table.ts';

/** A comment on a task that the caller may see. Throws a 404 problem for any other. */
export async function findComment(
  table: TaskTable,
  caller: string,
  { taskId, commentId }: CommentPath,
): Promise<{ readonly found: FoundTask; readonly comment: Comment }> {
  const found = await findTask(table, caller, taskId);
  const item = await table.get(commentKey(taskId, commentId));
  if (item === undefined) throw new ApiProblem('not-found');
  return { found, comment: commentOf(item) };
}
