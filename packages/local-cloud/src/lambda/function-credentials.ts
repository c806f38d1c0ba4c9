import type { Sources } from '../aws/sources.ts';
import type { RoleCredentials, TemporaryCredentials } from '../iam/role-credentials.ts';
import type { FunctionVersion } from './function-version.ts';

const RENEW_BEFORE_MS = 30 * 60_000;

/**
 * Gives the credentials of a function's role, under the function's name. Its environments share them until half an
 * hour before they expire. Throws AwsError when Lambda may not take on the role.
 */
export function functionCredentials(
  roles: RoleCredentials,
  sources: Sources,
): (version: FunctionVersion) => TemporaryCredentials {
  const current = new Map<string, TemporaryCredentials>();
  return ({ name, configuration, poolKey }) => {
    const known = current.get(poolKey);
    if (known !== undefined && known.expiration - sources.now() > RENEW_BEFORE_MS) return known;
    const fresh = roles.assumeForService(configuration.role, name, 'lambda.amazonaws.com');
    current.set(poolKey, fresh);
    return fresh;
  };
}
