import type { Item } from '../dynamo/attributes.ts';
import type { SliceQuery } from '../paging/slice.ts';
import { taskPartition } from './history-item.ts';
import { LAST, type TaskTable } from './task-table.ts';

/** What belongs to a task and begins with `prefix`, the newest first, from below the id `after` on. */
export async function newestOf(
  table: TaskTable,
  taskId: string,
  prefix: string,
  { after, limit }: SliceQuery,
): Promise<{ readonly items: readonly Item[]; readonly more: boolean }> {
  const { items, more } = await table.query({
    partition: taskPartition(taskId),
    from: prefix,
    to: prefix + (after ?? LAST),
    backwards: true,
    // One more to know whether there are more, and the one that the page before ended with.
    limit: limit + 2,
  });
  const found = items.filter((item) => item.sk?.S !== prefix + after);
  return { items: found, more: more || found.length > limit };
}
