import { INBOX, type Invitation, type ListPath, type NewMember } from '@taskyard/contract';
import { ApiProblem } from '../api/api-problem.ts';
import type { Implementation } from '../api/call.ts';
import { entityTag } from '../api/entity-tag.ts';
import { childReference } from '../api/relative-reference.ts';
import { carryOut } from './carry-out.ts';
import { findList, mustOwn } from './find-list.ts';
import { listItemKey } from './list-item.ts';
import {
  hashOfCode,
  invitationWrite,
  isExpired,
  memberItem,
  memberOf,
  removeMemberWrites,
  storedMembers,
} from './member-item.ts';
import { INVITATION_SECONDS, MAX_MEMBERS } from './sharing-limits.ts';
import type { TaskTools } from './task-tools.ts';

/** Invites somebody. An access token does not tell a person's email, so the code is what proves an invitation. */
export function createMember({
  table,
  now,
  newId,
  newSecret,
}: TaskTools): Implementation<{ path: ListPath; body: NewMember }, Invitation> {
  return async ({ input, caller, path }) => {
    const { listId } = input.path;
    const moment = Math.floor(now() / 1000) * 1000;
    const code = newSecret();
    const member = {
      ...input.body,
      owner: caller.sub,
      listId,
      id: newId(),
      status: 'INVITED',
      version: 1,
      invitedAt: new Date(moment).toISOString(),
      expiresAt: new Date(moment + INVITATION_SECONDS * 1000).toISOString(),
      codeHash: hashOfCode(code),
    } as const;
    await carryOut(table, async () => {
      mustOwn(await findList(table, caller.sub, listId));
      if (listId === INBOX) throw new ApiProblem('in-the-way', { detail: 'The inbox is not shared' });
      const others = await storedMembers(table, caller.sub, listId);
      const expired = others.filter((other) => isExpired(other, moment));
      if (others.length - expired.length >= MAX_MEMBERS) {
        throw new ApiProblem('in-the-way', { detail: `A list has at most ${MAX_MEMBERS} members` });
      }
      return {
        writes: [
          { check: listItemKey(caller.sub, listId), when: 'present' },
          { put: memberItem(member), when: 'absent' },
          invitationWrite(member),
          // They make room, before the table's TTL gets to them.
          ...expired.flatMap(removeMemberWrites),
        ],
        result: undefined,
      };
    });
    return {
      status: 201,
      headers: { ETag: entityTag(member.version), Location: childReference(path, member.id) },
      body: { ...memberOf(member), code },
    };
  };
}
