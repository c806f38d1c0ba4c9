import { AwsError } from '../../aws/aws-error.ts';
import { randomText } from '../../aws/sources.ts';
import type { CognitoCore } from '../core.ts';
import { sendCode } from '../mail/code-message.ts';
import { checkAttribute } from '../model/attribute-schema.ts';
import type { User } from '../model/user.ts';
import { namesUsersItself, type UserPool } from '../model/user-pool.ts';
import { newUser } from './new-user.ts';
import { newPassword } from './passwords.ts';
import { attributesWithName } from './sign-in-names.ts';

export interface AdminCreation {
  readonly username: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly temporaryPassword?: string;
  readonly messageAction?: 'RESEND' | 'SUPPRESS';
  readonly takeAliases?: boolean;
  readonly validationData?: Readonly<Record<string, string>>;
  readonly clientMetadata?: Readonly<Record<string, string>>;
  readonly creationToken?: string;
}

const ADMIN_CLIENT = 'CLIENT_ID_NOT_APPLICABLE';

/** As the policy wants it, of letters and digits that are not mistaken for each other. */
function temporaryPassword(core: CognitoCore, pool: UserPool): string {
  const { MinimumLength } = pool.settings.Policies.PasswordPolicy;
  const classes = ['ABCDEFGHJKLMNPQRSTUVWXYZ', 'abcdefghijkmnopqrstuvwxyz', '23456789', '!#$%*+?@'];
  const one = classes.map((alphabet) => randomText(core.sources, 1, alphabet)).join('');
  return (
    one + randomText(core.sources, Math.max(MinimumLength, 10) - one.length, classes.slice(0, 3).join(''))
  );
}

async function invite(
  core: CognitoCore,
  pool: UserPool,
  user: User,
  password: string,
  clientMetadata: AdminCreation['clientMetadata'],
): Promise<void> {
  const attribute = user.attributes.email
    ? 'email'
    : user.attributes.phone_number
      ? 'phone_number'
      : undefined;
  if (attribute === undefined) return;
  await sendCode(core, {
    pool,
    user,
    kind: 'AdminCreateUser',
    attribute,
    code: password,
    clientId: ADMIN_CLIENT,
    ...(clientMetadata ? { clientMetadata } : {}),
  });
}

async function resend(core: CognitoCore, pool: UserPool, request: AdminCreation): Promise<User> {
  const user = core.users.bySignInName(pool, request.username);
  if (user === undefined) throw new AwsError('UserNotFoundException', 'User does not exist.');
  if (user.status !== 'FORCE_CHANGE_PASSWORD') {
    throw new AwsError(
      'UnsupportedUserStateException',
      `Resend not possible. ${request.username} status is not FORCE_CHANGE_PASSWORD`,
    );
  }
  const password = request.temporaryPassword ?? temporaryPassword(core, pool);
  const change = newPassword(core, pool, user, password, 'FORCE_CHANGE_PASSWORD');
  const changed = await core.users.change(pool, user.sub, change);
  await invite(core, pool, changed, password, request.clientMetadata);
  return changed;
}

/** Throws UsernameExistsException, InvalidPasswordException, InvalidParameterException, ... */
export async function adminCreateUser(
  core: CognitoCore,
  pool: UserPool,
  request: AdminCreation,
): Promise<User> {
  if (request.messageAction === 'RESEND') return resend(core, pool, request);
  const attributes = attributesWithName(pool, request.username, request.attributes);
  for (const [name, value] of Object.entries(attributes)) checkAttribute(pool.schema, name, value);
  if (core.users.bySignInName(pool, request.username)) {
    throw new AwsError('UsernameExistsException', 'User account already exists');
  }
  const sub = core.sources.uuid();
  const username = namesUsersItself(pool) ? sub : request.username;
  const draft = newUser(core, {
    sub,
    username,
    status: 'FORCE_CHANGE_PASSWORD',
    attributes,
    ...(request.creationToken === undefined ? {} : { creationToken: request.creationToken }),
  });
  const { validationData, clientMetadata } = request;
  await core.triggers.run({
    pool,
    trigger: 'PreSignUp',
    source: 'PreSignUp_AdminCreateUser',
    clientId: ADMIN_CLIENT,
    userName: username,
    request: {
      userAttributes: attributes,
      validationData: validationData ?? null,
      ...(clientMetadata ? { clientMetadata } : {}),
    },
    response: { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false },
  });
  const factors = pool.settings.Policies.SignInPolicy.AllowedFirstAuthFactors;
  if (request.temporaryPassword === undefined && factors.includes('EMAIL_OTP')) {
    const passwordless: User = { ...draft, status: 'CONFIRMED' };
    await core.users.create(pool, passwordless, { takeAliases: request.takeAliases ?? false });
    return passwordless;
  }
  const password = request.temporaryPassword ?? temporaryPassword(core, pool);
  const user = newPassword(core, pool, draft, password, 'FORCE_CHANGE_PASSWORD')(draft);
  await core.users.create(pool, user, { takeAliases: request.takeAliases ?? false });
  if (request.messageAction !== 'SUPPRESS') await invite(core, pool, user, password, clientMetadata);
  return user;
}
