import type { MemberPath } from '@taskyard/contract';
import type { Implementation } from '../api/call.ts';
import { carryOut } from './carry-out.ts';
import { mustOwn } from './find-list.ts';
import { findMember } from './find-member.ts';
import { removeMemberWrites } from './member-item.ts';
import type { TaskTools } from './task-tools.ts';

export function deleteMember(tools: TaskTools): Implementation<{ path: MemberPath }, undefined> {
  return async ({ input, caller }) => {
    await carryOut(tools.table, async () => {
      const { list, member } = await findMember(tools, caller.sub, input.path);
      if (member.personId !== caller.sub) mustOwn(list);
      return { writes: removeMemberWrites(member), result: undefined };
    });
    return { status: 204 };
  };
}
