import type { HistoryEntry } from '@taskyard/contract';
import { historyItem, historyKey } from '../tasks/history-item.ts';
import { goneKey } from '../tasks/task-item.ts';
import type { TaskTable, Write } from '../tasks/task-table.ts';

/** A change of a task as its item tells of it. */
export interface TaskChanged {
  /** Whose list the task is in. */
  readonly owner: string;
  readonly taskId: string;
  readonly entry: HistoryEntry;
}

/**
 * Writes an entry into the history of its task: the same item however often it is done, and whatever else has been done
 * before. An entry that comes after its task was deleted for good goes again.
 */
export async function keepEntry(table: TaskTable, { owner, taskId, entry }: TaskChanged): Promise<void> {
  await write(table, { put: historyItem(taskId, entry) });
  // The purge reads what there is after it has left its note. Who writes first and looks for the note then is either
  // seen by it or sees it. The note stays for 30 days, a record of the stream for one; what time takes from the trash
  // was last changed when it was put there.
  if ((await table.get(goneKey(owner, taskId))) === undefined) return;
  await write(table, { remove: historyKey(taskId, entry.id) });
}

async function write(table: TaskTable, one: Write): Promise<void> {
  const { outcome } = await table.write([one]);
  if (outcome !== 'written') throw new Error(`An entry of a history was not written: ${outcome}`);
}
