import type { HistoryEntry, HistoryPath, Page, PageQuery } from '@taskyard/contract';
import type { Implementation } from '../api/call.ts';
import { pageReply } from '../paging/page-reply.ts';
import { sliceOf } from '../paging/slice.ts';
import { findTask } from './find-task.ts';
import { creationEntry, HISTORY_PREFIX, historyEntryOf } from './history-item.ts';
import { newestOf } from './newest-of.ts';
import type { TaskTools } from './task-tools.ts';

/** The stored entries, and after them how the task began. */
export function listHistory({
  table,
  pageTokens,
}: TaskTools): Implementation<{ path: HistoryPath; query: PageQuery }, Page<HistoryEntry>> {
  return async ({ input: { path, query }, caller }) => {
    const { task } = await findTask(table, caller.sub, path.taskId);
    const list = ['listHistory', caller.sub, path.taskId];
    return pageReply(pageTokens, { list, query }, async (part) => {
      const { items, more } = await newestOf(table, path.taskId, HISTORY_PREFIX, part);
      const entries = items.map(historyEntryOf);
      return more
        ? sliceOf(entries, part.limit, true)
        : sliceOf([...entries, creationEntry(task)], part.limit);
    });
  };
}
