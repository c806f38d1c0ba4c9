import type { Member, MemberChange, MemberPath } from '@taskyard/contract';
import type { Implementation } from '../api/call.ts';
import { entityTag, matchedVersions } from '../api/entity-tag.ts';
import { carryOut, type Plan } from './carry-out.ts';
import { mustOwn } from './find-list.ts';
import { findMember } from './find-member.ts';
import { mustMatch } from './find-task.ts';
import { membershipItem } from './list-item.ts';
import { memberItem, memberOf } from './member-item.ts';
import type { TaskTools } from './task-tools.ts';

export function patchMember(
  tools: TaskTools,
): Implementation<{ path: MemberPath; body: MemberChange }, Member> {
  return async ({ input, caller, header }) => {
    const versions = matchedVersions(header('If-Match'));
    const body = await carryOut(tools.table, async (): Promise<Plan<Member>> => {
      const { list, member } = await findMember(tools, caller.sub, input.path);
      mustOwn(list);
      mustMatch(member, versions);
      const { role = member.role } = input.body;
      if (role === member.role) return { writes: [], result: memberOf(member) };
      const changed = { ...member, role, version: member.version + 1 };
      const { personId, owner, listId, id: memberId } = member;
      return {
        writes: [
          { put: memberItem(changed), when: { version: member.version } },
          ...(personId === undefined
            ? []
            : [
                {
                  put: membershipItem({ person: personId, listId, owner, role, memberId }),
                  when: 'present' as const,
                },
              ]),
        ],
        result: memberOf(changed),
      };
    });
    return { status: 200, headers: { ETag: entityTag(body.version) }, body };
  };
}
