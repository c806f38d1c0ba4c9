import { AwsError } from '../../aws/aws-error.ts';
import type { CognitoCore } from '../core.ts';
import type { User } from '../model/user.ts';
import { triggerAttributes } from '../triggers/trigger-runner.ts';
import type { Challenge, ChallengeName } from './challenges.ts';
import type { SignInContext } from './sign-in-context.ts';

/** Where a sign-in stands. */
export type Step =
  | { readonly kind: 'done'; readonly user: User; readonly newPassword: boolean }
  | {
      readonly kind: 'challenge';
      readonly name: ChallengeName;
      readonly parameters: Readonly<Record<string, string>>;
      readonly session: string;
    };

/** Opens a challenge for a user. */
export function challengeStep(
  core: CognitoCore,
  context: SignInContext,
  user: Pick<User, 'sub' | 'username'>,
  name: ChallengeName,
  parameters: Readonly<Record<string, string>>,
  state: Partial<Challenge> = {},
): Step {
  const { pool, client, door } = context;
  const { sub, username } = user;
  const challenge = { poolId: pool.id, clientId: client.id, sub, username, name, door, ...state };
  const session = core.challenges.open(challenge, client.settings.AuthSessionValidity);
  return { kind: 'challenge', name, parameters, session };
}

function newPasswordStep(core: CognitoCore, context: SignInContext, user: User): Step {
  if (user.temporaryUntil !== undefined && user.temporaryUntil <= core.sources.now()) {
    throw new AwsError(
      'NotAuthorizedException',
      'Temporary password has expired and must be reset by an administrator.',
    );
  }
  const missing = context.pool.schema.filter(
    ({ Name, Required }) => Required && Name !== 'sub' && (user.attributes[Name] ?? '') === '',
  );
  return challengeStep(core, context, user, 'NEW_PASSWORD_REQUIRED', {
    USER_ID_FOR_SRP: user.username,
    requiredAttributes: JSON.stringify(missing.map(({ Name }) => `userAttributes.${Name}`)),
    userAttributes: JSON.stringify(user.attributes),
  });
}

function secondFactorStep(
  core: CognitoCore,
  context: SignInContext,
  user: User,
  newPassword: boolean,
): Step | undefined {
  const { MfaConfiguration } = context.pool.settings;
  if (MfaConfiguration === 'OFF') return undefined;
  const enrolled = user.softwareToken !== undefined;
  if (enrolled && (MfaConfiguration === 'ON' || user.mfa.software)) {
    const device = user.softwareToken?.deviceName;
    return challengeStep(
      core,
      context,
      user,
      'SOFTWARE_TOKEN_MFA',
      { USER_ID_FOR_SRP: user.username, ...(device ? { FRIENDLY_DEVICE_NAME: device } : {}) },
      { newPassword },
    );
  }
  if (MfaConfiguration !== 'ON') return undefined;
  return challengeStep(
    core,
    context,
    user,
    'MFA_SETUP',
    { USER_ID_FOR_SRP: user.username, MFAS_CAN_SETUP: '["SOFTWARE_TOKEN_MFA"]' },
    { newPassword },
  );
}

/** Throws unless the user may sign in at all. To be asked only after the first factor was right. */
function requireActive(user: User): void {
  if (!user.enabled) throw new AwsError('NotAuthorizedException', 'User is disabled.');
  if (user.status === 'UNCONFIRMED') {
    throw new AwsError('UserNotConfirmedException', 'User is not confirmed.');
  }
  if (user.status === 'RESET_REQUIRED') {
    throw new AwsError('PasswordResetRequiredException', 'Password reset required for the user');
  }
}

/** The end of a sign-in whose factors were all right. */
export async function completed(
  core: CognitoCore,
  context: SignInContext,
  user: User,
  newPassword = false,
): Promise<Step> {
  requireActive(user);
  await core.triggers.run({
    pool: context.pool,
    trigger: 'PostAuthentication',
    source: 'PostAuthentication_Authentication',
    clientId: context.client.id,
    userName: user.username,
    request: {
      userAttributes: triggerAttributes(user),
      newDeviceUsed: false,
      ...(context.clientMetadata ? { clientMetadata: context.clientMetadata } : {}),
    },
  });
  return { kind: 'done', user, newPassword };
}

/**
 * What follows when a user's first factor was right: a new password, a second factor or the end.
 * Throws when the user may not sign in.
 */
export async function afterFirstFactor(
  core: CognitoCore,
  context: SignInContext,
  user: User,
  newPassword = false,
): Promise<Step> {
  requireActive(user);
  if (user.status === 'FORCE_CHANGE_PASSWORD') return newPasswordStep(core, context, user);
  return secondFactorStep(core, context, user, newPassword) ?? completed(core, context, user, newPassword);
}
