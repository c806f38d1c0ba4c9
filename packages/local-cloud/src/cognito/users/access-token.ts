import { AwsError } from '../../aws/aws-error.ts';
import type { CognitoCore } from '../core.ts';
import type { AppClient } from '../model/app-client.ts';
import type { User } from '../model/user.ts';
import type { UserPool } from '../model/user-pool.ts';
import { refusal } from '../sign-in/refusal.ts';
import { ADMIN_SCOPE } from '../tokens/issue-tokens.ts';
import { parseJwt } from '../tokens/jwt.ts';
import type { UserSession } from '../tokens/user-sessions.ts';

/** Who holds an access token, and through which client they got it. */
export interface TokenHolder {
  readonly pool: UserPool;
  readonly client: AppClient;
  readonly user: User;
  readonly session: UserSession;
}

function refused(message: string, why = message): AwsError {
  return refusal('NotAuthorizedException', message, why);
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/**
 * The user whose access token this is, while the token counts for Cognito's own API: signed by the pool,
 * not expired, not revoked, and with the scope for it.
 * Throws NotAuthorizedException or UserNotFoundException.
 */
export async function holderOf(core: CognitoCore, token: string): Promise<TokenHolder> {
  const issuer = parseJwt(token)?.claims.iss;
  const pool = core.pools.get(text(issuer).slice(text(issuer).lastIndexOf('/') + 1));
  if (pool === undefined) throw refused('Invalid Access Token', 'The token is of no user pool here.');
  const verification = await core.verifier.verifyForPools([pool.id], token);
  if (!verification.valid) {
    const expired = verification.reason === 'expired';
    throw refused(expired ? 'Access Token has expired' : 'Invalid Access Token', verification.detail);
  }
  const { use, claims } = verification;
  if (use !== 'access') throw refused('Invalid Access Token', 'The token is an ID token.');
  const client = core.clients.get(text(claims.client_id));
  if (client === undefined) throw refused('Invalid Access Token', 'The app client of the token is gone.');
  if (!text(claims.scope).split(' ').includes(ADMIN_SCOPE)) {
    throw refused('Access Token does not have required scopes');
  }
  const sub = text(claims.sub);
  const user = core.users.bySub(pool, sub);
  if (user === undefined) throw new AwsError('UserNotFoundException', 'User does not exist.');
  const session = core.sessions.live(pool.id, sub, text(claims.origin_jti));
  if (session === undefined) throw refused('Access Token has been revoked');
  if (!user.enabled) throw refused('User is disabled.');
  return { pool, client, user, session };
}
