import type { UserPool } from '../model/user-pool.ts';
import type { TokenClaims, TokenVerification, TokenVerifier } from '../token-verifier.ts';
import type { Issuer } from './issuer.ts';
import { hasSignatureOf, parseJwt } from './jwt.ts';
import type { SigningKeys, TokenUse } from './signing-keys.ts';

/** Enough for every session of a busy test; about 20 MB at most. */
const CACHE_CAPACITY = 10_000;

interface VerifiedToken {
  readonly poolId: string;
  readonly kid: string;
  readonly use: TokenUse;
  readonly claims: TokenClaims;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

export interface PoolTokenVerifier extends TokenVerifier {
  /** `verify` for pools by id. */
  verifyForPools(poolIds: readonly string[], token: string): Promise<TokenVerification>;
}

export interface VerifierNeeds {
  readonly keys: SigningKeys;
  readonly issuer: Issuer;
  readonly pool: (poolId: string) => UserPool | undefined;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

type Refusal = Extract<TokenVerification, { valid: false }>;

function refused(reason: Refusal['reason'], detail: string): Refusal {
  return { valid: false, reason, detail };
}

const EXPIRED = refused('expired', 'The token has expired.');

/**
 * Checks tokens against the keys of the pools that may have issued them, and remembers the good ones.
 * A remembered token is looked up by its whole text and counts only while it has not expired, while its
 * pool is among those asked for and while that pool still signs with the same key.
 */
export function tokenVerifier(needs: VerifierNeeds): PoolTokenVerifier {
  const { keys, issuer, pool, now } = needs;
  const cache = new Map<string, VerifiedToken>();

  function remembered(poolIds: readonly string[], token: string): TokenVerification | undefined {
    const known = cache.get(token);
    if (known === undefined || !poolIds.includes(known.poolId)) return undefined;
    if (keys.of(known.poolId)?.[known.use].kid !== known.kid) {
      cache.delete(token);
      return undefined;
    }
    if (known.expiresAt <= now()) {
      cache.delete(token);
      return EXPIRED;
    }
    return { valid: true, use: known.use, claims: known.claims };
  }

  function remember(token: string, verified: VerifiedToken): void {
    const [oldest] = cache.size >= CACHE_CAPACITY ? cache.keys() : [];
    if (oldest !== undefined) cache.delete(oldest);
    Object.freeze(verified.claims);
    cache.set(token, verified);
  }

  async function verifyForPools(poolIds: readonly string[], token: string): Promise<TokenVerification> {
    const known = remembered(poolIds, token);
    if (known) return known;
    const jwt = parseJwt(token);
    if (jwt === undefined) return refused('malformed', 'The token is not a JWT.');
    const { header, claims } = jwt;
    if (header.alg !== 'RS256') {
      return refused('algorithm', 'The token is not signed with RS256.');
    }
    const poolId = poolIds.find((id) => pool(id) !== undefined && issuer(id) === claims.iss);
    if (poolId === undefined) {
      return refused('issuer', 'The token was not issued by a user pool of this authorizer.');
    }
    const use = claims.token_use;
    if (use !== 'id' && use !== 'access') {
      return refused('malformed', 'The token is neither an ID token nor an access token.');
    }
    const key = keys.of(poolId)?.[use];
    if (key === undefined || header.kid !== key.kid || !(await hasSignatureOf(jwt, key.publicKey))) {
      return refused('signature', `The token is not signed by the user pool ${poolId}.`);
    }
    const expiry = claims.exp;
    if (typeof expiry !== 'number') return refused('malformed', 'The token has no expiry.');
    const expiresAt = expiry * 1000;
    if (expiresAt <= now()) return EXPIRED;
    remember(token, { poolId, kid: key.kid, use, claims, expiresAt });
    return { valid: true, use, claims };
  }

  return {
    verifyForPools,
    verify(arns, token) {
      const ids = arns.map((arn) => arn.slice(arn.lastIndexOf('/') + 1));
      return verifyForPools(
        ids.filter((id, index) => pool(id)?.arn === arns[index]),
        token,
      );
    },
  };
}
