import { AwsError } from '../../aws/aws-error.ts';
import type { CognitoCore } from '../core.ts';
import { type CodeDeliveryDetails, sendCode } from '../mail/code-message.ts';
import { hidesUsers } from '../model/app-client.ts';
import { isVerified, type User } from '../model/user.ts';
import type { UserPool } from '../model/user-pool.ts';
import type { ClientAccess } from '../sign-in/client-access.ts';
import { USER_NOT_FOUND } from '../state/user-directory.ts';
import { migrateUser } from '../triggers/user-migration.ts';
import { codeExpired, newCode, redeemed, withCode } from './codes.ts';
import { simulatedDelivery } from './confirm-sign-up.ts';
import { newPassword } from './passwords.ts';
import { postConfirmation } from './post-confirmation.ts';

type Metadata = Readonly<Record<string, string>>;

/** The verified attribute that a reset code goes to, as the pool's recovery setting prefers. */
function recoveryAttribute(pool: UserPool, user: User): 'email' | 'phone_number' | undefined {
  const configured = pool.settings.AccountRecoverySetting?.RecoveryMechanisms;
  const order = configured
    ? configured.toSorted((a, b) => a.Priority - b.Priority).map(({ Name }) => Name)
    : (['verified_phone_number', 'verified_email'] as const);
  for (const mechanism of order) {
    if (mechanism === 'verified_email' && isVerified(user, 'email')) return 'email';
    if (mechanism === 'verified_phone_number' && isVerified(user, 'phone_number')) return 'phone_number';
  }
  return undefined;
}

function onlyAdministratorsReset(pool: UserPool): boolean {
  const mechanisms = pool.settings.AccountRecoverySetting?.RecoveryMechanisms ?? [];
  return mechanisms.some(({ Name }) => Name === 'admin_only');
}

/** Mails a reset code to where the user proved to be. Throws when there is no such place. */
export async function sendResetCode(
  core: CognitoCore,
  pool: UserPool,
  user: User,
  clientId: string,
  clientMetadata?: Metadata,
  change: (user: User) => User = (latest) => latest,
): Promise<CodeDeliveryDetails> {
  const attribute = recoveryAttribute(pool, user);
  if (attribute === undefined) {
    throw new AwsError(
      'InvalidParameterException',
      'Cannot reset password for the user as there is no registered/verified email or phone_number',
    );
  }
  const code = newCode(core);
  const changed = await core.users.change(pool, user.sub, (latest) =>
    withCode(core, change(latest), 'reset', attribute, code),
  );
  return sendCode(core, {
    pool,
    user: changed,
    kind: 'ForgotPassword',
    attribute,
    code,
    clientId,
    ...(clientMetadata ? { clientMetadata } : {}),
  });
}

function canReset(pool: UserPool, user: User): boolean {
  return user.enabled && recoveryAttribute(pool, user) !== undefined;
}

/**
 * Mails a reset code. A client that hides its users answers alike for a name that nobody has, a disabled
 * user and one who cannot be reached.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-managing-errors.html
 */
export async function forgotPassword(
  core: CognitoCore,
  access: ClientAccess,
  username: string,
  clientMetadata?: Metadata,
): Promise<CodeDeliveryDetails> {
  const { pool, client } = access;
  if (onlyAdministratorsReset(pool)) {
    throw new AwsError('NotAuthorizedException', 'Contact administrator to reset password.');
  }
  const hidden = hidesUsers(client);
  const context = { ...access, door: 'api' as const, ...(clientMetadata ? { clientMetadata } : {}) };
  const user = core.users.bySignInName(pool, username) ?? (await migrateUser(core, context, username));
  const key = `${pool.id}/${user?.sub ?? `nobody/${username.toLowerCase()}`}`;
  if (user === undefined && !hidden) {
    throw new AwsError('UserNotFoundException', 'Username/client id combination not found.');
  }
  core.attempts.count('ForgotPassword', key);
  if (user === undefined || (hidden && !canReset(pool, user))) {
    core.simulatedResets.set(key, true, core.sources.now() + 3_600_000);
    return simulatedDelivery(pool, username);
  }
  if (!user.enabled) throw new AwsError('NotAuthorizedException', 'User is disabled.');
  if (user.status === 'FORCE_CHANGE_PASSWORD') {
    throw new AwsError('NotAuthorizedException', 'User password cannot be reset in the current state.');
  }
  return sendResetCode(core, pool, user, client.id, clientMetadata);
}

export interface PasswordReset {
  readonly username: string;
  readonly code: string;
  readonly password: string;
  readonly clientMetadata?: Metadata;
}

/**
 * Sets a new password with the mailed code, which also proves the address it was mailed to.
 * Throws CodeMismatchException, ExpiredCodeException, InvalidPasswordException, LimitExceededException.
 */
export async function confirmForgotPassword(
  core: CognitoCore,
  access: ClientAccess,
  { username, code, password, clientMetadata }: PasswordReset,
): Promise<void> {
  const { pool, client } = access;
  const user = core.users.bySignInName(pool, username);
  const key = `${pool.id}/${user?.sub ?? `nobody/${username.toLowerCase()}`}`;
  const hidden = hidesUsers(client);
  if (user === undefined && !hidden) throw USER_NOT_FOUND();
  core.attempts.count('ConfirmForgotPassword', key);
  const asked = user?.codes.reset !== undefined;
  if (user === undefined || (hidden && !(user.enabled && asked))) {
    if (!asked && core.simulatedResets.get(key) === undefined) throw codeExpired();
    throw new AwsError('CodeMismatchException', 'Invalid verification code provided, please try again.');
  }
  // The code first: a wrong one says nothing of the password, and costs no verifier.
  redeemed(core, user, 'reset', code);
  const withPassword = newPassword(core, pool, user, password);
  const changed = await core.users.change(pool, user.sub, (latest) => {
    const attribute = latest.codes.reset?.attribute;
    const next = withPassword(redeemed(core, latest, 'reset', code));
    if (attribute === undefined) return next;
    return { ...next, attributes: { ...next.attributes, [`${attribute}_verified`]: 'true' } };
  });
  await postConfirmation(core, access, changed, 'ConfirmForgotPassword', clientMetadata);
}
