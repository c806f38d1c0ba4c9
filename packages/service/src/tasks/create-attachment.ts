import {
  type Attachment,
  type AttachmentsPath,
  MAX_ATTACHMENTS,
  type NewAttachment,
} from '@taskyard/contract';
import { ApiProblem } from '../api/api-problem.ts';
import type { Implementation } from '../api/call.ts';
import { childReference } from '../api/relative-reference.ts';
import { idempotencyClaim } from '../idempotency/idempotency-claim.ts';
import { countBytes } from './attached-bytes.ts';
import {
  attachmentItem,
  isForgotten,
  type StoredAttachment,
  UPLOAD_PREFIX,
  uploadObject,
} from './attachment-item.ts';
import { carryOutOnce, type Plan } from './carry-out.ts';
import { mustEdit } from './find-list.ts';
import { findTask } from './find-task.ts';
import { taskPartition } from './history-item.ts';
import { madeReply } from './made-reply.ts';
import { taskKey } from './task-item.ts';
import { LAST, type TaskTable } from './task-table.ts';
import type { TaskTools } from './task-tools.ts';

/** Announces a file. What is kept of the answer for its Idempotency-Key has no signature; a repeat signs anew. */
export function createAttachment({
  table,
  attachments,
  now,
  newId,
}: TaskTools): Implementation<{ path: AttachmentsPath; body: NewAttachment }, Attachment> {
  return async ({ input, caller, path, header }) => {
    const { taskId } = input.path;
    const { name, contentType, size, sha256 } = input.body;
    const moment = now();
    const claim = idempotencyClaim(
      `createAttachment#${taskId}`,
      header('Idempotency-Key'),
      input.body,
      moment,
    );
    const announced: StoredAttachment = {
      id: newId(),
      name,
      contentType,
      size,
      sha256,
      status: 'UPLOADING',
      createdAt: new Date(moment).toISOString(),
      createdBy: caller.sub,
    };
    const plan = async (): Promise<Plan<StoredAttachment>> => {
      const found = await findTask(table, caller.sub, taskId);
      mustEdit(found);
      mustHaveRoom(found.task.attachmentCount + (await awaited(table, taskId, moment)));
      // Only asked: it is counted when the content is there.
      await countBytes(table, found.owner, size);
      return {
        writes: [
          { check: taskKey(found.owner, taskId), when: 'present' },
          { put: attachmentItem(taskId, announced), when: 'absent' },
        ],
        result: announced,
      };
    };
    const made = await carryOutOnce(table, { owner: caller.sub, claim }, plan);
    const id = 'made' in made ? made.made.id : announced.id;
    const upload = await attachments.signUpload(uploadObject(taskId, id), { size, sha256 });
    return madeReply(made, (attachment) => ({
      status: 201,
      headers: { Location: childReference(path, attachment.id) },
      body: { ...attachment, upload },
    }));
  };
}

/** Throws a 409 problem when a task has as many attachments as it may. */
export function mustHaveRoom(count: number): void {
  if (count < MAX_ATTACHMENTS) return;
  throw new ApiProblem('in-the-way', { detail: `A task has ${MAX_ATTACHMENTS} attachments at most` });
}

/** How many attachments are announced and may still come. */
async function awaited(table: TaskTable, taskId: string, now: number): Promise<number> {
  const { items } = await table.query({
    partition: taskPartition(taskId),
    from: UPLOAD_PREFIX,
    to: UPLOAD_PREFIX + LAST,
    backwards: true,
    limit: MAX_ATTACHMENTS,
  });
  return items.filter((item) => !isForgotten(item, now)).length;
}
