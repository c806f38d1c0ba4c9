import * as member from '../input/members.ts';
import { required, structure } from '../input/shape.ts';
import { without } from '../model/user.ts';
import { confirmed } from '../users/confirm-sign-up.ts';
import { findUser } from '../users/find-user.ts';
import { postConfirmation } from '../users/post-confirmation.ts';
import { type Operation, poolOperation } from './operation.ts';

const input = structure({
  UserPoolId: required(member.poolId),
  Username: required(member.username),
  ClientMetadata: member.clientMetadata,
});

export const adminConfirmSignUp: Operation = poolOperation(
  'AdminConfirmSignUp',
  input,
  async (core, given, pool) => {
    const { sub } = findUser(core, pool, given.Username);
    const user = await core.users.change(pool, sub, (latest) => {
      const next = confirmed(core, latest);
      return { ...next, codes: without(next.codes, ['sign-up']) };
    });
    await postConfirmation(core, { pool }, user, 'ConfirmSignUp', given.ClientMetadata);
    return {};
  },
);
