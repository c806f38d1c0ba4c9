import * as member from '../input/members.ts';
import { list, required, structure } from '../input/shape.ts';
import { deleteAttributes } from '../users/change-attributes.ts';
import { findUser } from '../users/find-user.ts';
import { type Operation, poolOperation } from './operation.ts';

const input = structure({
  UserPoolId: required(member.poolId),
  Username: required(member.username),
  UserAttributeNames: required(list(member.attributeName)),
});

export const adminDeleteUserAttributes: Operation = poolOperation(
  'AdminDeleteUserAttributes',
  input,
  async (core, given, pool) => {
    await deleteAttributes(core, pool, findUser(core, pool, given.Username).sub, given.UserAttributeNames);
    return {};
  },
);
