import type { JoinList, TaskList } from '@taskyard/contract';
import { ApiProblem } from '../api/api-problem.ts';
import type { Implementation } from '../api/call.ts';
import { textAttribute } from '../dynamo/attributes.ts';
import { carryOut, type Plan } from './carry-out.ts';
import { membershipItems } from './find-task.ts';
import { listItemKey, membershipItem, membershipOf, storedListOf, taskListOf } from './list-item.ts';
import { listTag } from './list-tag.ts';
import {
  hashOfCode,
  invitationKey,
  isExpired,
  memberItem,
  memberKey,
  storedMemberOf,
} from './member-item.ts';
import { MAX_SHARED_LISTS } from './sharing-limits.ts';
import type { TaskTools } from './task-tools.ts';

/** Takes an invitation; a code that is wrong, used, taken back or too old finds nothing. */
export function joinList({ table, now }: TaskTools): Implementation<{ body: JoinList }, TaskList> {
  return async ({ input, caller }) => {
    const moment = now();
    const key = invitationKey(hashOfCode(input.body.code));
    const body = await carryOut(table, async (): Promise<Plan<TaskList>> => {
      const invitation = await table.get(key);
      if (invitation === undefined) throw new ApiProblem('not-found');
      const owner = textAttribute(invitation, 'owner');
      const listId = textAttribute(invitation, 'listId');
      const memberId = textAttribute(invitation, 'memberId');
      const [memberFound, list, memberships] = await Promise.all([
        table.get(memberKey(owner, listId, memberId)),
        table.get(listItemKey(owner, listId)),
        membershipItems(table, caller.sub),
      ]);
      const member = memberFound === undefined ? undefined : storedMemberOf(memberFound);
      if (list === undefined || member?.status !== 'INVITED' || isExpired(member, moment)) {
        throw new ApiProblem('not-found');
      }
      refuseJoining(
        caller.sub === owner,
        memberships.some((item) => membershipOf(item).listId === listId),
        memberships.length,
      );
      const { codeHash: _used, expiresAt: _past, ...kept } = member;
      const joined = {
        ...kept,
        status: 'JOINED',
        personId: caller.sub,
        joinedAt: new Date(moment).toISOString(),
        version: member.version + 1,
      } as const;
      const { role } = member;
      return {
        writes: [
          { remove: key, when: 'present' },
          { check: listItemKey(owner, listId), when: 'present' },
          { put: memberItem(joined), when: { version: member.version } },
          { put: membershipItem({ person: caller.sub, listId, owner, role, memberId }), when: 'absent' },
        ],
        result: taskListOf(storedListOf(list), role),
      };
    });
    return { status: 200, headers: { ETag: listTag(body) }, body };
  };
}

function refuseJoining(isOwner: boolean, isMember: boolean, shared: number): void {
  const detail = isOwner
    ? 'The list is yours'
    : isMember
      ? 'You share the list already'
      : shared >= MAX_SHARED_LISTS
        ? `You share ${MAX_SHARED_LISTS} lists already`
        : undefined;
  if (detail !== undefined) throw new ApiProblem('in-the-way', { detail });
}
