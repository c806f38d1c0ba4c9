import * as member from '../input/members.ts';
import { required, structure } from '../input/shape.ts';
import { findUser } from '../users/find-user.ts';
import { type Operation, poolOperation } from './operation.ts';

const input = structure({ UserPoolId: required(member.poolId), Username: required(member.username) });

export const adminDisableUser: Operation = poolOperation(
  'AdminDisableUser',
  input,
  async (core, given, pool) => {
    const { sub } = findUser(core, pool, given.Username);
    await core.users.change(pool, sub, (user) => ({
      ...user,
      enabled: false,
      modifiedAt: core.sources.now(),
    }));
    await core.sessions.revokeAll(pool.id, sub);
    return {};
  },
);
