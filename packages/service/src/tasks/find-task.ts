import type { HistoryEntry, ListRole, Task } from '@taskyard/contract';
import { ApiProblem } from '../api/api-problem.ts';
import type { Item } from '../dynamo/attributes.ts';
import { lastChangeOf } from './history-item.ts';
import { membershipOf, SHARED_PREFIX } from './list-item.ts';
import { MAX_SHARED_LISTS } from './sharing-limits.ts';
import { taskKey, taskOf, trashKey } from './task-item.ts';
import { LAST, type TableKey, type TaskTable } from './task-table.ts';

/** A task that the caller may see. */
export interface FoundTask {
  readonly task: Task;
  /** The newest entry of its history, which may not have come there yet; undefined when it was never changed. */
  readonly lastChange: HistoryEntry | undefined;
  /** Whose list it is in. */
  readonly owner: string;
  /** What the caller may do with it. */
  readonly role: ListRole;
}

/** Where a task is looked for. */
export type TaskPlace = 'lists' | 'trash';

/**
 * Finds a task of the caller's own, or one in a list that is shared with them. Throws a 404 problem for any other.
 * It costs one read for a task of one's own, else one more for each person who shares with the caller.
 */
export async function findTask(
  table: TaskTable,
  caller: string,
  id: string,
  place: TaskPlace = 'lists',
): Promise<FoundTask> {
  const found = await tryFindTask(table, caller, id, place);
  if (found === undefined) throw new ApiProblem('not-found');
  return found;
}

export async function tryFindTask(
  table: TaskTable,
  caller: string,
  id: string,
  place: TaskPlace = 'lists',
): Promise<FoundTask | undefined> {
  const keyIn = (owner: string): TableKey => (place === 'lists' ? taskKey : trashKey)(owner, id);
  const own = await table.get(keyIn(caller));
  if (own !== undefined) return { ...storedTask(own), owner: caller, role: 'OWNER' };
  const memberships = (await membershipItems(table, caller)).map(membershipOf);
  const owners = [...new Set(memberships.map(({ owner }) => owner))];
  const items = await Promise.all(owners.map((owner) => table.get(keyIn(owner))));
  for (const [index, item] of items.entries()) {
    if (item === undefined) continue;
    const stored = storedTask(item);
    const membership = memberships.find(
      ({ owner, listId }) => owner === owners[index] && listId === stored.task.listId,
    );
    if (membership !== undefined) return { ...stored, owner: membership.owner, role: membership.role };
  }
  return undefined;
}

function storedTask(item: Item): Pick<FoundTask, 'task' | 'lastChange'> {
  return { task: taskOf(item), lastChange: lastChangeOf(item) };
}

/** The items that say which lists of others a person shares. */
export async function membershipItems(table: TaskTable, person: string): Promise<readonly Item[]> {
  const { items } = await table.query({
    partition: person,
    from: SHARED_PREFIX,
    to: SHARED_PREFIX + LAST,
    limit: MAX_SHARED_LISTS,
  });
  return items;
}

/** Refuses with a 412 problem a task of none of the versions that may be changed. */
export function mustMatch(
  { version }: { readonly version: number },
  versions: readonly number[] | undefined,
): void {
  if (versions !== undefined && !versions.includes(version)) throw new ApiProblem('precondition-failed');
}
