import { AwsError } from '../../../aws/aws-error.ts';
import type { HttpResponse } from '../../../front-door/http.ts';
import { reasonOf } from '../../sign-in/refusal.ts';
import type { HostedClient, IssuedTokens } from '../hosted-backend.ts';
import type { HostedExchange } from '../hosted-site.ts';
import { authorizationCodeGrant } from './authorization-code-grant.ts';
import { authenticateClient } from './client-authentication.ts';
import { clientCredentialsGrant } from './client-credentials-grant.ts';
import { jsonResponse } from './json-response.ts';
import { refreshTokenGrant } from './refresh-token-grant.ts';
import { readTokenForm, requiredParameter } from './token-form.ts';
import { tokenRefusal } from './token-refusal.ts';

type Grant = (exchange: HostedExchange, client: HostedClient, form: URLSearchParams) => Promise<IssuedTokens>;

const GRANTS: ReadonlyMap<string, Grant> = new Map([
  ['authorization_code', authorizationCodeGrant],
  ['refresh_token', refreshTokenGrant],
  ['client_credentials', clientCredentialsGrant],
]);

/** `POST /oauth2/token`. */
export async function token(exchange: HostedExchange): Promise<HttpResponse> {
  const form = await readTokenForm(exchange);
  const grant = GRANTS.get(requiredParameter(form, 'grant_type'));
  if (grant === undefined) {
    throw tokenRefusal('unsupported_grant_type', {
      rule: 'token request',
      text: `grant_type must be one of ${[...GRANTS.keys()].join(', ')}.`,
    });
  }
  const client = authenticateClient(exchange, form);
  const tokens = await grant(exchange, client, form).catch((error: unknown) => {
    if (!(error instanceof AwsError)) throw error;
    throw tokenRefusal('invalid_grant', { rule: error.code, text: reasonOf(error) });
  });
  return jsonResponse(200, {
    id_token: tokens.idToken,
    access_token: tokens.accessToken,
    refresh_token: tokens.refreshToken,
    expires_in: tokens.expiresIn,
    token_type: 'Bearer',
  });
}
