import type { HostedClient, IssuedTokens } from '../hosted-backend.ts';
import type { HostedExchange } from '../hosted-site.ts';
import { requestedScopes } from './requested-scopes.ts';
import { tokenRefusal } from './token-refusal.ts';

/** `grant_type=client_credentials` (RFC 6749 section 4.4): only scopes of resource servers. */
export async function clientCredentialsGrant(
  { site, pool }: HostedExchange,
  client: HostedClient,
  form: URLSearchParams,
): Promise<IssuedTokens> {
  if (client.secret === undefined || !client.flows.has('client_credentials')) {
    throw tokenRefusal('unauthorized_client', {
      rule: `OAuth flows of app client ${client.name}`,
      text: 'The client is not allowed the client credentials grant, or has no secret.',
      hint: 'Add client_credentials to AllowedOAuthFlows and let the client have a secret.',
    });
  }
  const allowed = client.scopes.filter((scope) => scope.includes('/'));
  const asked = requestedScopes(form.get('scope') || undefined, allowed);
  if (!asked.ok) {
    throw tokenRefusal('invalid_scope', {
      rule: `OAuth scopes of app client ${client.name}`,
      text: asked.text,
      hint: `The client may ask for: ${allowed.join(' ')}`,
    });
  }
  return site.backend.clientCredentials(pool.id, client.id, asked.scopes);
}
