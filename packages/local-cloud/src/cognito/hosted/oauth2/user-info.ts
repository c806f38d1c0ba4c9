import type { HttpResponse } from '../../../front-door/http.ts';
import type { HostedExchange } from '../hosted-site.ts';
import { Refusal, type RefusalReason } from '../refusal.ts';
import { jsonResponse } from './json-response.ts';

const BAD_REQUEST = 'Bad OAuth2 request at UserInfo Endpoint';
const DEAD_TOKEN = 'Access token is expired, disabled, or deleted, or the user has globally signed out.';
const WITHOUT_OPENID = 'Access token does not contain openid scope';

/** `GET` or `POST /oauth2/userInfo`: the user's attributes for an access token that holds `openid`. */
export async function userInfo({ site, pool, request }: HostedExchange): Promise<HttpResponse> {
  const token = /^Bearer +(\S+)$/i.exec(request.header('authorization') ?? '')?.[1];
  if (token === undefined) {
    throw refusal(400, 'invalid_request', BAD_REQUEST, {
      rule: 'userInfo',
      text: 'The Authorization header is not a Bearer token.',
    });
  }
  const verification = await site.backend.verifyToken(pool.id, token);
  if (!verification.valid) {
    throw refusal(401, 'invalid_token', DEAD_TOKEN, { rule: 'userInfo', text: verification.detail });
  }
  if (verification.use !== 'access') {
    throw refusal(401, 'invalid_token', DEAD_TOKEN, {
      rule: 'userInfo',
      text: 'An ID token was sent where the access token belongs.',
      hint: 'Send access_token, not id_token.',
    });
  }
  const scope = verification.claims.scope;
  if (typeof scope !== 'string' || !scope.split(' ').includes('openid')) {
    throw refusal(401, 'invalid_token', WITHOUT_OPENID, {
      rule: 'userInfo',
      text: `${WITHOUT_OPENID}.`,
      hint: 'Ask for the scope openid at /oauth2/authorize. Tokens of InitiateAuth never have it.',
    });
  }
  const attributes = await site.backend.userInfo(pool.id, verification.claims);
  if (attributes === undefined) {
    throw refusal(401, 'invalid_token', DEAD_TOKEN, {
      rule: 'userInfo',
      text: 'The token was revoked, or its user is deleted, disabled or signed out.',
    });
  }
  return jsonResponse(200, attributes);
}

function refusal(status: number, error: string, description: string, reason: RefusalReason): Refusal {
  const challenge = `Bearer error="${error}", error_description="${description}"`;
  return new Refusal(
    { kind: 'json', status, error, description, headers: { 'WWW-Authenticate': challenge } },
    reason,
  );
}
