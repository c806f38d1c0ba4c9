import * as member from '../input/members.ts';
import { required, structure } from '../input/shape.ts';
import { describedGroup, findGroup } from '../pools/groups.ts';
import { type Operation, poolOperation } from './operation.ts';

const input = structure({ UserPoolId: required(member.poolId), GroupName: required(member.groupName) });

export const getGroup: Operation = poolOperation('GetGroup', input, async (core, given, pool) => {
  return { Group: describedGroup(findGroup(core, pool, given.GroupName)) };
});
