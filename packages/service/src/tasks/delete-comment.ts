import type { CommentPath } from '@taskyard/contract';
import { ApiProblem } from '../api/api-problem.ts';
import type { Implementation } from '../api/call.ts';
import { matchedVersions } from '../api/entity-tag.ts';
import { carryOut } from './carry-out.ts';
import { commentKey } from './comment-item.ts';
import { countOnTask } from './count-on-task.ts';
import { findComment } from './find-comment.ts';
import { mustEdit } from './find-list.ts';
import { mustMatch } from './find-task.ts';
import type { TaskTools } from './task-tools.ts';

export function deleteComment({ table, now }: TaskTools): Implementation<{ path: CommentPath }, undefined> {
  return async ({ input, caller, header }) => {
    const versions = matchedVersions(header('If-Match'));
    const at = new Date(now()).toISOString();
    const { taskId, commentId } = input.path;
    await carryOut(table, async () => {
      const { found, comment } = await findComment(table, caller.sub, input.path);
      mustEdit(found);
      if (comment.authorId !== caller.sub && found.role !== 'OWNER') {
        throw new ApiProblem('forbidden', {
          detail: 'Only its author and the owner of the list delete a comment',
        });
      }
      mustMatch(comment, versions);
      return {
        writes: [
          countOnTask(found, { commentCount: Math.max(0, found.task.commentCount - 1) }, at),
          { remove: commentKey(taskId, commentId), when: { version: comment.version } },
        ],
        result: undefined,
      };
    });
    return { status: 204 };
  };
}
