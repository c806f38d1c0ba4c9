import * as member from '../input/members.ts';
import { pageOf } from '../input/page.ts';
import { integer, required, structure } from '../input/shape.ts';
import { describedGroup } from '../pools/groups.ts';
import { type Operation, poolOperation } from './operation.ts';

const input = structure({
  UserPoolId: required(member.poolId),
  Limit: integer(0, 60),
  NextToken: member.pageToken,
});

export const listGroups: Operation = poolOperation('ListGroups', input, async (core, given, pool) => {
  const found = await pageOf(
    core.groups.list(`${pool.id}/`),
    (group) => group.name,
    given.Limit || 60,
    given.NextToken,
  );
  return {
    Groups: found.items.map(describedGroup),
    ...(found.next === undefined ? {} : { NextToken: found.next }),
  };
});
