import { createRemoteJWKSet, errors, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { loopbackUrl } from '../apigateway/http-backend.ts';
import type { TokenClaims } from '../cognito/token-verifier.ts';

/** What is known of a token that was presented to an authorizer. */
export type PresentedToken =
  | { readonly valid: true; readonly claims: TokenClaims }
  /** `unreachable`: the issuer could not be asked for its keys. `detail` never holds the token. */
  | {
      readonly valid: false;
      readonly reason: 'expired' | 'issuer' | 'malformed' | 'signature' | 'unreachable';
      readonly detail: string;
    };

const TIMEOUT = 5_000;
/** An issuer that could not be asked is left alone for this long, in milliseconds. */
const PAUSE = 5_000;

/**
 * Checks the tokens of an OpenID provider on this machine. Its keys are fetched from the `jwks_uri` of its
 * discovery document (OpenID Connect Discovery 1.0, section 4) and remembered.
 */
export function loopbackIssuer(
  issuer: string,
  now: () => number,
): (token: string) => Promise<PresentedToken> {
  let keys: Promise<JWTVerifyGetKey> | undefined;
  let askAgainAt = 0;

  const keysOf = (): Promise<JWTVerifyGetKey> => {
    if (keys === undefined) {
      if (now() < askAgainAt) return Promise.reject(new Error('it did not answer a moment ago'));
      keys = discovered(issuer);
      keys.catch(() => {
        keys = undefined;
        askAgainAt = now() + PAUSE;
      });
    }
    return keys;
  };

  return async (token) => {
    let getKey: JWTVerifyGetKey;
    try {
      getKey = await keysOf();
    } catch (error) {
      return unreachable(issuer, error);
    }
    try {
      const { payload, protectedHeader } = await jwtVerify(token, getKey, {
        algorithms: ['RS256', 'RS384', 'RS512'],
        issuer,
        currentDate: new Date(now()),
        requiredClaims: ['exp'],
      });
      return protectedHeader.kid === undefined
        ? refused('malformed', 'The header of the token names no key (kid).')
        : { valid: true, claims: payload };
    } catch (error) {
      return verdictOf(error, issuer);
    }
  };
}

async function discovered(issuer: string): Promise<JWTVerifyGetKey> {
  const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  // A redirect could lead away from this machine.
  const response = await fetch(address, { redirect: 'error', signal: AbortSignal.timeout(TIMEOUT) });
  if (!response.ok) throw new Error(`${address} answered ${response.status}`);
  const document: unknown = await response.json();
  const uri: unknown =
    typeof document === 'object' && document !== null ? Reflect.get(document, 'jwks_uri') : undefined;
  const url = typeof uri === 'string' ? loopbackUrl(uri) : undefined;
  if (url === undefined) throw new Error('its jwks_uri does not lead to this machine');
  return createRemoteJWKSet(url, { timeoutDuration: TIMEOUT });
}

type Refused = Extract<PresentedToken, { valid: false }>;

function refused(reason: Refused['reason'], detail: string): Refused {
  return { valid: false, reason, detail };
}

function unreachable(issuer: string, error: unknown): Refused {
  const reason = error instanceof Error ? error.message : String(error);
  return refused('unreachable', `The issuer ${issuer} could not be asked for its keys: ${reason}`);
}

function verdictOf(error: unknown, issuer: string): Refused {
  if (error instanceof errors.JWTExpired) return refused('expired', 'The token has expired.');
  if (error instanceof errors.JWTClaimValidationFailed) {
    return error.claim === 'iss'
      ? refused('issuer', `The token was not issued by ${issuer}.`)
      : refused('malformed', `The claim ${error.claim} of the token is missing or does not hold.`);
  }
  if (error instanceof errors.JWSSignatureVerificationFailed || error instanceof errors.JWKSNoMatchingKey) {
    return refused('signature', `The token is not signed by a key of ${issuer}.`);
  }
  if (error instanceof errors.JWSInvalid || error instanceof errors.JWTInvalid) {
    return refused('malformed', 'The token is not a JWT.');
  }
  if (error instanceof errors.JOSEAlgNotAllowed || error instanceof errors.JOSENotSupported) {
    return refused('malformed', 'The token is not signed with an RSA algorithm.');
  }
  return unreachable(issuer, error);
}
