import type { CognitoCore } from '../core.ts';
import type { User, UserStatus } from '../model/user.ts';
import { srpPoolName, type UserPool } from '../model/user-pool.ts';
import { makeCredential } from '../passwords/password-credential.ts';
import { checkPassword } from '../passwords/password-policy.ts';

const DAY = 86_400_000;

/**
 * A change that gives the user another password.
 * Throws InvalidPasswordException when the pool's policy does not take it.
 */
export function newPassword(
  core: CognitoCore,
  pool: UserPool,
  user: Pick<User, 'username'>,
  password: string,
  status: UserStatus = 'CONFIRMED',
): (user: User) => User {
  const policy = pool.settings.Policies.PasswordPolicy;
  checkPassword(policy, password);
  const credential = makeCredential(srpPoolName(pool) + user.username, password);
  return (latest) => {
    const { temporaryUntil: _temporary, ...rest } = latest;
    const now = core.sources.now();
    const kept = { ...rest, credential, status, modifiedAt: now };
    if (status !== 'FORCE_CHANGE_PASSWORD') return kept;
    return { ...kept, temporaryUntil: now + policy.TemporaryPasswordValidityDays * DAY };
  };
}
