import { AwsError } from '../../../aws/aws-error.ts';
import type { HttpResponse } from '../../../front-door/http.ts';
import { reasonOf } from '../../sign-in/refusal.ts';
import type { HostedExchange } from '../hosted-site.ts';
import { authenticateClient } from './client-authentication.ts';
import { readTokenForm, requiredParameter } from './token-form.ts';
import { tokenRefusal } from './token-refusal.ts';

/** `POST /oauth2/revoke` (RFC 7009): refresh tokens only; a token that nobody knows counts as revoked. */
export async function revoke(exchange: HostedExchange): Promise<HttpResponse> {
  const form = await readTokenForm(exchange);
  const client = authenticateClient(exchange, form, 401);
  const token = requiredParameter(form, 'token');
  const outcome = await exchange.site.backend
    .revokeToken(exchange.pool.id, client.id, token)
    .catch((error: unknown) => {
      if (!(error instanceof AwsError)) throw error;
      throw tokenRefusal('invalid_request', { rule: error.code, text: reasonOf(error) });
    });
  if (outcome === 'unsupported') {
    throw tokenRefusal('unsupported_token_type', {
      rule: 'token revocation',
      text: 'Only refresh tokens can be revoked.',
      hint: 'Send the refresh token; it ends the access tokens that came from it.',
    });
  }
  return { status: 200, headers: { 'Cache-Control': 'no-store' }, body: '' };
}
