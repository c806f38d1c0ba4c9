import type { HistoryEntry, HistoryPath, Page, PageQuery } from '@taskyard/contract';
import type { Implementation } from '../api/call.ts';
import { pageReply } from '../paging/page-reply.ts';
import { sliceOf } from '../paging/slice.ts';
import { findTask } from './find-task.ts';
import { creationEntry, HISTORY_PREFIX, historyEntryOf } from './history-item.ts';
import { newestOf } from './newest-of.ts';
import { LAST } from './task-table.ts';
import type { TaskTools } from './task-tools.ts';

/** The stored entries with the last change, which may not be among them yet, and after them how the task began. */
export function listHistory({
  table,
  pageTokens,
}: TaskTools): Implementation<{ path: HistoryPath; query: PageQuery }, Page<HistoryEntry>> {
  return async ({ input: { path, query }, caller }) => {
    const { task, lastChange } = await findTask(table, caller.sub, path.taskId);
    const list = ['listHistory', caller.sub, path.taskId];
    return pageReply(pageTokens, { list, query }, async (part) => {
      const { items, more } = await newestOf(table, path.taskId, HISTORY_PREFIX, part);
      const stored = items.map(historyEntryOf);
      // Where the stored ones begin and end, if others are above or below them.
      const [above, below] = [part.after ?? LAST, more ? (stored.at(-1)?.id ?? '') : ''];
      const isHere = lastChange !== undefined && lastChange.id < above && lastChange.id > below;
      const entries = isHere ? withEntry(stored, lastChange) : stored;
      return more
        ? sliceOf(entries, part.limit, true)
        : sliceOf([...entries, creationEntry(task)], part.limit);
    });
  };
}

/** The entries, the newest first, with one that may be among them already. */
function withEntry(entries: readonly HistoryEntry[], entry: HistoryEntry): readonly HistoryEntry[] {
  const at = entries.findIndex(({ id }) => id <= entry.id);
  if (at < 0) return [...entries, entry];
  return entries[at]?.id === entry.id ? entries : entries.toSpliced(at, 0, entry);
}
