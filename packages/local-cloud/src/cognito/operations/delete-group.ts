import * as member from '../input/members.ts';
import { required, structure } from '../input/shape.ts';
import { deleteGroup as remove } from '../pools/groups.ts';
import { type Operation, poolOperation } from './operation.ts';

const input = structure({ UserPoolId: required(member.poolId), GroupName: required(member.groupName) });

export const deleteGroup: Operation = poolOperation('DeleteGroup', input, async (core, given, pool) => {
  await remove(core, pool, given.GroupName);
  return {};
});
