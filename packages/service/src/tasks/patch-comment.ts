import type { Comment, CommentChange, CommentPath } from '@taskyard/contract';
import { ApiProblem } from '../api/api-problem.ts';
import type { Implementation } from '../api/call.ts';
import { entityTag, matchedVersions } from '../api/entity-tag.ts';
import { carryOut, type Plan } from './carry-out.ts';
import { commentItem } from './comment-item.ts';
import { findComment } from './find-comment.ts';
import { mustEdit } from './find-list.ts';
import { mustMatch } from './find-task.ts';
import type { TaskTools } from './task-tools.ts';

export function patchComment({
  table,
  now,
}: TaskTools): Implementation<{ path: CommentPath; body: CommentChange }, Comment> {
  return async ({ input, caller, header }) => {
    const versions = matchedVersions(header('If-Match'));
    const updatedAt = new Date(now()).toISOString();
    const body = await carryOut(table, async (): Promise<Plan<Comment>> => {
      const { found, comment } = await findComment(table, caller.sub, input.path);
      mustEdit(found);
      if (comment.authorId !== caller.sub) {
        throw new ApiProblem('forbidden', { detail: 'Only its author changes a comment' });
      }
      mustMatch(comment, versions);
      const { text } = input.body;
      if (text === undefined) return { writes: [], result: comment };
      const changed = { ...comment, text, version: comment.version + 1, updatedAt };
      return {
        writes: [{ put: commentItem(input.path.taskId, changed), when: { version: comment.version } }],
        result: changed,
      };
    });
    return { status: 200, headers: { ETag: entityTag(body.version) }, body };
  };
}
