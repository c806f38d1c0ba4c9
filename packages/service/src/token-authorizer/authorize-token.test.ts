import { randomBytes } from 'node:crypto';
import type { APIGatewayTokenAuthorizerEvent } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { memoryTokenStore } from '../tokens/memory-token-store.ts';
import type { TokenGrants } from '../tokens/token-store.ts';
import { newTokenValue, tokenHash } from '../tokens/token-value.ts';
import { tokenAuthorizer } from './authorize-token.ts';

const NOW = Date.parse('2026-11-20T10:00:00.000Z');
const HOUR = 60 * 60 * 1000;
const API = 'arn:aws:execute-api:us-east-1:123456789012:a1b2c3d4e5/dev';

async function authorizing(broken: Partial<TokenGrants> = {}) {
  const clock = { now: NOW };
  const value = newTokenValue(randomBytes);
  const store = memoryTokenStore();
  await store.insert({
    id: '01890a5d-ac96-774b-bcce-b302099a8057',
    owner: 'ada',
    hash: tokenHash(value),
    name: 'ci',
    scopes: ['tasks/read', 'tasks/write'],
    createdAt: '2026-11-20T09:00:00.000Z',
    expiresAt: '2026-11-20T20:00:00.000Z',
  });
  const logged: unknown[] = [];
  const uses: string[] = [];
  const log = (message: string, fields: Record<string, unknown>): void => void logged.push(message, fields);
  const authorize = tokenAuthorizer({
    grants: {
      find: store.find,
      noteUse: async (grant, at, before) => {
        uses.push(at);
        await store.noteUse(grant, at, before);
      },
      ...broken,
    },
    usageKeys: ['a-key'],
    now: () => clock.now,
    log: { info: log, warn: log },
  });
  const ask = (authorizationToken: string) => {
    const event: APIGatewayTokenAuthorizerEvent = {
      type: 'TOKEN',
      authorizationToken,
      methodArn: `${API}/GET/tasks`,
    };
    return authorize(event);
  };
  return { clock, value, store, logged, uses, ask };
}

describe('a token', () => {
  it.each(['', 'Bearer '])('is taken with %j before it, for its owner and its scopes', async (before) => {
    const { ask, value } = await authorizing();
    const answer = await ask(`${before}${value}`);
    expect(answer).toMatchObject({
      principalId: 'ada',
      usageIdentifierKey: 'a-key',
      context: {
        sub: 'ada',
        scopes: 'tasks/read tasks/write',
        tokenId: '01890a5d-ac96-774b-bcce-b302099a8057',
        tokenName: 'ci',
        tokenExpiresAt: '2026-11-20T20:00:00.000Z',
      },
      policyDocument: { Statement: [{ Effect: 'Allow', Action: 'execute-api:Invoke' }] },
    });
    expect(JSON.stringify(answer)).toContain(`${API}/PUT/tasks/*`);
    expect(JSON.stringify(answer)).not.toContain('/notes');
  });

  it.each<[name: string, token: (value: string) => string]>([
    ['another value', () => newTokenValue(randomBytes)],
    ['the hash', (value) => `ty_pat_${tokenHash(value)}`],
    ['no token at all', () => 'my-super-secret-token'],
    ['a value with something behind it', (value) => `${value}0`],
  ])('is not %s', async (_name, token) => {
    const { ask, value } = await authorizing();
    await expect(ask(token(value))).rejects.toThrow(/^Unauthorized$/);
  });

  it('ends when its time is over, and when it is revoked', async () => {
    const { ask, value, clock, store } = await authorizing();
    clock.now = Date.parse('2026-11-20T19:59:59.999Z');
    await ask(value);
    clock.now += 1;
    await expect(ask(value)).rejects.toThrow(/^Unauthorized$/);
    clock.now = NOW;
    await store.delete('ada', '01890a5d-ac96-774b-bcce-b302099a8057');
    await expect(ask(value)).rejects.toThrow(/^Unauthorized$/);
  });

  it('is noted as used at most once an hour', async () => {
    const { ask, value, clock, uses } = await authorizing();
    await ask(value);
    clock.now += HOUR - 1;
    await ask(value);
    clock.now += 1;
    await ask(value);
    expect(uses).toEqual(['2026-11-20T10:00:00.000Z', '2026-11-20T11:00:00.000Z']);
  });

  it('works also when its use cannot be noted', async () => {
    const { ask, value, logged } = await authorizing({
      noteUse: () => Promise.reject(new Error('throttled')),
    });
    expect(await ask(value)).toMatchObject({ principalId: 'ada' });
    expect(logged[0]).toBe('use not noted');
  });

  it('stands in no log', async () => {
    const { ask, value, logged, clock } = await authorizing();
    await ask(value);
    clock.now += 24 * HOUR;
    await ask(value).catch(() => undefined);
    await ask(newTokenValue(randomBytes)).catch(() => undefined);
    expect(logged.length).toBeGreaterThan(0);
    expect(JSON.stringify(logged)).not.toMatch(/ty_pat_/);
    expect(JSON.stringify(logged)).not.toContain(tokenHash(value));
  });
});

it('fails otherwise when the table cannot be read, so that nothing is cached', async () => {
  const { ask, value } = await authorizing({ find: () => Promise.reject(new Error('throttled')) });
  await expect(ask(value)).rejects.toThrow('throttled');
});
