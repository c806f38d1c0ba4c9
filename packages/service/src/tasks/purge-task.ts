import { type Item, textAttribute } from '../dynamo/attributes.ts';
import { countBytes } from './attached-bytes.ts';
import { ATTACHMENT_PREFIX, attachmentOf } from './attachment-item.ts';
import { carryOut } from './carry-out.ts';
import { taskPartition } from './history-item.ts';
import { LAST, type TableKey, type TaskTable } from './task-table.ts';

const AT_ONCE = 25;

/** Removes all that belonged to a task of `owner` which is gone: comments, history, attachments. Safe to do again. */
export async function purgeTask(table: TaskTable, owner: string, taskId: string): Promise<void> {
  const partition = taskPartition(taskId);
  for (let more = true; more; ) {
    const read = await table.query({ partition, from: ' ', to: LAST, limit: AT_ONCE });
    for (const item of read.items.filter(isAttachment)) await purgeAttachment(table, owner, item);
    await Promise.all(read.items.filter((item) => !isAttachment(item)).map((item) => remove(table, item)));
    more = read.more;
  }
}

async function remove(table: TaskTable, item: Item): Promise<void> {
  const { outcome } = await table.write([{ remove: keyOf(item) }]);
  if (outcome !== 'written') throw new Error(`An item of a task that is gone was not removed: ${outcome}`);
}

function keyOf(item: Item): TableKey {
  return { pk: textAttribute(item, 'pk'), sk: textAttribute(item, 'sk') };
}

function isAttachment(item: Item): boolean {
  return textAttribute(item, 'sk').startsWith(ATTACHMENT_PREFIX);
}

/** Takes its bytes off what the owner's attachments take, once, however often it is tried. */
async function purgeAttachment(table: TaskTable, owner: string, item: Item): Promise<void> {
  const key = keyOf(item);
  await carryOut(table, async () => {
    if ((await table.get(key)) === undefined) return { writes: [], result: undefined };
    const { size } = attachmentOf(item);
    return {
      writes: [{ remove: key, when: 'present' }, await countBytes(table, owner, -size)],
      result: undefined,
    };
  });
}
