import type { CognitoCore } from '../core.ts';
import type { AppClient } from '../model/app-client.ts';
import type { GroupClaims } from '../model/group.ts';
import type { User } from '../model/user.ts';
import type { UserPool } from '../model/user-pool.ts';
import type { TokenUse } from '../tokens/signing-keys.ts';
import { triggerAttributes } from './trigger-runner.ts';

export type TokenGenerationSource =
  | 'TokenGeneration_HostedAuth'
  | 'TokenGeneration_Authentication'
  | 'TokenGeneration_NewPasswordChallenge'
  | 'TokenGeneration_RefreshTokens';

type Claims = Readonly<Record<string, unknown>>;

export interface TokenGeneration {
  readonly pool: UserPool;
  readonly client: AppClient;
  readonly user: User;
  readonly source: TokenGenerationSource;
  readonly groups: GroupClaims;
  readonly scopes: readonly string[];
  readonly claims: Readonly<Record<TokenUse, Claims>>;
  readonly clientMetadata?: Readonly<Record<string, string>>;
}

/** What no function may change. */
const FIXED: ReadonlySet<string> = new Set([
  'acr',
  'amr',
  'aud',
  'at_hash',
  'auth_time',
  'azp',
  'cognito:username',
  'exp',
  'iat',
  'identities',
  'iss',
  'jti',
  'nbf',
  'nonce',
  'origin_jti',
  'sub',
  'token_use',
]);

/** What no function may change in an access token beside them. */
const FIXED_ACCESS: ReadonlySet<string> = new Set(['client_id', 'event_id', 'scope', 'username', 'version']);

function record(value: unknown): Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : {};
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}

function changed(claims: Claims, overrides: Record<string, unknown>, use: TokenUse): Claims {
  const fixed = (name: string): boolean => FIXED.has(name) || (use === 'access' && FIXED_ACCESS.has(name));
  const suppressed = texts(overrides.claimsToSuppress);
  const kept = Object.entries(claims).filter(([name]) => fixed(name) || !suppressed.includes(name));
  const added = Object.entries(record(overrides.claimsToAddOrOverride)).filter(
    ([name, value]) => !fixed(name) && !suppressed.includes(name) && value !== null && value !== undefined,
  );
  return Object.fromEntries([...kept, ...added]);
}

function withGroups(claims: Claims, override: unknown, use: TokenUse): Claims {
  const given = record(override);
  if (!Array.isArray(given.groupsToOverride)) return claims;
  const groups = texts(given.groupsToOverride);
  const roles = texts(given.iamRolesToOverride);
  const preferred = given.preferredRole;
  const { 'cognito:groups': _groups, 'cognito:roles': _roles, ...rest } = claims;
  return {
    ...rest,
    ...(groups.length > 0 ? { 'cognito:groups': groups } : {}),
    ...(use === 'id' && roles.length > 0 ? { 'cognito:roles': roles } : {}),
    ...(use === 'id' && typeof preferred === 'string' && preferred !== ''
      ? { 'cognito:preferred_role': preferred }
      : {}),
  };
}

/** A function may not give out Cognito's own scopes or those of OpenID Connect. */
function addable(scope: string): boolean {
  return !scope.startsWith('aws.') && !['openid', 'email', 'phone', 'profile'].includes(scope);
}

function withScopes(claims: Claims, scopes: readonly string[], overrides: Record<string, unknown>): Claims {
  const suppressed = texts(overrides.scopesToSuppress);
  const added = texts(overrides.scopesToAdd).filter(addable);
  const kept = [...scopes, ...added].filter((scope) => !suppressed.includes(scope));
  return { ...claims, scope: [...new Set(kept)].join(' ') };
}

/**
 * The claims of both tokens after the pool's PreTokenGeneration function, when it has one. The first
 * version of the event changes the ID token, and the groups of both; the second changes either.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html
 */
export async function generatedClaims(
  core: CognitoCore,
  generation: TokenGeneration,
): Promise<Readonly<Record<TokenUse, Claims>>> {
  const { pool, user, groups, claims } = generation;
  const second = (pool.settings.LambdaConfig.PreTokenGenerationConfig?.LambdaVersion ?? 'V1_0') !== 'V1_0';
  const response = await core.triggers.run({
    pool,
    trigger: 'PreTokenGeneration',
    source: generation.source,
    clientId: generation.client.id,
    userName: user.username,
    ...(second ? { version: '2' } : {}),
    request: {
      userAttributes: triggerAttributes(user),
      groupConfiguration: {
        groupsToOverride: groups.groups,
        iamRolesToOverride: groups.roles,
        preferredRole: groups.preferredRole ?? null,
      },
      ...(second ? { scopes: generation.scopes } : {}),
      ...(generation.clientMetadata ? { clientMetadata: generation.clientMetadata } : {}),
    },
    response: second ? { claimsAndScopeOverrideDetails: null } : { claimsOverrideDetails: null },
  });
  if (response === undefined) return claims;
  const details = record(response[second ? 'claimsAndScopeOverrideDetails' : 'claimsOverrideDetails']);
  const override = details.groupOverrideDetails;
  const forId = second ? record(details.idTokenGeneration) : details;
  const forAccess = second ? record(details.accessTokenGeneration) : {};
  const access = changed(withGroups(claims.access, override, 'access'), forAccess, 'access');
  return {
    id: changed(withGroups(claims.id, override, 'id'), forId, 'id'),
    access: second ? withScopes(access, generation.scopes, forAccess) : access,
  };
}
