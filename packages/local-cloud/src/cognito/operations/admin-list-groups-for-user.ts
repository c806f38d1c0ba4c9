import * as member from '../input/members.ts';
import { pageOf } from '../input/page.ts';
import { integer, required, structure } from '../input/shape.ts';
import { groupId } from '../model/group.ts';
import { describedGroup } from '../pools/groups.ts';
import { findUser } from '../users/find-user.ts';
import { type Operation, poolOperation } from './operation.ts';

const input = structure({
  UserPoolId: required(member.poolId),
  Username: required(member.username),
  Limit: integer(0, 60),
  NextToken: member.pageToken,
});

export const adminListGroupsForUser: Operation = poolOperation(
  'AdminListGroupsForUser',
  input,
  async (core, given, pool) => {
    const user = findUser(core, pool, given.Username);
    const groups = user.groups
      .map((name) => core.groups.get(groupId(pool.id, name)))
      .filter((group) => group !== undefined)
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    const found = await pageOf(groups, (group) => group.name, given.Limit || 60, given.NextToken);
    return {
      Groups: found.items.map(describedGroup),
      ...(found.next === undefined ? {} : { NextToken: found.next }),
    };
  },
);
