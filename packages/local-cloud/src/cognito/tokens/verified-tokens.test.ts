import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import fc from 'fast-check';
import { decodeProtectedHeader } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { LOCAL_ACCOUNT } from '../../aws/account.ts';
import { SYSTEM_SOURCES } from '../../aws/sources.ts';
import { SILENT_JOURNAL } from '../../journal/journal.ts';
import { memoryStore } from '../../store/memory-store.ts';
import { type Cognito, createCognito } from '../cognito.ts';
import type { UserPool } from '../model/user-pool.ts';
import { createUserPoolClient } from '../pools/app-clients.ts';
import { createUserPool, deleteUserPool } from '../pools/user-pools.ts';
import { adminCreateUser } from '../users/admin-create-user.ts';
import { startSession } from './issue-tokens.ts';

let offset = 0;
let cognito: Cognito;
let pool: UserPool;
let other: UserPool;
let tokens: { idToken?: string; accessToken: string };

async function newTokens(of: UserPool): Promise<{ idToken?: string; accessToken: string }> {
  const { core } = cognito;
  const client = await createUserPoolClient(core, { UserPoolId: of.id, ClientName: 'web' });
  const username = `user-${core.sources.uuid()}`;
  const user = await adminCreateUser(core, of, { username, attributes: {}, messageAction: 'SUPPRESS' });
  return startSession(
    core,
    { pool: of, client, user },
    {
      origin: 'api',
      scopes: ['aws.cognito.signin.user.admin'],
      authTime: Math.floor(core.sources.now() / 1000),
      withRefreshToken: false,
      source: 'TokenGeneration_Authentication',
    },
  );
}

beforeAll(async () => {
  cognito = await createCognito(
    {
      account: LOCAL_ACCOUNT,
      sources: { ...SYSTEM_SOURCES, now: () => Date.now() + offset },
      journal: SILENT_JOURNAL,
      store: memoryStore(),
      origin: 'http://localhost:4566',
    },
    {
      invoker: () => {
        throw new Error('There are no functions.');
      },
    },
  );
  pool = await createUserPool(cognito.core, { PoolName: 'one' });
  other = await createUserPool(cognito.core, { PoolName: 'two' });
  tokens = await newTokens(pool);
});

const json = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const parts = (token: string): [string, string, string] => {
  const [head = '', body = '', tail = ''] = token.split('.');
  return [head, body, tail];
};
const decoded = (part: string): Record<string, unknown> =>
  JSON.parse(Buffer.from(part, 'base64url').toString());

function publicPem(): string {
  const key = cognito.core.keys.of(pool.id)?.access.publicKey;
  return key?.export({ type: 'spki', format: 'pem' }).toString() ?? '';
}

const forgeries: [name: string, forge: (token: string) => string, reason: string][] = [
  ['nothing', () => '', 'malformed'],
  ['no JWT', () => 'abc', 'malformed'],
  ['two parts', (token) => token.split('.').slice(0, 2).join('.'), 'malformed'],
  ['four parts', (token) => `${token}.x`, 'malformed'],
  ['a space behind it', (token) => `${token} `, 'malformed'],
  ['padding behind it', (token) => `${token}==`, 'malformed'],
  ['a megabyte', () => `${'a'.repeat(1_000_000)}.b.c`, 'malformed'],
  ['a header that is a list', (token) => `${json([])}.${parts(token)[1]}.${parts(token)[2]}`, 'malformed'],
  [
    'alg none',
    (token) => `${json({ ...decoded(parts(token)[0]), alg: 'none' })}.${parts(token)[1]}.`,
    'malformed',
  ],
  [
    'alg none and a signature',
    (token) => `${json({ ...decoded(parts(token)[0]), alg: 'none' })}.${parts(token)[1]}.AAAA`,
    'algorithm',
  ],
  [
    'HS256 with the public key',
    (token) => {
      const signed = `${json({ ...decoded(parts(token)[0]), alg: 'HS256' })}.${parts(token)[1]}`;
      return `${signed}.${createHmac('sha256', publicPem()).update(signed).digest('base64url')}`;
    },
    'algorithm',
  ],
  [
    'changed claims',
    (token) => {
      const [head, body, tail] = parts(token);
      return `${head}.${json({ ...decoded(body), sub: 'mallory' })}.${tail}`;
    },
    'signature',
  ],
  [
    'a key of the attacker',
    (token) => {
      const [head, body] = parts(token);
      const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
      const signature = sign('RSA-SHA256', Buffer.from(`${head}.${body}`), privateKey);
      return `${head}.${body}.${signature.toString('base64url')}`;
    },
    'signature',
  ],
  [
    'a key in its header',
    (token) => {
      const [head, body] = parts(token);
      const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
      const header = json({ ...decoded(head), jwk: publicKey.export({ format: 'jwk' }) });
      const signature = sign('RSA-SHA256', Buffer.from(`${header}.${body}`), privateKey);
      return `${header}.${body}.${signature.toString('base64url')}`;
    },
    'signature',
  ],
  [
    'another issuer',
    (token) => {
      const [head, body, tail] = parts(token);
      return `${head}.${json({ ...decoded(body), iss: 'https://evil.example.com' })}.${tail}`;
    },
    'issuer',
  ],
  [
    'the other key’s id',
    (token) => {
      const [head, body, tail] = parts(token);
      const kid = cognito.core.keys.of(pool.id)?.id.kid;
      return `${json({ ...decoded(head), kid })}.${body}.${tail}`;
    },
    'signature',
  ],
  [
    'an access token that says it is an ID token',
    (token) => {
      const [head, body, tail] = parts(token);
      return `${head}.${json({ ...decoded(body), token_use: 'id' })}.${tail}`;
    },
    'signature',
  ],
];

describe('a token', () => {
  it('counts while it lives, from the memory too', async () => {
    for (let time = 0; time < 2; time += 1) {
      const id = await cognito.tokens.verify([other.arn, pool.arn], tokens.idToken ?? '');
      expect(id).toMatchObject({ valid: true, use: 'id', claims: { token_use: 'id' } });
      const access = await cognito.tokens.verify([pool.arn], tokens.accessToken);
      expect(access).toMatchObject({ valid: true, use: 'access' });
    }
  });

  it.each(forgeries)('with %s does not count', async (_name, forge, reason) => {
    const verification = await cognito.tokens.verify([pool.arn], forge(tokens.accessToken));
    expect(verification).toMatchObject({ valid: false, reason });
  });

  it('with any one character changed does not count', async () => {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.';
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.constantFrom(...alphabet), async (place, letter) => {
        const at = place % tokens.accessToken.length;
        fc.pre(tokens.accessToken[at] !== letter);
        const changed = tokens.accessToken.slice(0, at) + letter + tokens.accessToken.slice(at + 1);
        const verification = await cognito.tokens.verify([pool.arn], changed);
        expect(verification.valid).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  it('of another pool does not count, although it is remembered there', async () => {
    expect((await cognito.tokens.verify([pool.arn], tokens.accessToken)).valid).toBe(true);
    const refused = await cognito.tokens.verify([other.arn], tokens.accessToken);
    expect(refused).toMatchObject({ valid: false, reason: 'issuer' });
    const elsewhere = pool.arn.replace('us-east-1:', 'eu-west-1:');
    expect(await cognito.tokens.verify([elsewhere], tokens.accessToken)).toMatchObject({ reason: 'issuer' });
    expect((await cognito.tokens.verify([], tokens.accessToken)).valid).toBe(false);
  });

  it('ends with its pool and with its time', async () => {
    const third = await createUserPool(cognito.core, { PoolName: 'three' });
    const short = await newTokens(third);
    expect((await cognito.tokens.verify([third.arn], short.accessToken)).valid).toBe(true);
    await deleteUserPool(cognito.core, third.id);
    expect((await cognito.tokens.verify([third.arn], short.accessToken)).valid).toBe(false);

    offset = 3600 * 1000;
    for (let time = 0; time < 2; time += 1) {
      expect(await cognito.tokens.verify([pool.arn], tokens.accessToken)).toMatchObject({
        valid: false,
        reason: 'expired',
      });
    }
    offset = 0;
  });

  it('is signed by the keys that were published before they were stored', async () => {
    const early = await createUserPool(cognito.core, { PoolName: 'early' });
    const published = cognito.backend.jwks(early.id);
    const { accessToken } = await newTokens(early);
    expect(published.keys.map(({ kid }) => kid)).toContain(decodeProtectedHeader(accessToken).kid);
    expect(cognito.backend.jwks(early.id)).toEqual(published);
    expect((await cognito.tokens.verify([early.arn], accessToken)).valid).toBe(true);
  });
});
