import type { MemberPath } from '@taskyard/contract';
import { ApiProblem } from '../api/api-problem.ts';
import { type FoundList, findList } from './find-list.ts';
import { isExpired, memberKey, type StoredMember, storedMemberOf } from './member-item.ts';
import type { TaskTools } from './task-tools.ts';

/** A member of a list that the caller may see. Throws a 404 problem for any other. */
export async function findMember(
  { table, now }: Pick<TaskTools, 'table' | 'now'>,
  caller: string,
  { listId, memberId }: MemberPath,
): Promise<{ readonly list: FoundList; readonly member: StoredMember }> {
  const list = await findList(table, caller, listId);
  const item = await table.get(memberKey(list.owner, listId, memberId));
  const member = item === undefined ? undefined : storedMemberOf(item);
  if (member === undefined || isExpired(member, now())) throw new ApiProblem('not-found');
  if (member.status === 'INVITED' && list.role !== 'OWNER') throw new ApiProblem('not-found');
  return { list, member };
}
