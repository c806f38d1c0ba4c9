import type { CognitoCore } from '../core.ts';
import type { User } from '../model/user.ts';
import type { UserPool } from '../model/user-pool.ts';
import { USER_NOT_FOUND } from '../state/user-directory.ts';

/** As administrators name users. Throws UserNotFoundException. */
export function findUser(core: CognitoCore, pool: UserPool, username: string): User {
  const user = core.users.bySignInName(pool, username);
  if (user === undefined) throw USER_NOT_FOUND();
  return user;
}
