import { MAX_PAGE_SIZE } from '@taskyard/contract';
import { findList } from '../tasks/find-list.ts';
import { readRanges } from '../tasks/read-ranges.ts';
import { taskFilter } from '../tasks/task-filter.ts';
import { taskRanges } from '../tasks/task-ranges.ts';
import { exportObject, type StoredExport } from '../tasks/transfer-item.ts';
import { csvHeader, csvRow } from './csv-row.ts';
import type { TransferTools } from './transfer-tools.ts';

/** Writes the tasks of an export into its file, page by page: the memory it takes is that of one part of the file. */
export async function exportTasks(
  { table, files }: TransferTools,
  person: string,
  transfer: StoredExport,
): Promise<Pick<StoredExport, 'taskCount'>> {
  const { format, filter = {} } = transfer;
  const owner = filter.listId === undefined ? person : (await findList(table, person, filter.listId)).owner;
  const ranges = taskRanges(owner, filter);
  const shown = taskFilter(filter);
  const file = files.write(exportObject(transfer));
  try {
    if (format === 'csv') await file.write(csvHeader());
    let taskCount = 0;
    for (let after: string | undefined, more = true; more; ) {
      const part = { limit: MAX_PAGE_SIZE, ...(after === undefined ? {} : { after }) };
      const { things, next } = await readRanges(table, ranges, shown, part);
      await file.write(
        things.map((task) => (format === 'csv' ? csvRow(task) : `${JSON.stringify(task)}\n`)).join(''),
      );
      taskCount += things.length;
      after = next;
      more = next !== undefined;
    }
    await file.close();
    return { taskCount };
  } catch (error) {
    await file.abort();
    throw error;
  }
}
