import { AwsError } from '../../aws/aws-error.ts';
import type { CognitoCore } from '../core.ts';
import { sendCode } from '../mail/code-message.ts';
import { maskedAddress } from '../mail/masked-address.ts';
import { hidesUsers } from '../model/app-client.ts';
import { isVerified, type User } from '../model/user.ts';
import { USER_NOT_FOUND } from '../state/user-directory.ts';
import { newCode } from '../users/codes.ts';
import { type AuthParameters, parameter } from './auth-parameters.ts';
import { type AuthResponse, authResponse } from './auth-response.ts';
import { checkSecretHash, sameText } from './client-access.ts';
import { afterFirstFactor, challengeStep, type Step } from './next-step.ts';
import { attemptKey, beforeAuthentication, checkPasswordOf } from './password-check.ts';
import { refusal } from './refusal.ts';
import type { SignInContext } from './sign-in-context.ts';
import { signInAfterSignUp } from './sign-up-session.ts';
import { startSrp } from './srp.ts';

type Choice = 'PASSWORD' | 'PASSWORD_SRP' | 'EMAIL_OTP';

/** What the user can prove themselves with; for a name that nobody has, what most could. */
function choices(context: SignInContext, user: User | undefined): Choice[] {
  const { Policies, MfaConfiguration } = context.pool.settings;
  const allowed = Policies.SignInPolicy.AllowedFirstAuthFactors;
  const available: Choice[] = [];
  if (user?.status === 'FORCE_CHANGE_PASSWORD') return ['PASSWORD_SRP', 'PASSWORD'];
  const mails = allowed.includes('EMAIL_OTP') && MfaConfiguration !== 'ON';
  if (mails && (user === undefined || isVerified(user, 'email'))) available.push('EMAIL_OTP');
  if (user === undefined || user.credential !== undefined) available.push('PASSWORD', 'PASSWORD_SRP');
  return available;
}

async function selectResponse(
  core: CognitoCore,
  context: SignInContext,
  user: User | undefined,
  username: string,
): Promise<AuthResponse> {
  const named = user ?? { sub: '', username };
  const step = challengeStep(core, context, named, 'SELECT_CHALLENGE', {}, { typedName: username });
  const response = await authResponse(core, context, step);
  return { ...response, AvailableChallenges: choices(context, user) };
}

async function emailStep(
  core: CognitoCore,
  context: SignInContext,
  user: User | undefined,
  username: string,
): Promise<Step> {
  const { pool, client, clientMetadata } = context;
  const code = newCode(core, 8);
  const address = user?.attributes.email ?? username;
  if (user) {
    await sendCode(core, {
      pool,
      user,
      kind: 'Authentication',
      attribute: 'email',
      code,
      clientId: client.id,
      ...(clientMetadata ? { clientMetadata } : {}),
    });
  }
  const named = user ?? { sub: '', username };
  return challengeStep(
    core,
    context,
    named,
    'EMAIL_OTP',
    {
      CODE_DELIVERY_DELIVERY_MEDIUM: 'EMAIL',
      CODE_DELIVERY_DESTINATION: maskedAddress(address.includes('@') ? address : `${address}@example.com`),
    },
    { expected: code, typedName: username },
  );
}

/** Goes on with the chosen way, or asks for a choice when there is no such way. */
export async function choose(
  core: CognitoCore,
  context: SignInContext,
  username: string,
  choice: string | undefined,
  parameters: AuthParameters,
): Promise<AuthResponse> {
  const user = core.users.bySignInName(context.pool, username);
  if (user === undefined && !hidesUsers(context.client)) throw USER_NOT_FOUND();
  const available: readonly string[] = choices(context, user);
  if (choice === undefined || !available.includes(choice)) {
    return selectResponse(core, context, user, username);
  }
  if (choice === 'PASSWORD') {
    const password = parameter(parameters, 'PASSWORD');
    const checked = await checkPasswordOf(core, context, username, password);
    return authResponse(core, context, await afterFirstFactor(core, context, checked));
  }
  if (choice === 'PASSWORD_SRP') {
    const challenge = await startSrp(core, context, username, parameter(parameters, 'SRP_A'));
    return { ChallengeName: 'PASSWORD_VERIFIER', ChallengeParameters: challenge };
  }
  await beforeAuthentication(core, context, user, username);
  return authResponse(core, context, await emailStep(core, context, user, username));
}

export async function startChoice(
  core: CognitoCore,
  context: SignInContext,
  parameters: AuthParameters,
  session?: string,
): Promise<AuthResponse> {
  const username = parameter(parameters, 'USERNAME');
  checkSecretHash(context.client, [username], parameters.SECRET_HASH);
  if (session !== undefined) {
    return authResponse(core, context, await signInAfterSignUp(core, context, session, username));
  }
  return choose(core, context, username, parameters.PREFERRED_CHALLENGE, parameters);
}

/**
 * Checks a mailed sign-in code. A wrong one may be corrected a few times and counts as a failed sign-in.
 * Throws CodeMismatchException or NotAuthorizedException.
 */
export async function answerEmailCode(
  core: CognitoCore,
  context: SignInContext,
  session: string | undefined,
  code: string,
): Promise<Step> {
  const { pool, client, door } = context;
  const challenge = core.challenges.take(session, { clientId: client.id, door, names: ['EMAIL_OTP'] });
  const user = challenge.sub === '' ? undefined : core.users.bySub(pool, challenge.sub);
  const key = attemptKey(context, user, challenge.username);
  try {
    const right = await core.attempts.guard(key, async () => sameText(challenge.expected ?? '', code));
    if (!right || user === undefined) {
      const why = user ? `The mailed code of the user ${user.sub} is another one.` : 'No user has that name.';
      throw refusal('CodeMismatchException', 'Invalid code or auth state for the user.', why);
    }
  } catch (error) {
    if (session !== undefined && error instanceof AwsError) core.challenges.giveBack(session, challenge);
    throw error;
  }
  return afterFirstFactor(core, context, user);
}
