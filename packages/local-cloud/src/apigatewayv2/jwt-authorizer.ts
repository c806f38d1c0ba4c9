import type { TokenClaims, TokenVerifier } from '../cognito/token-verifier.ts';
import { claimTexts, scopesOf } from './claim-texts.ts';
import type { JwtAuthorizer, TokenIssuer } from './http-api-model.ts';
import type { RouteCheck } from './http-exchange.ts';
import { forbidden, type HttpRefusal } from './http-refusal.ts';
import { loopbackIssuer, type PresentedToken } from './loopback-issuer.ts';
import { selection } from './selection-expression.ts';

type CheckToken = (token: string) => Promise<PresentedToken>;

/**
 * The check of routes behind a JWT authorizer: the issuer's signature and the times, then the audience,
 * then the route's scopes, of which the token must have one.
 * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
 */
export function jwtAuthorizer(
  settings: JwtAuthorizer,
  checkToken: CheckToken,
  scopes: readonly string[],
): RouteCheck {
  const rule = `JWT authorizer ${settings.name}`;
  const source = settings.identitySource;
  const select = selection(source);
  const audience = new Set(settings.audience);
  const wanted = new Set(scopes);
  const challenge = (description: string): Record<string, string> => ({
    'www-authenticate': `Bearer scope="${scopes.join(' ')}" error="invalid_token" error_description="${description}"`,
  });

  return async (exchange) => {
    const token = (select?.(exchange) ?? '').trim().replace(/^Bearer(?:\s+|$)/i, '');
    if (token === '') return missingToken(rule, source);
    const verified = await checkToken(token);
    if (!verified.valid) {
      return { ...refusedToken(rule, settings.issuer, verified), headers: challenge(SAID[verified.reason]) };
    }
    const { claims } = verified;
    if (!audienceOf(claims).some((one) => audience.has(one))) {
      return {
        ...unauthorized(rule, wrongAudience(claims, settings.audience)),
        headers: challenge('the token does not have a valid audience'),
      };
    }
    const held = scopesOf(claims);
    if (wanted.size > 0 && !held.some((scope) => wanted.has(scope))) {
      return missingScope(rule, claims, scopes);
    }
    exchange.allowedBy = rule;
    exchange.authorizer = {
      type: 'jwt',
      claims: claimTexts(claims),
      scopes: wanted.size === 0 ? null : held,
    };
    return undefined;
  };
}

/** How the tokens of an issuer are checked; to be made once for each authorizer. */
export function tokenCheck(issuer: TokenIssuer, tokens: TokenVerifier, now: () => number): CheckToken {
  if (issuer.kind === 'loopback') return loopbackIssuer(issuer.issuer, now);
  return async (token) => {
    const verified = await tokens.verify([issuer.userPoolArn], token);
    if (verified.valid) return verified;
    const { reason, detail } = verified;
    return { valid: false, reason: reason === 'algorithm' ? 'malformed' : reason, detail };
  };
}

/** What the client is told; the journal has it in full. */
const SAID: Readonly<Record<Extract<PresentedToken, { valid: false }>['reason'], string>> = {
  expired: 'the token has expired',
  issuer: 'the token does not have a valid issuer',
  malformed: 'the token is not valid',
  signature: 'the token does not have a valid signature',
  unreachable: 'the keys of the issuer could not be fetched',
};

/** `client_id` counts only where there is no `aud`. */
function audienceOf({ aud, client_id: clientId }: TokenClaims): readonly string[] {
  const given = aud ?? clientId;
  return (Array.isArray(given) ? given : [given]).filter((one) => typeof one === 'string');
}

function unauthorized(rule: string, detail: string, hint?: string): HttpRefusal {
  return {
    type: 'UNAUTHORIZED',
    message: 'Unauthorized',
    rule,
    detail,
    ...(hint === undefined ? {} : { hint }),
  };
}

function missingToken(rule: string, source: string): HttpRefusal {
  return {
    ...unauthorized(
      rule,
      `The request has no token in ${source}.`,
      'Send the token alone or as `Bearer <token>`. A browser asks OPTIONS without one: a route with ANY or $default catches that too.',
    ),
    headers: { 'www-authenticate': 'Bearer' },
  };
}

function refusedToken(
  rule: string,
  issuer: TokenIssuer,
  { reason, detail }: Extract<PresentedToken, { valid: false }>,
): HttpRefusal {
  switch (reason) {
    case 'expired':
      return unauthorized(rule, detail, 'Refresh the token or sign in again.');
    case 'issuer':
      return unauthorized(
        rule,
        detail,
        `Compare the token's iss with the authorizer's: ${issuer.kind === 'loopback' ? issuer.issuer : issuer.userPoolArn}.`,
      );
    case 'unreachable':
      return {
        ...unauthorized(rule, detail, 'Start the issuer; its keys are asked for again.'),
        failed: true,
      };
    default:
      return unauthorized(rule, detail);
  }
}

function wrongAudience(claims: TokenClaims, audience: readonly string[]): string {
  const [own = 'none'] = audienceOf(claims);
  return `The token is for ${own.slice(0, 100)}; the authorizer takes those for ${audience.join(', ')}.`;
}

function missingScope(rule: string, claims: TokenClaims, scopes: readonly string[]): HttpRefusal {
  const list = scopes.join(', ');
  return forbidden(
    rule,
    `The token has none of the route's scopes (${list}).`,
    claims.token_use === 'id'
      ? `ID tokens have no scopes: send an access token with one of ${list}.`
      : `Ask for one of ${list} at the authorize endpoint; tokens of the InitiateAuth API only hold aws.cognito.signin.user.admin.`,
  );
}
