import { randomBytes } from 'node:crypto';
import { type NewlyMadeToken, operationsOf, type Token } from '@taskyard/contract';
import type { APIGatewayProxyResult } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { ABSENT, bodyOf, expectContracted, sender, testTools } from '../api/module.fixture.ts';
import type { TestRequest } from '../api/proxy-event.fixture.ts';
import { memoryTokenStore } from './memory-token-store.ts';
import { tokenRoutes } from './token-routes.ts';
import { tokenHash } from './token-value.ts';

/** The module over an empty store. */
function module() {
  const tools = testTools();
  const store = memoryTokenStore();
  const routes = tokenRoutes({ ...tools, store, bytes: randomBytes });
  const send = sender(routes);
  const create = (body: unknown, more: Partial<TestRequest> = {}): Promise<APIGatewayProxyResult> =>
    send({ method: 'POST', resource: '/tokens', body, ...more });
  const list = (query: TestRequest['query'] = {}, as = 'ada'): Promise<APIGatewayProxyResult> =>
    send({ method: 'GET', resource: '/tokens', query, as });
  const revoke = (tokenId: string, as = 'ada'): Promise<APIGatewayProxyResult> =>
    send({ method: 'DELETE', resource: '/tokens/{tokenId}', parameters: { tokenId }, as });
  return { ...tools, store, routes, create, list, revoke };
}

const body = { name: 'ci', scopes: ['tasks/read'] };

it('has code for every operation of the module, and answers as the contract says', async () => {
  const { routes, create, list, revoke } = module();
  expect(routes.map(({ name }) => name)).toEqual(operationsOf('tokens').map(({ name }) => name));
  const made = await create(body);
  expectContracted('createToken', made);
  expectContracted('createToken', await create({ ...body, scopes: ['notes/read'] }));
  expectContracted('listTokens', await list());
  expectContracted('deleteToken', await revoke(bodyOf<Token>(made).id));
});

describe('making', () => {
  it('shows the value once and keeps its hash alone', async () => {
    const { create, list, store } = module();
    const made = await create({ ...body, expiresInDays: 7 });
    const { token, ...rest } = bodyOf<NewlyMadeToken>(made);
    expect(rest).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      name: 'ci',
      scopes: ['tasks/read'],
      createdAt: '2026-11-20T10:00:00.000Z',
      expiresAt: '2026-11-27T10:00:00.000Z',
    });
    expect(made.headers?.['Cache-Control']).toBe('no-store');
    expect(bodyOf(await list())).toEqual({ items: [rest] });
    expect(await store.find(tokenHash(token))).toMatchObject({ owner: 'ada', scopes: ['tasks/read'] });
  });

  it('lasts 90 days unless told otherwise', async () => {
    const { create } = module();
    expect(bodyOf(await create(body))).toHaveProperty('expiresAt', '2027-02-18T10:00:00.000Z');
  });

  it.each<
    [name: string, scope: string, wanted: readonly string[], status: number, pointers: readonly string[]]
  >([
    ['all that it has itself', 'openid tasks/read tasks/write', ['tasks/write', 'tasks/read'], 201, []],
    ['less', 'tasks/read tasks/write', ['tasks/read'], 201, []],
    ['more', 'tasks/read', ['tasks/read', 'tasks/write', 'notes/read'], 403, ['/scopes/1', '/scopes/2']],
    ['everything from a password sign-in', 'aws.cognito.signin.user.admin', ['networks/write'], 201, []],
  ])('a token may give %s', async (_name, scope, scopes, status, pointers) => {
    const { create, list } = module();
    const result = await create({ ...body, scopes }, { scope });
    expect(result.statusCode).toBe(status);
    const { errors = [] } = bodyOf<{ errors?: { pointer: string }[] }>(result);
    expect(errors.map(({ pointer }) => pointer)).toEqual(pointers);
    expect(bodyOf<{ items: Token[] }>(await list()).items).toHaveLength(status === 201 ? 1 : 0);
  });

  it.each<[body: object, pointer: string]>([
    [{ scopes: ['tasks/read'] }, '/name'],
    [{ name: 'ci' }, '/scopes'],
    [{ name: 'ci', scopes: [] }, '/scopes'],
    [{ name: 'ci', scopes: ['tokens/write'] }, '/scopes/0'],
    [{ name: 'ci', scopes: ['tasks/read', 'tasks/read'] }, '/scopes'],
    [{ ...body, expiresInDays: 0 }, '/expiresInDays'],
    [{ ...body, expiresInDays: 366 }, '/expiresInDays'],
    [{ ...body, token: 'my-super-secret-token' }, '/token'],
    [{ ...body, owner: 'ben' }, '/owner'],
  ])('refuses %j', async (wrong, pointer) => {
    const { create } = module();
    expect(bodyOf(await create(wrong))).toMatchObject({ status: 400, errors: [{ pointer }] });
  });
});

it('revokes one of the caller’s own, and knows no other', async () => {
  const { create, list, revoke } = module();
  const { id } = bodyOf<Token>(await create(body));
  const foreign = await revoke(id, 'ben');
  expect(foreign.statusCode).toBe(404);
  expect(foreign).toEqual(await revoke(ABSENT, 'ben'));
  expect(bodyOf<{ items: Token[] }>(await list()).items).toHaveLength(1);
  expect(bodyOf(await list({}, 'ben'))).toEqual({ items: [] });
  expect((await revoke(id)).statusCode).toBe(204);
  expect((await revoke(id)).statusCode).toBe(404);
});
