import type { CognitoCore } from '../core.ts';
import { type AppClient, tokenLifetimes } from '../model/app-client.ts';
import { signJwt } from './jwt.ts';

/** An access token of the client itself (client_credentials): no user, no session. */
export async function clientToken(
  core: CognitoCore,
  client: AppClient,
  scopes: readonly string[],
): Promise<string> {
  const { access: key } = await core.keys.ready(client.poolId);
  const issuedAt = Math.floor(core.sources.now() / 1000);
  return signJwt(key.kid, key.privateKey, {
    sub: client.id,
    token_use: 'access',
    scope: scopes.join(' '),
    auth_time: issuedAt,
    iss: core.issuer(client.poolId),
    exp: issuedAt + tokenLifetimes(client).access,
    iat: issuedAt,
    version: 2,
    jti: core.sources.uuid(),
    client_id: client.id,
  });
}
