import type { Attachment, AttachmentsPath, Page, PageQuery } from '@taskyard/contract';
import type { Implementation } from '../api/call.ts';
import { pageReply } from '../paging/page-reply.ts';
import { sliceOf } from '../paging/slice.ts';
import { ATTACHMENT_PREFIX, attachmentOf } from './attachment-item.ts';
import { findTask } from './find-task.ts';
import { newestOf } from './newest-of.ts';
import type { TaskTools } from './task-tools.ts';

export function listAttachments({
  table,
  pageTokens,
}: TaskTools): Implementation<{ path: AttachmentsPath; query: PageQuery }, Page<Attachment>> {
  return async ({ input: { path, query }, caller }) => {
    await findTask(table, caller.sub, path.taskId);
    const list = ['listAttachments', caller.sub, path.taskId];
    return pageReply(pageTokens, { list, query }, async (part) => {
      const { items, more } = await newestOf(table, path.taskId, ATTACHMENT_PREFIX, part);
      return sliceOf(items.map(attachmentOf), part.limit, more);
    });
  };
}
