import { INBOX, type ListRole } from '@taskyard/contract';
import { findList } from './find-list.ts';
import { listItem, listItemKey, type StoredList, storedListOf } from './list-item.ts';
import type { TaskTools } from './task-tools.ts';

/** A list that the caller may see, with what is stored of it. The inbox is made when it is first looked at. */
export async function findStoredList(
  tools: Pick<TaskTools, 'table' | 'now'>,
  caller: string,
  id: string,
): Promise<{ readonly list: StoredList; readonly role: ListRole }> {
  const { item, role } = await findList(tools.table, caller, id);
  return { list: item === undefined ? await inboxOf(tools, caller) : storedListOf(item), role };
}

export async function inboxOf(
  { table, now }: Pick<TaskTools, 'table' | 'now'>,
  owner: string,
): Promise<StoredList> {
  const found = await table.get(listItemKey(owner, INBOX));
  if (found !== undefined) return storedListOf(found);
  const at = new Date(now()).toISOString();
  const inbox = { id: INBOX, owner, name: 'Inbox', version: 1, createdAt: at, updatedAt: at };
  const written = await table.write([{ put: listItem(inbox), when: 'absent' }]);
  return written.outcome === 'refused' && written.item !== undefined ? storedListOf(written.item) : inbox;
}
