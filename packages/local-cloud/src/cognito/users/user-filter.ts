import { AwsError } from '../../aws/aws-error.ts';
import type { User } from '../model/user.ts';

/** The attributes that ListUsers can look for. */
const SEARCHABLE: Readonly<Record<string, (user: User) => string>> = {
  username: (user) => user.username,
  sub: (user) => user.sub,
  'cognito:user_status': (user) => user.status,
  status: (user) => (user.enabled ? 'Enabled' : 'Disabled'),
  email: (user) => user.attributes.email ?? '',
  phone_number: (user) => user.attributes.phone_number ?? '',
  name: (user) => user.attributes.name ?? '',
  given_name: (user) => user.attributes.given_name ?? '',
  family_name: (user) => user.attributes.family_name ?? '',
  preferred_username: (user) => user.attributes.preferred_username ?? '',
};

const FORM = /^\s*"?([\w:]+)"?\s*(\^?=)\s*"((?:[^"\\]|\\.)*)"\s*$/;

/** These two are compared without case. */
const FOLDED: readonly string[] = ['cognito:user_status', 'status'];

export interface UserFilter {
  matches(user: User): boolean;
  /** Present when the filter asks for one exact value, which an index may know. */
  readonly exact?: { readonly name: string; readonly value: string };
}

/**
 * ListUsers' filter: `attribute = "value"`, or `attribute ^= "start"`. Everybody when there is none.
 * Throws InvalidParameterException.
 */
export function userFilter(filter: string | undefined): UserFilter {
  if (filter === undefined || filter.trim() === '') return { matches: () => true };
  const [, name = '', operator, quoted = ''] = FORM.exec(filter) ?? [];
  if (operator === undefined) {
    throw new AwsError('InvalidParameterException', 'Error while parsing filter.');
  }
  const read = Object.hasOwn(SEARCHABLE, name) ? SEARCHABLE[name] : undefined;
  if (read === undefined) {
    throw new AwsError('InvalidParameterException', `Invalid search attribute: ${name}`);
  }
  const folded = FOLDED.includes(name);
  const fold = (text: string): string => (folded ? text.toLowerCase() : text);
  const value = fold(quoted.replace(/\\(.)/g, '$1'));
  if (operator === '^=') return { matches: (user) => fold(read(user)).startsWith(value) };
  return { matches: (user) => fold(read(user)) === value, exact: { name, value } };
}
