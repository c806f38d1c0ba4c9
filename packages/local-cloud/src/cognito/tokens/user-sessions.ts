import { createHash } from 'node:crypto';
import { AwsError } from '../../aws/aws-error.ts';
import type { Sources } from '../../aws/sources.ts';
import { type JsonCollection, jsonCollection } from '../../store/json-collection.ts';
import type { OrderedStore } from '../../store/ordered-store.ts';
import { keyedLock } from '../state/keyed-lock.ts';

/** One sign-in: every token that came from it carries its `originJti`. */
export interface UserSession {
  readonly poolId: string;
  readonly clientId: string;
  readonly sub: string;
  readonly originJti: string;
  /** Seconds since the epoch. */
  readonly authTime: number;
  readonly scopes: readonly string[];
  /** OAuth-issued access tokens say `version: 2`, and only their refresh tokens work at the token endpoint. */
  readonly origin: 'api' | 'oauth';
  readonly nonce?: string;
  /** Milliseconds since the epoch: when the last of its tokens ends. */
  readonly expiresAt: number;
  readonly revoked: boolean;
}

/** What a refresh token stands for. Only its hash is kept. */
interface RefreshRecord {
  readonly session: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
  /** When a rotation replaced it. */
  readonly rotatedAt?: number;
}

/** A refresh token in the hand of a client. */
export interface Refresh {
  readonly poolId: string;
  readonly clientId: string;
  readonly token: string;
  /** How long a token that was replaced still counts. */
  readonly graceSeconds: number;
}

export interface UserSessions {
  /** Starts a session; `refreshSeconds` undefined makes one without a refresh token. */
  start(session: UserSession, refreshSeconds: number | undefined): Promise<string | undefined>;
  /** The session, unless it ended or was revoked. */
  live(poolId: string, sub: string, originJti: string): UserSession | undefined;
  /**
   * The session that the refresh token opens.
   * Throws NotAuthorizedException or RefreshTokenReuseException.
   */
  check(refresh: Refresh): UserSession;
  /** Checks once more, and gives the token's successor, which keeps the remaining life. */
  rotate(refresh: Refresh): Promise<string>;
  /** The session of a refresh token, whatever became of it; undefined for what was never one. */
  ofToken(token: string): UserSession | undefined;
  /** Those of a user that neither ended nor were revoked. */
  open(poolId: string, sub: string): Promise<UserSession[]>;
  revoke(session: UserSession): Promise<void>;
  revokeAll(poolId: string, sub: string): Promise<void>;
  removeUser(poolId: string, sub: string): Promise<void>;
  removePool(poolId: string): Promise<void>;
  /** Forgets what ended by itself. */
  sweep(): Promise<void>;
}

/** The protected header of the JWE that Cognito's refresh tokens look like. */
const JWE_HEADER = Buffer.from('{"cty":"JWT","enc":"A256GCM","alg":"RSA-OAEP"}').toString('base64url');

/** How many sign-ins may pass until the sessions that ended are looked for again. */
const SWEEP_EVERY = 1000;

function invalid(): AwsError {
  return new AwsError('NotAuthorizedException', 'Invalid Refresh Token.');
}

export function userSessions(store: OrderedStore, sources: Sources): UserSessions {
  const sessions: JsonCollection<UserSession> = jsonCollection(store);
  const tokens: JsonCollection<RefreshRecord> = jsonCollection(store);
  const rotations = keyedLock();

  const sessionId = (poolId: string, sub: string, originJti: string): string =>
    `session/${poolId}/${sub}/${originJti}`;
  const tokenId = (token: string): string =>
    `token/${createHash('sha256').update(token).digest('base64url')}`;

  /** Opaque: it only looks like the encrypted token that AWS gives. */
  function newToken(): string {
    const part = (length: number): string => sources.bytes(length).toString('base64url');
    return [JWE_HEADER, part(256), part(12), part(480), part(16)].join('.');
  }

  async function listed(prefix: string): Promise<[string, UserSession][]> {
    const found: [string, UserSession][] = [];
    for await (const [id, session] of sessions.list(prefix)) found.push([id, session]);
    return found;
  }

  async function sweep(): Promise<void> {
    const now = sources.now();
    const ended = (await listed('session/')).filter(([, session]) => session.expiresAt <= now);
    await store.write(ended.map(([id]) => sessions.deleteWrite(id)));
    for await (const [id, record] of tokens.list('token/')) {
      if (record.expiresAt <= now || sessions.get(record.session) === undefined) await tokens.delete(id);
    }
  }

  let started = 0;

  async function start(
    session: UserSession,
    refreshSeconds: number | undefined,
  ): Promise<string | undefined> {
    started += 1;
    if (started % SWEEP_EVERY === 0) await sweep();
    const id = sessionId(session.poolId, session.sub, session.originJti);
    if (refreshSeconds === undefined) {
      await sessions.put(id, session);
      return undefined;
    }
    const token = newToken();
    const expiresAt = sources.now() + refreshSeconds * 1000;
    const lasting = { ...session, expiresAt: Math.max(session.expiresAt, expiresAt) };
    await store.write([
      sessions.putWrite(id, lasting),
      tokens.putWrite(tokenId(token), { session: id, expiresAt }),
    ]);
    return token;
  }

  function found({ poolId, clientId, token, graceSeconds }: Refresh): [RefreshRecord, UserSession] {
    const record = tokens.get(tokenId(token));
    const session = record && sessions.get(record.session);
    if (record === undefined || session === undefined) throw invalid();
    if (session.poolId !== poolId || session.clientId !== clientId) throw invalid();
    if (session.revoked) throw new AwsError('NotAuthorizedException', 'Refresh Token has been revoked');
    const now = sources.now();
    if (record.expiresAt <= now) throw new AwsError('NotAuthorizedException', 'Refresh Token has expired');
    if (record.rotatedAt !== undefined && record.rotatedAt + graceSeconds * 1000 <= now) {
      throw new AwsError('RefreshTokenReuseException', 'Refresh token reuse detected');
    }
    return [record, session];
  }

  async function rotate(refresh: Refresh): Promise<string> {
    const [record] = found(refresh);
    const successor = newToken();
    await store.write([
      tokens.putWrite(tokenId(refresh.token), {
        ...record,
        rotatedAt: record.rotatedAt ?? sources.now(),
      }),
      tokens.putWrite(tokenId(successor), { session: record.session, expiresAt: record.expiresAt }),
    ]);
    return successor;
  }

  async function revoke(session: UserSession): Promise<void> {
    const id = sessionId(session.poolId, session.sub, session.originJti);
    const current = sessions.get(id);
    if (current) await sessions.put(id, { ...current, revoked: true });
  }

  async function removePrefix(prefix: string): Promise<void> {
    await store.write((await listed(prefix)).map(([id]) => sessions.deleteWrite(id)));
  }

  return {
    start,
    live(poolId, sub, originJti) {
      const session = sessions.get(sessionId(poolId, sub, originJti));
      return session && !session.revoked && session.expiresAt > sources.now() ? session : undefined;
    },
    check: (refresh) => found(refresh)[1],
    rotate: (refresh) => rotations.run(tokenId(refresh.token), () => rotate(refresh)),
    ofToken(token) {
      const record = tokens.get(tokenId(token));
      return record && sessions.get(record.session);
    },
    async open(poolId, sub) {
      const all = (await listed(`session/${poolId}/${sub}/`)).map(([, session]) => session);
      return all.filter(({ revoked, expiresAt }) => !revoked && expiresAt > sources.now());
    },
    revoke,
    async revokeAll(poolId, sub) {
      const open = (await listed(`session/${poolId}/${sub}/`)).filter(([, session]) => !session.revoked);
      await store.write(open.map(([id, session]) => sessions.putWrite(id, { ...session, revoked: true })));
    },
    removeUser: (poolId, sub) => removePrefix(`session/${poolId}/${sub}/`),
    removePool: (poolId) => removePrefix(`session/${poolId}/`),
    sweep,
  };
}
