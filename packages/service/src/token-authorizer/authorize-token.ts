import type { APIGatewayAuthorizerResult, APIGatewayTokenAuthorizerEvent } from 'aws-lambda';
import type { TokenGrant, TokenGrants } from '../tokens/token-store.ts';
import { tokenHash, tokenValueIn } from '../tokens/token-value.ts';
import { scopePolicy } from './scope-policy.ts';
import { usageKeyOf } from './usage-key.ts';

export interface TokenAuthorizerOptions {
  readonly grants: TokenGrants;
  /** The keys of the API's usage plan, which requests are counted by. */
  readonly usageKeys: readonly string[];
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly log: {
    info(message: string, fields: Record<string, unknown>): void;
    warn(message: string, fields: Record<string, unknown>): void;
  };
}

export type TokenAuthorizer = (event: APIGatewayTokenAuthorizerEvent) => Promise<APIGatewayAuthorizerResult>;

const HOUR_MILLISECONDS = 60 * 60 * 1000;

/** How many tokens an environment remembers to have noted the use of. */
const REMEMBERED = 10_000;

/** API Gateway answers 401 to exactly this message, and 500 to any other. */
class UnauthorizedError extends Error {
  override name = 'UnauthorizedError';
  constructor() {
    super('Unauthorized');
  }
}

/** The authorizer of personal access tokens: whose the token is and what it may do, as a policy and a context. */
export function tokenAuthorizer({ grants, usageKeys, now, log }: TokenAuthorizerOptions): TokenAuthorizer {
  const noted = new Map<string, number>();

  async function noteUse(grant: TokenGrant, moment: number): Promise<void> {
    if ((noted.get(grant.id) ?? Number.NEGATIVE_INFINITY) > moment - HOUR_MILLISECONDS) return;
    if (noted.size >= REMEMBERED) noted.clear();
    noted.set(grant.id, moment);
    const at = new Date(moment).toISOString();
    const before = new Date(moment - HOUR_MILLISECONDS).toISOString();
    // Not being able to note it is no reason to refuse who may come in.
    await grants.noteUse(grant, at, before).catch((error: unknown) => log.warn('use not noted', { error }));
  }

  return async ({ authorizationToken, methodArn }) => {
    const value = tokenValueIn(authorizationToken);
    const grant = value === undefined ? undefined : await grants.find(tokenHash(value));
    const moment = now();
    if (grant === undefined || Date.parse(grant.expiresAt) <= moment) {
      log.info('refused', { tokenId: grant?.id, reason: grant === undefined ? 'unknown' : 'expired' });
      throw new UnauthorizedError();
    }
    await noteUse(grant, moment);
    return {
      principalId: grant.owner,
      policyDocument: scopePolicy(methodArn, grant.scopes),
      // All that a function hears of the caller: none of them reads this table for it.
      context: {
        sub: grant.owner,
        scopes: grant.scopes.join(' '),
        tokenId: grant.id,
        tokenName: grant.name,
        tokenExpiresAt: grant.expiresAt,
      },
      usageIdentifierKey: usageKeyOf(grant.owner, usageKeys),
    };
  };
}
