import type { AttachmentPath } from '@taskyard/contract';
import { ApiProblem } from '../api/api-problem.ts';
import { attachmentKey, attachmentOf, isForgotten, type StoredAttachment } from './attachment-item.ts';
import { type FoundTask, findTask } from './find-task.ts';
import type { TaskTools } from './task-tools.ts';

/** An attachment, ready or announced, of a task that the caller may see. Throws a 404 problem for any other. */
export async function findAttachment(
  { table, now }: Pick<TaskTools, 'table' | 'now'>,
  caller: string,
  { taskId, attachmentId: id }: AttachmentPath,
): Promise<{ readonly found: FoundTask; readonly attachment: StoredAttachment }> {
  const found = await findTask(table, caller, taskId);
  const item =
    (await table.get(attachmentKey(taskId, { id, status: 'READY' }))) ??
    (await table.get(attachmentKey(taskId, { id, status: 'UPLOADING' })));
  if (item === undefined || isForgotten(item, now())) throw new ApiProblem('not-found');
  return { found, attachment: attachmentOf(item) };
}
