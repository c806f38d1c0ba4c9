import { MAX_IMPORT_TASKS, type NewTask } from '@taskyard/contract';
import { ApiProblem } from '../api/api-problem.ts';
import { planNewTask } from '../tasks/new-task.ts';
import type { TaskTable } from '../tasks/task-table.ts';
import { importObject, reportObject, type StoredImport } from '../tasks/transfer-item.ts';
import { type ImportLine, importLines } from './import-lines.ts';
import { importedId } from './imported-id.ts';
import type { TransferTools } from './transfer-tools.ts';

/** How many tasks are written at once. */
const AT_ONCE = 16;

/** How many refused lines the import itself tells; the report tells all. */
const MAX_TOLD = 50;

/** What became of a line. */
type LineResult = { readonly id: string } | { readonly detail: string };

/**
 * Makes a task of each line of the file that can be one. Each has an id that follows from the import and the line, so
 * that another try makes none twice. Lines may name each other as parents, in any order.
 */
export async function importTasks(
  { table, files, now }: TransferTools,
  person: string,
  transfer: StoredImport,
): Promise<Pick<StoredImport, 'createdCount' | 'refusedCount' | 'errors'>> {
  const lines = importLines(await files.read(importObject(transfer)), transfer.format);
  if (lines.length > MAX_IMPORT_TASKS) {
    throw new ApiProblem('invalid-request', { detail: `A file has ${MAX_IMPORT_TASKS} tasks at most` });
  }
  const at = new Date(now()).toISOString();
  const results = await makeAll(lines, transfer, (task, id) =>
    make(table, { ...task, listId: transfer.listId ?? 'inbox' }, { id, by: person, at }),
  );
  const report = files.write(reportObject(transfer.id));
  await report.write(
    lines
      .map(({ line, sourceId }, index) => `${JSON.stringify({ line, sourceId, ...results[index] })}\n`)
      .join(''),
  );
  await report.close();
  const errors = lines.flatMap(({ line }, index) => {
    const result = results[index];
    return result !== undefined && 'detail' in result ? [{ line, detail: result.detail.slice(0, 300) }] : [];
  });
  return {
    createdCount: lines.length - errors.length,
    refusedCount: errors.length,
    errors: errors.slice(0, MAX_TOLD),
  };
}

/** Makes parents before what is within them. */
async function makeAll(
  lines: readonly ImportLine[],
  { id: importId, createdAt }: StoredImport,
  makeOne: (task: NewTask, id: string) => Promise<LineResult>,
): Promise<readonly (LineResult | undefined)[]> {
  const results: (LineResult | undefined)[] = lines.map(() => undefined);
  const bySource = new Map(
    lines.flatMap(({ sourceId }, at) => (sourceId === undefined ? [] : [[sourceId, at]])),
  );
  const one = async (at: number): Promise<void> => {
    const { task, parentId } = lines[at] as ImportLine;
    const parentAt = parentId === undefined ? undefined : bySource.get(parentId);
    const parent = parentAt === undefined ? undefined : results[parentAt];
    if ('wrong' in task) results[at] = { detail: task.wrong };
    else if (parent !== undefined && 'detail' in parent) {
      results[at] = { detail: 'Its parent was refused' };
    } else {
      const within = parent === undefined ? parentId : parent.id;
      const body = { ...task, ...(within === undefined ? {} : { parentId: within }) };
      results[at] = await makeOne(body, importedId(importId, Date.parse(createdAt), at));
    }
  };
  for (let left = lines.map((_line, at) => at); left.length > 0; ) {
    const ready = left.filter((at) => {
      const { parentId } = lines[at] as ImportLine;
      const parentAt = parentId === undefined ? undefined : bySource.get(parentId);
      return parentAt === undefined || results[parentAt] !== undefined;
    });
    if (ready.length === 0) {
      for (const at of left) results[at] = { detail: 'It is within itself' };
      break;
    }
    for (let from = 0; from < ready.length; from += AT_ONCE) {
      await Promise.all(ready.slice(from, from + AT_ONCE).map(one));
    }
    left = left.filter((at) => results[at] === undefined);
  }
  return results;
}

/** Makes one task, unless an earlier try has. */
async function make(
  table: TaskTable,
  body: NewTask,
  about: { readonly id: string; readonly by: string; readonly at: string },
): Promise<LineResult> {
  try {
    const { writes } = await planNewTask(table, body, about);
    const { outcome } = await table.write(writes);
    if (outcome === 'conflict') throw new Error('Another try of the same import is under way');
    return { id: about.id };
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.status >= 500) throw error;
    const faults = error.errors?.map(({ pointer, detail }) => `${pointer} ${detail}`.trim());
    return { detail: faults?.join('; ') ?? error.message };
  }
}
