import * as member from '../input/members.ts';
import { required, structure } from '../input/shape.ts';
import { findUser } from '../users/find-user.ts';
import { type Operation, poolOperation } from './operation.ts';

const input = structure({ UserPoolId: required(member.poolId), Username: required(member.username) });

export const adminEnableUser: Operation = poolOperation(
  'AdminEnableUser',
  input,
  async (core, given, pool) => {
    const { sub } = findUser(core, pool, given.Username);
    await core.users.change(pool, sub, (user) => ({
      ...user,
      enabled: true,
      modifiedAt: core.sources.now(),
    }));
    return {};
  },
);
