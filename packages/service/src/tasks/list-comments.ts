import type { Comment, CommentsPath, Page, PageQuery } from '@taskyard/contract';
import type { Implementation } from '../api/call.ts';
import { pageReply } from '../paging/page-reply.ts';
import { sliceOf } from '../paging/slice.ts';
import { COMMENT_PREFIX, commentOf } from './comment-item.ts';
import { findTask } from './find-task.ts';
import { newestOf } from './newest-of.ts';
import type { TaskTools } from './task-tools.ts';

export function listComments({
  table,
  pageTokens,
}: TaskTools): Implementation<{ path: CommentsPath; query: PageQuery }, Page<Comment>> {
  return async ({ input: { path, query }, caller }) => {
    await findTask(table, caller.sub, path.taskId);
    const list = ['listComments', caller.sub, path.taskId];
    return pageReply(pageTokens, { list, query }, async (part) => {
      const { items, more } = await newestOf(table, path.taskId, COMMENT_PREFIX, part);
      return sliceOf(items.map(commentOf), part.limit, more);
    });
  };
}
