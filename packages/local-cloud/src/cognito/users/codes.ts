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

export function issuedCode(
  core: CognitoCore,
  purpose: CodePurpose,
  attribute: IssuedCode['attribute'],
): IssuedCode {
  return { code: newCode(core), attribute, expiresAt: core.sources.now() + LIFETIMES[purpose] };
}

/** A new code for the user, which takes the place of the one before. */
export function withCode(user: User, purpose: CodePurpose, code: IssuedCode): User {
  return { ...user, codes: { ...user.codes, [purpose]: code } };
}

export function codeExpired(): AwsError {
  return new AwsError('ExpiredCodeException', 'Invalid code provided, please request a code again.');
}

/**
 * The user without the code, which has served.
 * Throws ExpiredCodeException (also when none was asked for) or CodeMismatchException.
 */
export function redeemed(core: CognitoCore, user: User, purpose: CodePurpose, code: string): User {
  const issued = user.codes[purpose];
  if (issued === undefined || issued.expiresAt <= core.sources.now()) throw codeExpired();
  if (!sameText(issued.code, code)) {
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
