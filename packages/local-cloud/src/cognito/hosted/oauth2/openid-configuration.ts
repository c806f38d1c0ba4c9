import type { HttpResponse } from '../../../front-door/http.ts';
import { type HostedExchange, poolPath } from '../hosted-site.ts';
import { jsonResponse } from './json-response.ts';

/** `GET /.well-known/openid-configuration` (OpenID Connect Discovery 1.0), with the members that Cognito has. */
export async function openidConfiguration(exchange: HostedExchange): Promise<HttpResponse> {
  const { site, pool } = exchange;
  const base = `${site.origin}${poolPath(exchange)}`;
  const pages = {
    authorization_endpoint: `${base}/oauth2/authorize`,
    end_session_endpoint: `${base}/logout`,
    revocation_endpoint: `${base}/oauth2/revoke`,
    token_endpoint: `${base}/oauth2/token`,
    userinfo_endpoint: `${base}/oauth2/userInfo`,
  };
  const configuration = {
    ...(pool.hasDomain ? pages : {}),
    id_token_signing_alg_values_supported: ['RS256'],
    issuer: site.backend.issuer(pool.id),
    jwks_uri: `${base}/.well-known/jwks.json`,
    response_types_supported: ['code', 'token'],
    scopes_supported: ['openid', 'email', 'phone', 'profile'],
    subject_types_supported: ['public'],
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
  };
  return jsonResponse(200, configuration);
}
