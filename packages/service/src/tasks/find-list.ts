import { INBOX, type ListRole } from '@taskyard/contract';
import { ApiProblem } from '../api/api-problem.ts';
import type { Item } from '../dynamo/attributes.ts';
import { listItemKey, membershipKey, membershipOf } from './list-item.ts';
import type { TaskTable } from './task-table.ts';

/** A list that the caller may see. */
export interface FoundList {
  readonly id: string;
  readonly owner: string;
  /** What the caller may do in it. */
  readonly role: ListRole;
  /** The stored list; absent for the inbox, which may not be stored yet. */
  readonly item?: Item;
}

/** Finds a list of the caller's own, or one that is shared with them. Throws a 404 problem for any other. */
export async function findList(table: TaskTable, caller: string, id: string): Promise<FoundList> {
  if (id === INBOX) return { id, owner: caller, role: 'OWNER' };
  const item = await table.get(listItemKey(caller, id));
  if (item !== undefined) return { id, owner: caller, role: 'OWNER', item };
  const membership = await table.get(membershipKey(caller, id));
  if (membership === undefined) throw new ApiProblem('not-found');
  const { owner, role } = membershipOf(membership);
  const shared = await table.get(listItemKey(owner, id));
  if (shared === undefined) throw new ApiProblem('not-found');
  return { id, owner, role, item: shared };
}

/** Refuses with a 403 problem whoever may only look. */
export function mustEdit({ role }: { readonly role: ListRole }): void {
  if (role === 'VIEWER') throw new ApiProblem('forbidden', { detail: 'You may only read in this list' });
}

/** Refuses with a 403 problem whoever is not the owner. */
export function mustOwn({ role }: { readonly role: ListRole }): void {
  if (role !== 'OWNER')
    throw new ApiProblem('forbidden', { detail: 'Only the owner of the list may do that' });
}
