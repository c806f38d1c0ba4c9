import { AwsError } from '../../aws/aws-error.ts';
import type { CognitoCore } from '../core.ts';
import { type CodeDeliveryDetails, sendCode } from '../mail/code-message.ts';
import { checkAttribute, checkRequired } from '../model/attribute-schema.ts';
import type { User } from '../model/user.ts';
import { namesUsersItself, srpPoolName } from '../model/user-pool.ts';
import { makeCredential } from '../passwords/password-credential.ts';
import { checkPassword } from '../passwords/password-policy.ts';
import type { ClientAccess } from '../sign-in/client-access.ts';
import { requireWritable } from './attribute-rights.ts';
import { newCode, signUpAttribute, withCode } from './codes.ts';
import { newUser } from './new-user.ts';
import { postConfirmation } from './post-confirmation.ts';
import { attributesWithName } from './sign-in-names.ts';

export interface SignUpRequest {
  readonly username: string;
  /** Absent only in pools where a mailed code is enough to sign in. */
  readonly password: string | undefined;
  readonly attributes: Readonly<Record<string, string>>;
  readonly validationData?: Readonly<Record<string, string>>;
  readonly clientMetadata?: Readonly<Record<string, string>>;
}

export interface SignUpResult {
  readonly user: User;
  readonly delivery?: CodeDeliveryDetails;
}

function requirePassword(access: ClientAccess, password: string | undefined): void {
  const { Policies } = access.pool.settings;
  if (password !== undefined) {
    checkPassword(Policies.PasswordPolicy, password);
  } else if (!Policies.SignInPolicy.AllowedFirstAuthFactors.includes('EMAIL_OTP')) {
    throw new AwsError('InvalidParameterException', 'Password is required.');
  }
}

async function askPreSignUp(
  core: CognitoCore,
  { pool, client }: ClientAccess,
  user: User,
  request: SignUpRequest,
): Promise<User> {
  const response = await core.triggers.run({
    pool,
    trigger: 'PreSignUp',
    source: 'PreSignUp_SignUp',
    clientId: client.id,
    userName: user.username,
    request: {
      userAttributes: user.attributes,
      validationData: request.validationData ?? null,
      ...(request.clientMetadata ? { clientMetadata: request.clientMetadata } : {}),
    },
    response: { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false },
  });
  const verified = {
    ...(response?.autoVerifyEmail === true && user.attributes.email ? { email_verified: 'true' } : {}),
    ...(response?.autoVerifyPhone === true && user.attributes.phone_number
      ? { phone_number_verified: 'true' }
      : {}),
  };
  return {
    ...user,
    status: response?.autoConfirmUser === true ? 'CONFIRMED' : user.status,
    attributes: { ...user.attributes, ...verified },
  };
}

/**
 * Somebody signs up by themselves. The user is confirmed at once only when a function of the pool says so.
 * Throws UsernameExistsException, InvalidPasswordException, InvalidParameterException, ...
 */
export async function signUp(
  core: CognitoCore,
  access: ClientAccess,
  request: SignUpRequest,
): Promise<SignUpResult> {
  const { pool, client } = access;
  if (pool.settings.AdminCreateUserConfig.AllowAdminCreateUserOnly) {
    throw new AwsError('NotAuthorizedException', 'SignUp is not permitted for this user pool');
  }
  requireWritable(client, Object.keys(request.attributes));
  const attributes = attributesWithName(pool, request.username, request.attributes);
  for (const [name, value] of Object.entries(attributes)) checkAttribute(pool.schema, name, value);
  checkRequired(pool.schema, attributes);
  requirePassword(access, request.password);
  if (core.users.bySignInName(pool, request.username)) {
    throw new AwsError('UsernameExistsException', 'User already exists');
  }
  const sub = core.sources.uuid();
  const username = namesUsersItself(pool) ? sub : request.username;
  const draft = newUser(core, { sub, username, status: 'UNCONFIRMED', attributes });
  const asked = await askPreSignUp(core, access, draft, request);
  const { password } = request;
  const credential =
    password === undefined ? undefined : makeCredential(srpPoolName(pool) + username, password);
  const user = credential === undefined ? asked : { ...asked, credential };
  return keep(core, access, user, request);
}

async function keep(
  core: CognitoCore,
  access: ClientAccess,
  user: User,
  request: SignUpRequest,
): Promise<SignUpResult> {
  const { pool, client } = access;
  const { clientMetadata } = request;
  if (user.status === 'CONFIRMED') {
    await core.users.create(pool, user);
    await postConfirmation(core, access, user, 'ConfirmSignUp', clientMetadata);
    return { user };
  }
  const attribute = signUpAttribute(pool, user);
  if (attribute === undefined) {
    await core.users.create(pool, user);
    return { user };
  }
  const code = newCode(core);
  const coded = withCode(core, user, 'sign-up', attribute, code);
  await core.users.create(pool, coded);
  const delivery = await sendCode(core, {
    pool,
    user: coded,
    kind: 'SignUp',
    attribute,
    code,
    clientId: client.id,
    ...(clientMetadata ? { clientMetadata } : {}),
  });
  return { user: coded, delivery };
}
