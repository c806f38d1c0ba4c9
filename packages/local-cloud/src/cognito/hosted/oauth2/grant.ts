import { AwsError } from '../../../aws/aws-error.ts';
import { hintOf, reasonOf } from '../../sign-in/refusal.ts';
import type { BrowserSession } from '../browser/browser-session.ts';
import type { HostedExchange } from '../hosted-site.ts';
import { Refusal } from '../refusal.ts';
import type { AuthorizationRequest } from './authorization-request.ts';
import { withFragment, withQuery } from './callback.ts';

/** Where the browser goes with what the person's sign-in grants the app: a code, or tokens. */
export async function grant(
  exchange: HostedExchange,
  authorization: AuthorizationRequest,
  session: BrowserSession,
): Promise<string> {
  return authorization.responseType === 'code'
    ? withCode(exchange, authorization, session)
    : withTokens(exchange, authorization, session);
}

async function withCode(
  { site, pool }: HostedExchange,
  { client, redirectUri, scopes, nonce, challenge, state }: AuthorizationRequest,
  { sub, authTime }: BrowserSession,
): Promise<string> {
  const code = await site.codes.issue(pool.id, {
    clientId: client.id,
    redirectUri,
    sub,
    scopes,
    authTime,
    ...(nonce === undefined ? {} : { nonce }),
    ...(challenge === undefined ? {} : { challenge }),
  });
  return withQuery(redirectUri, { code, state });
}

async function withTokens(
  exchange: HostedExchange,
  authorization: AuthorizationRequest,
  { sub, authTime }: BrowserSession,
): Promise<string> {
  const { client, redirectUri, scopes, nonce, state } = authorization;
  const tokens = await exchange.site.backend
    .issueTokens({
      poolId: exchange.pool.id,
      clientId: client.id,
      sub,
      scopes,
      authTime,
      ...(nonce === undefined ? {} : { nonce }),
      withRefreshToken: false,
    })
    .catch((error: unknown) => {
      throw callbackRefusal(authorization, error);
    });
  return withFragment(redirectUri, {
    id_token: tokens.idToken,
    access_token: tokens.accessToken,
    token_type: 'bearer',
    expires_in: String(tokens.expiresIn),
    state,
  });
}

/**
 * What the app is told when the pool refuses in the midst of a sign-in, such as by a Lambda trigger that
 * threw. What is no AwsError stays as it is.
 */
export function callbackRefusal({ redirectUri, state }: AuthorizationRequest, error: unknown): unknown {
  if (!(error instanceof AwsError)) return error;
  const hint = hintOf(error);
  return new Refusal(
    { kind: 'callback', redirectUri, state, error: 'invalid_request', description: error.message },
    { rule: error.code, text: reasonOf(error), ...(hint === undefined ? {} : { hint }) },
  );
}
