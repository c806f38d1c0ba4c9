import type { Comment, CommentPath } from '@taskyard/contract';
import type { Implementation } from '../api/call.ts';
import { entityTag } from '../api/entity-tag.ts';
import { readReply } from '../api/read-reply.ts';
import { findComment } from './find-comment.ts';
import type { TaskTools } from './task-tools.ts';

export function getComment({ table }: TaskTools): Implementation<{ path: CommentPath }, Comment> {
  return async ({ input, caller, header }) => {
    const { comment } = await findComment(table, caller.sub, input.path);
    return readReply(comment, entityTag(comment.version), header('If-None-Match'));
  };
}
