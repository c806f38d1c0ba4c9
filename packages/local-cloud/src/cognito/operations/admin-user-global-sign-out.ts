import * as member from '../input/members.ts';
import { required, structure } from '../input/shape.ts';
import { findUser } from '../users/find-user.ts';
import { type Operation, poolOperation } from './operation.ts';

const input = structure({ UserPoolId: required(member.poolId), Username: required(member.username) });

export const adminUserGlobalSignOut: Operation = poolOperation(
  'AdminUserGlobalSignOut',
  input,
  async (core, given, pool) => {
    await core.sessions.revokeAll(pool.id, findUser(core, pool, given.Username).sub);
    return {};
  },
);
