import type { CognitoCore } from '../core.ts';
import { hidesUsers } from '../model/app-client.ts';
import type { User } from '../model/user.ts';
import { srpPoolName } from '../model/user-pool.ts';
import { matchNobody, passwordMatches } from '../passwords/password-credential.ts';
import { USER_NOT_FOUND } from '../state/user-directory.ts';
import { triggerAttributes } from '../triggers/trigger-runner.ts';
import { migrateUser } from '../triggers/user-migration.ts';
import { wrongCredentials } from './refusal.ts';
import type { SignInContext } from './sign-in-context.ts';

/** Names a user, or a name that nobody has, for the counting of attempts. */
export function attemptKey(context: SignInContext, user: User | undefined, username: string): string {
  return user ? `${context.pool.id}/${user.sub}` : `${context.pool.id}/nobody/${username.toLowerCase()}`;
}

/** Asks the pool's PreAuthentication function, which refuses a sign-in by throwing. */
export async function beforeAuthentication(
  core: CognitoCore,
  context: SignInContext,
  user: User | undefined,
  username: string,
): Promise<void> {
  await core.triggers.run({
    pool: context.pool,
    trigger: 'PreAuthentication',
    source: 'PreAuthentication_Authentication',
    clientId: context.client.id,
    userName: user?.username ?? username,
    request: {
      userAttributes: user ? triggerAttributes(user) : {},
      validationData: context.validationData ?? null,
      userNotFound: user === undefined,
    },
  });
}

/**
 * The user with that name and password. A client that hides its users answers the same, after the same
 * work, whether the name or the password is wrong.
 * Throws NotAuthorizedException, UserNotFoundException or what a function of the pool led to.
 */
export async function checkPasswordOf(
  core: CognitoCore,
  context: SignInContext,
  username: string,
  password: string,
): Promise<User> {
  const { pool, client } = context;
  const found = core.users.bySignInName(pool, username);
  const user = found ?? (await migrateUser(core, context, username, password));
  if (user === undefined && !hidesUsers(client)) throw USER_NOT_FOUND();
  await beforeAuthentication(core, context, user, username);
  const credential = user?.credential;
  const identity = srpPoolName(pool) + (user?.username ?? username);
  const right = await core.attempts.guard(attemptKey(context, user, username), async () =>
    credential ? passwordMatches(credential, identity, password) : matchNobody(identity, password),
  );
  if (user === undefined) throw wrongCredentials('No user has that name.');
  if (credential === undefined) throw wrongCredentials(`The user ${user.sub} has no password.`);
  if (!right) throw wrongCredentials(`The password of the user ${user.sub} is another one.`);
  return user;
}
