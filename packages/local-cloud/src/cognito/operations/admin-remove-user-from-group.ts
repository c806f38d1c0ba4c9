import * as member from '../input/members.ts';
import { required, structure } from '../input/shape.ts';
import { findGroup, leaveGroup } from '../pools/groups.ts';
import { findUser } from '../users/find-user.ts';
import { type Operation, poolOperation } from './operation.ts';

const input = structure({
  UserPoolId: required(member.poolId),
  Username: required(member.username),
  GroupName: required(member.groupName),
});

export const adminRemoveUserFromGroup: Operation = poolOperation(
  'AdminRemoveUserFromGroup',
  input,
  async (core, given, pool) => {
    const { sub } = findUser(core, pool, given.Username);
    await leaveGroup(core, pool, sub, findGroup(core, pool, given.GroupName).name);
    return {};
  },
);
