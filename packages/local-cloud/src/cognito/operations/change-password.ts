import * as member from '../input/members.ts';
import { required, structure } from '../input/shape.ts';
import { srpPoolName } from '../model/user-pool.ts';
import { passwordMatches } from '../passwords/password-credential.ts';
import { wrongCredentials } from '../sign-in/refusal.ts';
import { holderOf } from '../users/access-token.ts';
import { newPassword } from '../users/passwords.ts';
import { type Operation, publicOperation } from './operation.ts';

const input = structure({
  AccessToken: required(member.token),
  PreviousPassword: member.password,
  ProposedPassword: required(member.password),
});

export const changePassword: Operation = publicOperation('ChangePassword', input, async (core, given) => {
  const { pool, user } = await holderOf(core, given.AccessToken);
  core.attempts.count('ChangePassword', `${pool.id}/${user.sub}`);
  const { credential } = user;
  if (credential !== undefined) {
    const identity = srpPoolName(pool) + user.username;
    const right = await core.attempts.guard(`${pool.id}/${user.sub}`, async () =>
      passwordMatches(credential, identity, given.PreviousPassword ?? ''),
    );
    if (!right) throw wrongCredentials(`The previous password of the user ${user.sub} is another one.`);
  }
  await core.users.change(pool, user.sub, newPassword(core, pool, user, given.ProposedPassword));
  return {};
});
