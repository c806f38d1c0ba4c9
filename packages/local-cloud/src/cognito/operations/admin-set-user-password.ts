import * as member from '../input/members.ts';
import { flag, required, structure } from '../input/shape.ts';
import { findUser } from '../users/find-user.ts';
import { newPassword } from '../users/passwords.ts';
import { type Operation, poolOperation } from './operation.ts';

const input = structure({
  UserPoolId: required(member.poolId),
  Username: required(member.username),
  Password: required(member.password),
  Permanent: flag(),
});

export const adminSetUserPassword: Operation = poolOperation(
  'AdminSetUserPassword',
  input,
  async (core, given, pool) => {
    const user = findUser(core, pool, given.Username);
    const status = given.Permanent ? 'CONFIRMED' : 'FORCE_CHANGE_PASSWORD';
    await core.users.change(pool, user.sub, newPassword(core, pool, user, given.Password, status));
    return {};
  },
);
