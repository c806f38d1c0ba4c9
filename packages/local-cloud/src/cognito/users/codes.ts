import { createHmac } from 'node:crypto';
import { AwsError } from '../../aws/aws-error.ts';
import { randomText } from '../../aws/sources.ts';
import type { CognitoCore } from '../core.ts';
import { type CodePurpose, type IssuedCode, isVerified, type User, without } from '../model/user.ts';
import type { UserPool } from '../model/user-pool.ts';
import { sameText } from '../sign-in/client-access.ts';

const HOUR = 3_600_000;

/** How long a code lasts, in milliseconds. */
const LIFETIMES: Readonly<Record<CodePurpose, number>> = {
  'sign-up': 24 * HOUR,
  reset: HOUR,
  'attribute:email': 24 * HOUR,
  'attribute:phone_number': 24 * HOUR,
};

export function newCode(core: CognitoCore, digits = 6): string {
  return randomText(core.sources, digits, '0123456789');
}

/** Where a code of the purpose goes: an address that waits to be verified comes before the one that counts. */
function addressOf(user: User, purpose: CodePurpose, attribute: IssuedCode['attribute']): string {
  const waiting = purpose.startsWith('attribute:') ? user.pendingAttributes[attribute] : undefined;
  return waiting ?? user.attributes[attribute] ?? '';
}

function digestOf(salt: string, address: string, code: string): string {
  return createHmac('sha256', Buffer.from(salt, 'base64')).update(`${address}\0${code}`).digest('base64');
}

/** The user with a code for their present address, which takes the place of the one before. */
export function withCode(
  core: CognitoCore,
  user: User,
  purpose: CodePurpose,
  attribute: IssuedCode['attribute'],
  code: string,
): User {
  const salt = core.sources.bytes(16).toString('base64');
  const issued: IssuedCode = {
    salt,
    digest: digestOf(salt, addressOf(user, purpose, attribute), code),
    attribute,
    expiresAt: core.sources.now() + LIFETIMES[purpose],
  };
  return { ...user, codes: { ...user.codes, [purpose]: issued } };
}

export function codeExpired(): AwsError {
  return new AwsError('ExpiredCodeException', 'Invalid code provided, please request a code again.');
}

/**
 * The user without the code, which has served. It proves the address that it was sent to: when the user has
 * another one by now, it is no good.
 * Throws ExpiredCodeException (also when none was asked for) or CodeMismatchException.
 */
export function redeemed(core: CognitoCore, user: User, purpose: CodePurpose, code: string): User {
  const issued = user.codes[purpose];
  if (issued === undefined || issued.expiresAt <= core.sources.now()) throw codeExpired();
  const address = addressOf(user, purpose, issued.attribute);
  if (!sameText(issued.digest, digestOf(issued.salt, address, code))) {
    throw new AwsError('CodeMismatchException', 'Invalid verification code provided, please try again.');
  }
  return { ...user, codes: without(user.codes, [purpose]) };
}

/** What a sign-up code goes to: of the attributes that verify themselves, the one the user has. */
export function signUpAttribute(pool: UserPool, user: User): IssuedCode['attribute'] | undefined {
  const automatic = pool.settings.AutoVerifiedAttributes;
  return (['phone_number', 'email'] as const).find(
    (name) => automatic.includes(name) && (user.attributes[name] ?? '') !== '' && !isVerified(user, name),
  );
}
