import { createHash } from 'node:crypto';
import { sameText } from '../browser/same-text.ts';
import type { Spending } from '../browser/secret-records.ts';
import type { HostedClient, IssuedTokens } from '../hosted-backend.ts';
import type { HostedExchange } from '../hosted-site.ts';
import type { Refusal } from '../refusal.ts';
import type { AuthorizationCode } from './authorization-code.ts';
import { requiredParameter } from './token-form.ts';
import { tokenRefusal } from './token-refusal.ts';

const VERIFIER_SHAPE = /^[A-Za-z0-9._~-]{43,128}$/;

const UNSPENDABLE: Readonly<Record<Exclude<Spending<unknown>['kind'], 'spent-now'>, string>> = {
  'spent-before': 'The code was used before; a code is good for one request.',
  expired: 'The code is older than five minutes.',
  unknown: 'No such code was issued by this user pool.',
};

/**
 * `grant_type=authorization_code` (RFC 6749 section 4.1.3, RFC 7636 section 4.6). Whoever shows a code
 * spends it, also when the rest of the request is wrong.
 */
export async function authorizationCodeGrant(
  { site, pool }: HostedExchange,
  client: HostedClient,
  form: URLSearchParams,
): Promise<IssuedTokens> {
  const secret = requiredParameter(form, 'code');
  const redirectUri = requiredParameter(form, 'redirect_uri');
  if (!client.flows.has('code')) {
    throw tokenRefusal('unauthorized_client', {
      rule: `OAuth flows of app client ${client.name}`,
      text: 'The client is not allowed the authorization code grant.',
    });
  }
  const spending = await site.codes.spend(pool.id, secret);
  if (spending.kind !== 'spent-now') throw refused(UNSPENDABLE[spending.kind]);
  const code = spending.document;
  if (code.clientId !== client.id) throw refused('The code was issued to another app client.');
  if (code.redirectUri !== redirectUri) {
    throw refused(
      'redirect_uri is not the one of the authorization request.',
      'Send the same redirect_uri to /oauth2/authorize and to /oauth2/token.',
    );
  }
  checkVerifier(code, form.get('code_verifier') ?? undefined);
  if (site.backend.user(pool.id, code.sub) === undefined) throw refused('The user is deleted or disabled.');
  return site.backend.issueTokens({
    poolId: pool.id,
    clientId: client.id,
    sub: code.sub,
    scopes: code.scopes,
    authTime: code.authTime,
    ...(code.nonce === undefined ? {} : { nonce: code.nonce }),
    withRefreshToken: true,
  });
}

function checkVerifier(code: AuthorizationCode, verifier: string | undefined): void {
  if (code.challenge === undefined) {
    if (verifier === undefined) return;
    // A challenge that somebody took out of the authorization request shows here (RFC 9700 section 4.8.2).
    throw refused('code_verifier was sent, but the authorization request had no code_challenge.');
  }
  if (verifier === undefined) {
    throw refused('code_verifier is missing, but the authorization request had a code_challenge.');
  }
  const challenge = createHash('sha256').update(verifier).digest('base64url');
  if (!VERIFIER_SHAPE.test(verifier) || !sameText(challenge, code.challenge)) {
    throw refused(
      'code_verifier does not belong to the code_challenge of the authorization request.',
      'Keep the verifier from the request that led to this very code.',
    );
  }
}

function refused(text: string, hint?: string): Refusal {
  return tokenRefusal('invalid_grant', { rule: 'authorization code', text, ...(hint ? { hint } : {}) });
}
