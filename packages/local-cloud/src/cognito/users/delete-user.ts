import type { CognitoCore } from '../core.ts';
import type { UserPool } from '../model/user-pool.ts';

/** The user with everything that is kept of them but the mail. */
export async function deleteUser(core: CognitoCore, pool: UserPool, sub: string): Promise<void> {
  await core.users.remove(pool, sub);
  await core.sessions.removeUser(pool.id, sub);
}
