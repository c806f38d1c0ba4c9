import type { TokenClaims, TokenVerification, TokenVerifier } from '../cognito/token-verifier.ts';
import type { Check } from './check.ts';
import { claimStrings } from './claim-strings.ts';
import { requestParameter } from './context-variables.ts';
import { wholeMatch } from './java-pattern.ts';
import { type Refusal, unauthorized } from './refusal.ts';
import type { AuthorizerSettings } from './rest-api-model.ts';

const RULE = 'COGNITO_USER_POOLS authorizer';

/**
 * The check of a method behind a Cognito authorizer: without scopes the method takes ID tokens, with
 * scopes it takes access tokens that have at least one of them.
 * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-integrate-with-cognito.html
 */
export function cognitoAuthorizer(
  settings: AuthorizerSettings & { readonly type: 'COGNITO_USER_POOLS' },
  scopes: readonly string[],
  tokens: TokenVerifier,
): Check {
  const source = settings.identitySources[0] ?? 'method.request.header.Authorization';
  const sourceName = source.slice(source.lastIndexOf('.') + 1);
  const audience =
    settings.identityValidationExpression === undefined
      ? undefined
      : wholeMatch(settings.identityValidationExpression);
  const wanted = new Set(scopes);
  const rule = `${RULE} ${settings.name}`;

  return async (exchange) => {
    const presented = requestParameter(source, exchange)?.trim() ?? '';
    const token = presented.replace(/^Bearer\s+/i, '');
    if (token === '') {
      return unauthorized(
        rule,
        `The request has no ${sourceName} header.`,
        `Send the token in the ${sourceName} header.`,
      );
    }
    const verified = await tokens.verify(settings.providerArns, token);
    if (!verified.valid) return refusedToken(rule, verified);
    if (audience !== undefined && !audience.test(String(verified.claims.aud ?? ''))) {
      return unauthorized(
        rule,
        "The token's aud does not match the authorizer's IdentityValidationExpression.",
      );
    }
    const refusal =
      wanted.size === 0
        ? refusedUse(rule, verified.use)
        : refusedScopes(rule, verified.use, verified.claims, wanted);
    if (refusal !== undefined) return refusal;
    exchange.allowedBy = rule;
    exchange.authorizer = { claims: claimStrings(verified.claims) };
    return undefined;
  };
}

function refusedToken(rule: string, verified: TokenVerification & { readonly valid: false }): Refusal {
  switch (verified.reason) {
    case 'expired':
      return {
        type: 'UNAUTHORIZED',
        message: 'The incoming token has expired',
        rule,
        detail: verified.detail,
        hint: 'Refresh the token or sign in again.',
      };
    case 'issuer':
      return unauthorized(
        rule,
        verified.detail,
        "The token was not issued by a user pool of this authorizer: compare its iss with the authorizer's ProviderARNs.",
      );
    case 'malformed':
      return unauthorized(rule, verified.detail, 'Send the JWT alone or as `Bearer <JWT>`.');
    default:
      return unauthorized(rule, verified.detail);
  }
}

function refusedUse(rule: string, use: 'id' | 'access'): Refusal | undefined {
  if (use === 'id') return undefined;
  return unauthorized(
    rule,
    'An access token was sent to a method without authorization scopes.',
    'A method without AuthorizationScopes takes ID tokens: send the ID token, or set scopes on the method.',
  );
}

function refusedScopes(
  rule: string,
  use: 'id' | 'access',
  claims: TokenClaims,
  wanted: ReadonlySet<string>,
): Refusal | undefined {
  const list = [...wanted].join(', ');
  if (use === 'id') {
    return unauthorized(
      rule,
      'An ID token was sent to a method with authorization scopes.',
      `A method with AuthorizationScopes takes access tokens: send the access token with one of ${list}.`,
    );
  }
  const held = typeof claims.scope === 'string' ? claims.scope.split(' ') : [];
  if (held.some((scope) => wanted.has(scope))) return undefined;
  return unauthorized(
    rule,
    `The access token has none of the method's scopes (${list}).`,
    `Ask for one of ${list} at the authorize endpoint; tokens of the InitiateAuth API only hold aws.cognito.signin.user.admin.`,
  );
}
