import * as member from '../input/members.ts';
import { required, structure } from '../input/shape.ts';
import { deleteUser } from '../users/delete-user.ts';
import { findUser } from '../users/find-user.ts';
import { type Operation, poolOperation } from './operation.ts';

const input = structure({ UserPoolId: required(member.poolId), Username: required(member.username) });

export const adminDeleteUser: Operation = poolOperation(
  'AdminDeleteUser',
  input,
  async (core, given, pool) => {
    await deleteUser(core, pool, findUser(core, pool, given.Username).sub);
    return {};
  },
);
