import type { Attachment, AttachmentPath } from '@taskyard/contract';
import { ApiProblem } from '../api/api-problem.ts';
import type { Implementation } from '../api/call.ts';
import { countBytes } from './attached-bytes.ts';
import {
  attachmentItem,
  attachmentKey,
  attachmentObject,
  type StoredAttachment,
  uploadObject,
} from './attachment-item.ts';
import { carryOut, type Plan } from './carry-out.ts';
import { countOnTask } from './count-on-task.ts';
import { mustHaveRoom } from './create-attachment.ts';
import { findAttachment } from './find-attachment.ts';
import { mustEdit } from './find-list.ts';
import type { TaskTools } from './task-tools.ts';

/**
 * Takes the content over from where the client sent it, then makes the attachment ready and counts it, all or nothing.
 * Done again, it does the same; when it is never done again, the stream of the table has the copy removed.
 */
export function completeAttachment(tools: TaskTools): Implementation<{ path: AttachmentPath }, Attachment> {
  const { table, now } = tools;
  return async ({ input, caller }) => {
    const { taskId } = input.path;
    const before = await findAttachment(tools, caller.sub, input.path);
    mustEdit(before.found);
    if (before.attachment.status === 'UPLOADING') await takeOver(tools, taskId, before.attachment);
    const at = new Date(now()).toISOString();
    const body = await carryOut(table, async (): Promise<Plan<StoredAttachment>> => {
      const { found, attachment } = await findAttachment(tools, caller.sub, input.path);
      mustEdit(found);
      if (attachment.status === 'READY') return { writes: [], result: attachment };
      const { attachmentCount } = found.task;
      mustHaveRoom(attachmentCount);
      const ready: StoredAttachment = { ...attachment, status: 'READY' };
      return {
        writes: [
          countOnTask(found, { attachmentCount: attachmentCount + 1 }, at),
          { remove: attachmentKey(taskId, attachment), when: 'present' },
          { put: attachmentItem(taskId, ready), when: 'absent' },
          await countBytes(table, found.owner, attachment.size),
        ],
        result: ready,
      };
    });
    return { status: 200, body };
  };
}

async function takeOver(
  { attachments }: Pick<TaskTools, 'attachments'>,
  taskId: string,
  { id, size, sha256 }: StoredAttachment,
): Promise<void> {
  const sent = uploadObject(taskId, id);
  const content = await attachments.find(sent);
  if (content?.size !== size || content.sha256 !== sha256) {
    throw new ApiProblem('in-the-way', { detail: 'The content was not sent yet' });
  }
  await attachments.copy(sent, attachmentObject(taskId, id));
}
