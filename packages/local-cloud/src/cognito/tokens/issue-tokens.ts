import type { CognitoCore } from '../core.ts';
import { type AppClient, tokenLifetimes } from '../model/app-client.ts';
import { groupClaims, groupId } from '../model/group.ts';
import type { User } from '../model/user.ts';
import type { UserPool } from '../model/user-pool.ts';
import { generatedClaims, type TokenGenerationSource } from '../triggers/pre-token-generation.ts';
import { signJwt } from './jwt.ts';
import { attributesForScopes, readableAttributes } from './readable-attributes.ts';
import { accessClaims, accessTokenHash, idClaims } from './token-claims.ts';
import type { UserSession } from './user-sessions.ts';

/** The scope of every access token that the JSON API gives out. */
export const ADMIN_SCOPE = 'aws.cognito.signin.user.admin';

export interface TokenSubject {
  readonly pool: UserPool;
  readonly client: AppClient;
  readonly user: User;
}

export interface SignedTokens {
  /** Absent when an OAuth sign-in did not ask for `openid`. */
  readonly idToken?: string;
  readonly accessToken: string;
  /** Seconds, of the access token. */
  readonly expiresIn: number;
}

export interface SessionTokens extends SignedTokens {
  readonly refreshToken?: string;
}

/** Signs an ID and an access token of a session, as the pool's PreTokenGeneration function shapes them. */
export async function signTokens(
  core: CognitoCore,
  { pool, client, user }: TokenSubject,
  session: UserSession,
  source: TokenGenerationSource,
  clientMetadata?: Readonly<Record<string, string>>,
): Promise<SignedTokens> {
  const keys = await core.keys.ready(pool.id);
  const lifetimes = tokenLifetimes(client);
  const facts = {
    issuer: core.issuer(pool.id),
    client,
    user,
    session,
    groups: groupClaims(user, (name) => core.groups.get(groupId(pool.id, name))),
    eventId: core.sources.uuid(),
    issuedAt: Math.floor(core.sources.now() / 1000),
  };
  const attributes =
    session.origin === 'oauth'
      ? attributesForScopes(client, user, session.scopes)
      : readableAttributes(client, user);
  const plain = {
    id: idClaims(facts, attributes, core.sources.uuid(), lifetimes.id),
    access: accessClaims(facts, core.sources.uuid(), lifetimes.access),
  };
  const claims = await generatedClaims(core, {
    pool,
    client,
    user,
    source,
    groups: facts.groups,
    scopes: session.scopes,
    claims: plain,
    ...(clientMetadata === undefined ? {} : { clientMetadata }),
  });
  const accessToken = await signJwt(keys.access.kid, keys.access.privateKey, claims.access);
  const signed = { accessToken, expiresIn: lifetimes.access };
  if (session.origin === 'api') {
    return { ...signed, idToken: await signJwt(keys.id.kid, keys.id.privateKey, claims.id) };
  }
  if (!session.scopes.includes('openid')) return signed;
  const bound = { at_hash: accessTokenHash(accessToken), ...claims.id };
  return { ...signed, idToken: await signJwt(keys.id.kid, keys.id.privateKey, bound) };
}

export interface SessionRequest {
  readonly origin: 'api' | 'oauth';
  readonly scopes: readonly string[];
  /** Seconds since the epoch. */
  readonly authTime: number;
  readonly nonce?: string;
  readonly withRefreshToken: boolean;
  readonly source: TokenGenerationSource;
  readonly clientMetadata?: Readonly<Record<string, string>>;
}

/** Starts a session of a signed-in user and gives its first tokens. */
export async function startSession(
  core: CognitoCore,
  subject: TokenSubject,
  request: SessionRequest,
): Promise<SessionTokens> {
  const lifetimes = tokenLifetimes(subject.client);
  const session: UserSession = {
    poolId: subject.pool.id,
    clientId: subject.client.id,
    sub: subject.user.sub,
    originJti: core.sources.uuid(),
    authTime: request.authTime,
    scopes: request.scopes,
    origin: request.origin,
    ...(request.nonce === undefined ? {} : { nonce: request.nonce }),
    expiresAt: core.sources.now() + Math.max(lifetimes.access, lifetimes.id) * 1000,
    revoked: false,
  };
  const signed = await signTokens(core, subject, session, request.source, request.clientMetadata);
  const refreshToken = await core.sessions.start(
    session,
    request.withRefreshToken ? lifetimes.refresh : undefined,
  );
  return refreshToken === undefined ? signed : { ...signed, refreshToken };
}
