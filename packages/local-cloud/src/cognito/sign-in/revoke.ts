import type { CognitoCore } from '../core.ts';
import { parseJwt } from '../tokens/jwt.ts';
import type { ClientAccess } from './client-access.ts';

/**
 * Ends the session behind a refresh token of the client. What was never a token, or another client's,
 * is answered as if it had been revoked: nothing is told of it.
 * `unsupported`: an ID or access token.
 */
export async function revokeRefreshToken(
  core: CognitoCore,
  { pool, client }: ClientAccess,
  token: string,
): Promise<'revoked' | 'unsupported'> {
  if (parseJwt(token) !== undefined) return 'unsupported';
  const session = core.sessions.ofToken(token);
  if (session?.poolId === pool.id && session.clientId === client.id) await core.sessions.revoke(session);
  return 'revoked';
}
