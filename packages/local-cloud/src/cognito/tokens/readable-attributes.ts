import type { AppClient } from '../model/app-client.ts';
import type { User } from '../model/user.ts';

const BOOLEANS = ['email_verified', 'phone_number_verified'];

/** The user's attributes that the client may read, all of them as text. */
export function readableAttributes(client: AppClient, user: User): Record<string, string> {
  const allowed = client.settings.ReadAttributes;
  const readable = Object.entries(user.attributes).filter(([name, value]) => {
    if (value === '' || name.startsWith('dev:')) return false;
    if (allowed === undefined || allowed.length === 0 || allowed.includes(name)) return true;
    // A client that reads an address also sees whether it is verified.
    return BOOLEANS.includes(name) && allowed.includes(name.slice(0, -'_verified'.length));
  });
  return Object.fromEntries(readable);
}

const BY_SCOPE: Readonly<Record<string, readonly string[]>> = {
  email: ['email', 'email_verified'],
  phone: ['phone_number', 'phone_number_verified'],
};

/**
 * Those of them that the scopes of an OAuth sign-in open. `openid` without `email`, `phone` or `profile`
 * opens all, and so does `profile`.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-define-resource-servers.html
 */
export function attributesForScopes(
  client: AppClient,
  user: User,
  scopes: readonly string[],
): Record<string, string> {
  const readable = readableAttributes(client, user);
  const narrowing = scopes.filter((scope) => ['email', 'phone', 'profile'].includes(scope));
  if (narrowing.length === 0 || narrowing.includes('profile')) return readable;
  const names = narrowing.flatMap((scope) => BY_SCOPE[scope] ?? []);
  return Object.fromEntries(Object.entries(readable).filter(([name]) => names.includes(name)));
}

/** As an ID token carries them: the two verification flags are booleans, the others stay text. */
export function asClaims(attributes: Readonly<Record<string, string>>): Record<string, unknown> {
  const entries = Object.entries(attributes).map(([name, value]) => {
    if (BOOLEANS.includes(name)) return [name, value === 'true'];
    return [name, name === 'updated_at' && /^\d+$/.test(value) ? Number(value) : value];
  });
  return Object.fromEntries(entries);
}
