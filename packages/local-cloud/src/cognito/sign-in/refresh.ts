import { AwsError } from '../../aws/aws-error.ts';
import type { CognitoCore } from '../core.ts';
import { rotatesRefreshTokens } from '../model/app-client.ts';
import { type SignedTokens, signTokens } from '../tokens/issue-tokens.ts';
import type { UserSession } from '../tokens/user-sessions.ts';
import type { ClientAccess } from './client-access.ts';
import { refusal } from './refusal.ts';

export interface RefreshRequest {
  readonly refreshToken: string;
  /** Only tokens of this door are taken; both when absent. */
  readonly origin?: UserSession['origin'];
  /** Throws when the client does not prove itself for this user. */
  readonly proof?: (usernames: readonly string[]) => void;
  readonly clientMetadata?: Readonly<Record<string, string>>;
}

export interface RefreshedTokens extends SignedTokens {
  /** Present when the client rotates its refresh tokens. */
  readonly refreshToken?: string;
}

/**
 * New tokens of the session behind a refresh token: same `origin_jti`, same `auth_time`.
 * Throws NotAuthorizedException or RefreshTokenReuseException.
 */
export async function refreshTokens(
  core: CognitoCore,
  access: ClientAccess,
  { refreshToken, origin, proof, clientMetadata }: RefreshRequest,
): Promise<RefreshedTokens> {
  const { pool, client } = access;
  const session = core.sessions.ofToken(refreshToken);
  if (session === undefined) throw new AwsError('NotAuthorizedException', 'Invalid Refresh Token.');
  if (session.poolId !== pool.id || session.clientId !== client.id) {
    throw refusal(
      'NotAuthorizedException',
      'Invalid Refresh Token.',
      'The refresh token is another client’s.',
    );
  }
  if (origin !== undefined && session.origin !== origin) {
    throw refusal(
      'NotAuthorizedException',
      'Invalid Refresh Token.',
      'The refresh token was not issued by the token endpoint.',
    );
  }
  const user = core.users.bySub(pool, session.sub);
  if (user === undefined) throw new AwsError('NotAuthorizedException', 'Invalid Refresh Token.');
  proof?.([user.username, user.sub]);
  if (!user.enabled) throw new AwsError('NotAuthorizedException', 'User is disabled.');
  const refresh = {
    poolId: pool.id,
    clientId: client.id,
    token: refreshToken,
    graceSeconds: client.settings.RefreshTokenRotation?.RetryGracePeriodSeconds ?? 0,
  };
  core.sessions.check(refresh);
  const signed = await signTokens(
    core,
    { pool, client, user },
    session,
    'TokenGeneration_RefreshTokens',
    clientMetadata,
  );
  // Only now: a function that throws must not cost the client its refresh token.
  return rotatesRefreshTokens(client)
    ? { ...signed, refreshToken: await core.sessions.rotate(refresh) }
    : signed;
}
