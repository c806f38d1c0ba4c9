import { AwsError } from '../../aws/aws-error.ts';
import type { CognitoCore } from '../core.ts';
import { withUsedCode } from '../mfa/software-token.ts';
import { completed, type Step } from './next-step.ts';
import type { SignInContext } from './sign-in-context.ts';

/**
 * Checks the code of an authenticator app. A wrong one may be corrected a few times and counts as a
 * failed sign-in.
 * Throws NotAuthorizedException, CodeMismatchException, ExpiredCodeException.
 */
export async function answerSoftwareToken(
  core: CognitoCore,
  context: SignInContext,
  { session, code }: { readonly session: string | undefined; readonly code: string },
): Promise<Step> {
  const { pool, client, door } = context;
  const challenge = core.challenges.take(session, {
    clientId: client.id,
    door,
    names: ['SOFTWARE_TOKEN_MFA'],
  });
  try {
    let mistake: unknown;
    await core.attempts.guard(`${pool.id}/${challenge.sub}/mfa`, async () => {
      try {
        await core.users.change(pool, challenge.sub, (user) => withUsedCode(user, code, core.sources.now()));
        return true;
      } catch (error) {
        mistake = error;
        return false;
      }
    });
    if (mistake !== undefined) throw mistake;
  } catch (error) {
    if (session !== undefined && error instanceof AwsError) core.challenges.giveBack(session, challenge);
    throw error;
  }
  const user = core.users.bySub(pool, challenge.sub);
  if (user === undefined) throw new AwsError('UserNotFoundException', 'User does not exist.');
  return completed(core, context, user, challenge.newPassword ?? false);
}
