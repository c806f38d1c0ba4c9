import { createHash } from 'node:crypto';
import type { AppClient } from '../model/app-client.ts';
import type { GroupClaims } from '../model/group.ts';
import type { User } from '../model/user.ts';
import { asClaims } from './readable-attributes.ts';
import type { UserSession } from './user-sessions.ts';

/** What both tokens of one issue share. Times are in seconds since the epoch. */
export interface IssueFacts {
  readonly issuer: string;
  readonly client: AppClient;
  readonly user: User;
  readonly session: UserSession;
  readonly groups: GroupClaims;
  readonly eventId: string;
  readonly issuedAt: number;
}

type Claims = Record<string, unknown>;

/** The names in the order in which Cognito's own tokens have them. */
export function idClaims(
  facts: IssueFacts,
  attributes: Readonly<Record<string, string>>,
  jti: string,
  lifetime: number,
): Claims {
  const { user, session, groups } = facts;
  return {
    sub: user.sub,
    ...(groups.groups.length > 0 ? { 'cognito:groups': groups.groups } : {}),
    ...(groups.preferredRole ? { 'cognito:preferred_role': groups.preferredRole } : {}),
    iss: facts.issuer,
    'cognito:username': user.username,
    ...(groups.roles.length > 0 ? { 'cognito:roles': groups.roles } : {}),
    ...(session.nonce === undefined ? {} : { nonce: session.nonce }),
    origin_jti: session.originJti,
    aud: facts.client.id,
    event_id: facts.eventId,
    token_use: 'id',
    auth_time: session.authTime,
    exp: facts.issuedAt + lifetime,
    iat: facts.issuedAt,
    jti,
    ...asClaims(attributes),
  };
}

export function accessClaims(facts: IssueFacts, jti: string, lifetime: number): Claims {
  const { user, session, groups } = facts;
  return {
    sub: user.sub,
    ...(groups.groups.length > 0 ? { 'cognito:groups': groups.groups } : {}),
    iss: facts.issuer,
    ...(session.origin === 'oauth' ? { version: 2 } : {}),
    client_id: facts.client.id,
    origin_jti: session.originJti,
    event_id: facts.eventId,
    token_use: 'access',
    scope: session.scopes.join(' '),
    auth_time: session.authTime,
    exp: facts.issuedAt + lifetime,
    iat: facts.issuedAt,
    jti,
    username: user.username,
  };
}

/** The binding of an ID token to its access token (OpenID Connect Core 3.1.3.6). */
export function accessTokenHash(accessToken: string): string {
  return createHash('sha256').update(accessToken).digest().subarray(0, 16).toString('base64url');
}
