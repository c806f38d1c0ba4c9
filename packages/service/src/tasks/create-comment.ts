import type { Comment, CommentsPath, NewComment } from '@taskyard/contract';
import type { Implementation } from '../api/call.ts';
import { entityTag } from '../api/entity-tag.ts';
import { childReference } from '../api/relative-reference.ts';
import { idempotencyClaim } from '../idempotency/idempotency-claim.ts';
import { carryOutOnce, type Plan } from './carry-out.ts';
import { commentItem } from './comment-item.ts';
import { countOnTask } from './count-on-task.ts';
import { mustEdit } from './find-list.ts';
import { findTask } from './find-task.ts';
import { madeReply } from './made-reply.ts';
import type { TaskTools } from './task-tools.ts';

/** Keeps the comment and counts it on its task, both or neither. */
export function createComment({
  table,
  now,
  newId,
}: TaskTools): Implementation<{ path: CommentsPath; body: NewComment }, Comment> {
  return async ({ input, caller, path, header }) => {
    const { taskId } = input.path;
    const moment = now();
    const at = new Date(moment).toISOString();
    const claim = idempotencyClaim(`createComment#${taskId}`, header('Idempotency-Key'), input.body, moment);
    const comment: Comment = {
      id: newId(),
      text: input.body.text,
      authorId: caller.sub,
      version: 1,
      createdAt: at,
      updatedAt: at,
    };
    const made = await carryOutOnce(table, { owner: caller.sub, claim }, async (): Promise<Plan<Comment>> => {
      const found = await findTask(table, caller.sub, taskId);
      mustEdit(found);
      return {
        writes: [
          countOnTask(found, { commentCount: found.task.commentCount + 1 }, at),
          { put: commentItem(taskId, comment), when: 'absent' },
        ],
        result: comment,
      };
    });
    return madeReply(made, (body) => ({
      status: 201,
      headers: { ETag: entityTag(body.version), Location: childReference(path, body.id) },
      body,
    }));
  };
}
