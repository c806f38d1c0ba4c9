import { AwsError } from '../../aws/aws-error.ts';
import type { CognitoCore } from '../core.ts';
import { type CodeDeliveryDetails, sendCode } from '../mail/code-message.ts';
import { maskedAddress } from '../mail/masked-address.ts';
import { hidesUsers } from '../model/app-client.ts';
import { isEmailAddress } from '../model/attribute-schema.ts';
import type { User } from '../model/user.ts';
import type { UserPool } from '../model/user-pool.ts';
import type { ClientAccess } from '../sign-in/client-access.ts';
import { USER_NOT_FOUND } from '../state/user-directory.ts';
import { codeExpired, newCode, redeemed, signUpAttribute, withCode } from './codes.ts';
import { postConfirmation } from './post-confirmation.ts';

type Metadata = Readonly<Record<string, string>>;

/** A confirmed user. Throws NotAuthorizedException for one that is already something else. */
export function confirmed(core: CognitoCore, user: User): User {
  if (user.status !== 'UNCONFIRMED') {
    throw new AwsError(
      'NotAuthorizedException',
      `User cannot be confirmed. Current status is ${user.status}`,
    );
  }
  return { ...user, status: 'CONFIRMED', modifiedAt: core.sources.now() };
}

export interface Confirmation {
  readonly username: string;
  readonly code: string;
  readonly takeAliases?: boolean;
  readonly clientMetadata?: Metadata;
}

/** Throws CodeMismatchException, ExpiredCodeException, AliasExistsException, NotAuthorizedException. */
export async function confirmSignUp(
  core: CognitoCore,
  access: ClientAccess,
  { username, code, takeAliases = false, clientMetadata }: Confirmation,
): Promise<void> {
  const { pool, client } = access;
  const user = core.users.bySignInName(pool, username);
  if (user === undefined) throw hidesUsers(client) ? codeExpired() : USER_NOT_FOUND();
  core.attempts.count('ConfirmSignUp', `${pool.id}/${user.sub}`);
  const change = (latest: User): User => {
    const attribute = latest.codes['sign-up']?.attribute;
    const next = redeemed(core, confirmed(core, latest), 'sign-up', code);
    if (attribute === undefined) return next;
    return { ...next, attributes: { ...next.attributes, [`${attribute}_verified`]: 'true' } };
  };
  const changed = await core.users.change(pool, user.sub, change, { takeAliases });
  await postConfirmation(core, access, changed, 'ConfirmSignUp', clientMetadata);
}

/** What would have been answered for a user that there is. */
export function simulatedDelivery(pool: UserPool, username: string): CodeDeliveryDetails {
  const phone = username.startsWith('+') && !pool.settings.AutoVerifiedAttributes.includes('email');
  const address = phone || isEmailAddress(username) ? username : `${username}@example.com`;
  return {
    AttributeName: phone ? 'phone_number' : 'email',
    DeliveryMedium: phone ? 'SMS' : 'EMAIL',
    Destination: maskedAddress(address),
  };
}

/** Undefined when the pool verifies nothing that the user has. */
export async function resendConfirmationCode(
  core: CognitoCore,
  { pool, client }: ClientAccess,
  username: string,
  clientMetadata?: Metadata,
): Promise<CodeDeliveryDetails | undefined> {
  const user = core.users.bySignInName(pool, username);
  if (user === undefined) {
    if (hidesUsers(client)) return simulatedDelivery(pool, username);
    throw new AwsError('UserNotFoundException', 'Username/client id combination not found.');
  }
  if (user.status !== 'UNCONFIRMED') {
    throw new AwsError('InvalidParameterException', 'User is already confirmed.');
  }
  const attribute = signUpAttribute(pool, user);
  if (attribute === undefined) {
    throw new AwsError('InvalidParameterException', 'Cannot resend codes. Auto verification not turned on.');
  }
  core.attempts.count('ResendConfirmationCode', `${pool.id}/${user.sub}`);
  const code = newCode(core);
  const changed = await core.users.change(pool, user.sub, (latest) =>
    withCode(core, latest, 'sign-up', attribute, code),
  );
  return sendCode(core, {
    pool,
    user: changed,
    kind: 'ResendCode',
    attribute,
    code,
    clientId: client.id,
    ...(clientMetadata ? { clientMetadata } : {}),
  });
}
