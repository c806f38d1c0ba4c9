import { AwsError } from '../../aws/aws-error.ts';
import type { CognitoCore } from '../core.ts';
import { completed, type Step } from './next-step.ts';
import type { SignInContext } from './sign-in-context.ts';

/**
 * Goes on with a sign-in whose authenticator app proved itself; `session` is the one that
 * VerifySoftwareToken gave.
 * Throws NotAuthorizedException, UserNotFoundException.
 */
export async function answerMfaSetup(
  core: CognitoCore,
  context: SignInContext,
  session: string | undefined,
): Promise<Step> {
  const { client, pool, door } = context;
  const challenge = core.challenges.take(session, { clientId: client.id, door, names: ['MFA_SETUP'] });
  const user = core.users.bySub(pool, challenge.sub);
  if (user === undefined) throw new AwsError('UserNotFoundException', 'User does not exist.');
  if (!challenge.enrolled) {
    throw new AwsError('NotAuthorizedException', 'Invalid session for the user.');
  }
  return completed(core, context, user, challenge.newPassword ?? false);
}
