import type { HostedClient, IssuedTokens } from '../hosted-backend.ts';
import type { HostedExchange } from '../hosted-site.ts';
import { requiredParameter } from './token-form.ts';

/** `grant_type=refresh_token` (RFC 6749 section 6). */
export async function refreshTokenGrant(
  { site, pool }: HostedExchange,
  client: HostedClient,
  form: URLSearchParams,
): Promise<IssuedTokens> {
  return site.backend.refreshTokens(pool.id, client.id, requiredParameter(form, 'refresh_token'));
}
