import { AwsError } from '../../aws/aws-error.ts';
import { isEmailAddress, isPhoneNumber } from '../model/attribute-schema.ts';
import type { UserPool } from '../model/user-pool.ts';

function invalid(message: string): AwsError {
  return new AwsError('InvalidParameterException', message);
}

/**
 * The attributes of a new user who is to be called `username`: in a pool where people sign in with an
 * address, the name is the address.
 * Throws InvalidParameterException for a name that the pool does not take.
 */
export function attributesWithName(
  pool: UserPool,
  username: string,
  attributes: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const { UsernameAttributes = [], AliasAttributes = [] } = pool.settings;
  if (UsernameAttributes.length === 0) {
    if (AliasAttributes.includes('email') && isEmailAddress(username)) {
      throw invalid('Username cannot be of email format, since user pool is configured for email alias.');
    }
    if (AliasAttributes.includes('phone_number') && isPhoneNumber(username)) {
      throw invalid(
        'Username cannot be of phone number format, since user pool is configured for phone number alias.',
      );
    }
    return attributes;
  }
  const email = UsernameAttributes.includes('email');
  const phone = UsernameAttributes.includes('phone_number');
  const name =
    email && isEmailAddress(username)
      ? 'email'
      : phone && isPhoneNumber(username)
        ? 'phone_number'
        : undefined;
  if (name === undefined) {
    const what = email && phone ? 'either an email or a phone number' : email ? 'an email' : 'a phone number';
    throw invalid(`Username should be ${what}.`);
  }
  if (attributes[name] !== undefined && attributes[name] !== username) {
    throw invalid(`The ${name} attribute must be the same as the username.`);
  }
  return { ...attributes, [name]: username };
}
