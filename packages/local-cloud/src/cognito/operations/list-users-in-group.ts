import * as member from '../input/members.ts';
import { page } from '../input/page.ts';
import { integer, required, structure } from '../input/shape.ts';
import { findGroup } from '../pools/groups.ts';
import { describedUser } from '../users/descriptions.ts';
import { type Operation, poolOperation } from './operation.ts';

const input = structure({
  UserPoolId: required(member.poolId),
  GroupName: required(member.groupName),
  Limit: integer(0, 60),
  NextToken: member.pageToken,
});

export const listUsersInGroup: Operation = poolOperation(
  'ListUsersInGroup',
  input,
  async (core, given, pool) => {
    const { name } = findGroup(core, pool, given.GroupName);
    const found = await page(
      (after) => core.users.inGroup(pool, name, after),
      (user) => user.sub,
      given.Limit || 60,
      given.NextToken,
    );
    return {
      Users: found.items.map(describedUser),
      ...(found.next === undefined ? {} : { NextToken: found.next }),
    };
  },
);
