import { AwsError } from '../../aws/aws-error.ts';
import type { AppClient } from '../model/app-client.ts';

/** What only the pool itself or an administrator says of a user. */
const PROTECTED: readonly string[] = ['sub', 'email_verified', 'phone_number_verified'];

/** Throws NotAuthorizedException unless the client may write every one of the attributes. */
export function requireWritable(client: AppClient, names: readonly string[]): void {
  const allowed = client.settings.WriteAttributes;
  const refused = names.find(
    (name) =>
      PROTECTED.includes(name) ||
      name.startsWith('dev:') ||
      (allowed !== undefined && allowed.length > 0 && !allowed.includes(name)),
  );
  if (refused === undefined) return;
  throw new AwsError(
    'NotAuthorizedException',
    'A client attempted to write unauthorized attribute',
    400,
    {},
    {
      cause: new Error(`The app client ${client.id} may not write ${refused.slice(0, 64)}.`),
    },
  );
}
