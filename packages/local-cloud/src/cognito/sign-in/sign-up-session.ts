import { AwsError } from '../../aws/aws-error.ts';
import type { CognitoCore } from '../core.ts';
import type { User } from '../model/user.ts';
import type { ClientAccess } from './client-access.ts';
import { afterFirstFactor, challengeStep, type Step } from './next-step.ts';
import { beforeAuthentication } from './password-check.ts';
import { refusal } from './refusal.ts';
import type { SignInContext } from './sign-in-context.ts';

function hasUserAuth({ client }: ClientAccess): boolean {
  return client.settings.ExplicitAuthFlows.includes('ALLOW_USER_AUTH');
}

/**
 * The session of SignUp, which ConfirmSignUp takes. Only for clients with the flow USER_AUTH, and for as
 * long as their other sessions.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SignUp.html
 */
export function signUpSession(core: CognitoCore, access: ClientAccess, user: User): string | undefined {
  return user.status === 'CONFIRMED' || !hasUserAuth(access)
    ? undefined
    : opened(core, access, user, 'SIGN_UP');
}

/**
 * Confirms a user by `confirm`, and gives the session that signs them in without another factor: to whoever
 * shows the session of SignUp, and to everybody where a mailed code is a first factor anyway. A wrong code
 * leaves the session of SignUp open.
 * Throws NotAuthorizedException and what `confirm` throws.
 */
export async function confirmInSession(
  core: CognitoCore,
  access: ClientAccess,
  { session, username }: { readonly session: string | undefined; readonly username: string },
  confirm: () => Promise<void>,
): Promise<string | undefined> {
  const { pool, client } = access;
  const challenge =
    session === undefined
      ? undefined
      : core.challenges.take(session, { clientId: client.id, names: ['SIGN_UP'] });
  try {
    if (challenge && core.users.bySignInName(pool, username)?.sub !== challenge.sub) throw anothers();
    await confirm();
  } catch (error) {
    if (session !== undefined && challenge && error instanceof AwsError) {
      core.challenges.giveBack(session, challenge);
    }
    throw error;
  }
  const mailed = pool.settings.Policies.SignInPolicy.AllowedFirstAuthFactors.includes('EMAIL_OTP');
  const user = core.users.bySignInName(pool, username);
  return user && (challenge || (mailed && hasUserAuth(access)))
    ? opened(core, access, user, 'CONFIRMED_SIGN_UP')
    : undefined;
}

/** Signs in with the session of ConfirmSignUp: its code counts as the first factor. */
export async function signInAfterSignUp(
  core: CognitoCore,
  context: SignInContext,
  session: string,
  username: string,
): Promise<Step> {
  const { pool, client } = context;
  const challenge = core.challenges.take(session, { clientId: client.id, names: ['CONFIRMED_SIGN_UP'] });
  const user = core.users.bySignInName(pool, username);
  if (user?.sub !== challenge.sub) throw anothers();
  await beforeAuthentication(core, context, user, username);
  return afterFirstFactor(core, context, user);
}

function opened(
  core: CognitoCore,
  access: ClientAccess,
  user: User,
  name: 'SIGN_UP' | 'CONFIRMED_SIGN_UP',
): string {
  const step = challengeStep(core, { ...access, door: 'api' }, user, name, {});
  if (step.kind !== 'challenge') throw new Error('A challenge is no end of a sign-in.');
  return step.session;
}

function anothers(): AwsError {
  return refusal('NotAuthorizedException', 'Invalid session for the user.', 'The session is another user’s.');
}
