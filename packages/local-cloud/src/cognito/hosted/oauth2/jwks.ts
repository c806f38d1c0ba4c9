import type { HttpResponse } from '../../../front-door/http.ts';
import type { HostedExchange } from '../hosted-site.ts';
import { jsonResponse } from './json-response.ts';

/** `GET /.well-known/jwks.json`: the public keys that the pool's tokens are signed with (RFC 7517). */
export async function jwks({ site, pool }: HostedExchange): Promise<HttpResponse> {
  return jsonResponse(200, site.backend.jwks(pool.id));
}
