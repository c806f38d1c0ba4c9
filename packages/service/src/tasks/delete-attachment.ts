import type { AttachmentPath } from '@taskyard/contract';
import { ApiProblem } from '../api/api-problem.ts';
import type { Implementation } from '../api/call.ts';
import { countBytes } from './attached-bytes.ts';
import { attachmentKey } from './attachment-item.ts';
import { carryOut, type Plan } from './carry-out.ts';
import { countOnTask } from './count-on-task.ts';
import { findAttachment } from './find-attachment.ts';
import { mustEdit } from './find-list.ts';
import type { TaskTools } from './task-tools.ts';

/** Takes the attachment away; its content follows through the table's stream. */
export function deleteAttachment(tools: TaskTools): Implementation<{ path: AttachmentPath }, undefined> {
  const { table, now } = tools;
  return async ({ input, caller }) => {
    const at = new Date(now()).toISOString();
    const { taskId } = input.path;
    await carryOut(table, async (): Promise<Plan<undefined>> => {
      const { found, attachment } = await findAttachment(tools, caller.sub, input.path);
      mustEdit(found);
      if (attachment.createdBy !== caller.sub && found.role !== 'OWNER') {
        throw new ApiProblem('forbidden', {
          detail: 'Only who added it and the owner of the list delete an attachment',
        });
      }
      const remove = { remove: attachmentKey(taskId, attachment), when: 'present' } as const;
      if (attachment.status === 'UPLOADING') return { writes: [remove], result: undefined };
      const attachmentCount = Math.max(0, found.task.attachmentCount - 1);
      return {
        writes: [
          countOnTask(found, { attachmentCount }, at),
          remove,
          await countBytes(table, found.owner, -attachment.size),
        ],
        result: undefined,
      };
    });
    return { status: 204 };
  };
}
