import { type Item, operationsOf } from '@taskyard/contract';
import type { APIGatewayProxyResult } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { ABSENT, bodyOf, expectContracted, sender, testTools } from '../api/module.fixture.ts';
import type { TestRequest } from '../api/proxy-event.fixture.ts';
import { itemRoutes } from './item-routes.ts';
import { memoryItemStore } from './memory-item-store.ts';

/** The module over an empty store. */
function module() {
  const tools = testTools();
  const routes = itemRoutes({ ...tools, store: memoryItemStore() });
  const send = sender(routes);
  const create = (body: unknown, more: Partial<TestRequest> = {}): Promise<APIGatewayProxyResult> =>
    send({ method: 'POST', resource: '/items', body, ...more });
  const list = (query: TestRequest['query'] = {}, as = 'ada'): Promise<APIGatewayProxyResult> =>
    send({ method: 'GET', resource: '/items', query, as });
  const one = (method: string, itemId: string, as = 'ada'): Promise<APIGatewayProxyResult> =>
    send({ method, resource: '/items/{itemId}', parameters: { itemId }, as });
  return { ...tools, routes, create, list, one };
}

it('has code for every operation of the module, and answers as the contract says', async () => {
  const { routes, create, list, one } = module();
  expect(routes.map(({ name }) => name)).toEqual(operationsOf('items').map(({ name }) => name));
  const made = await create({ name: 'a' });
  const { id } = bodyOf<Item>(made);
  expectContracted('createItem', made);
  expectContracted('listItems', await list());
  expectContracted('getItem', await one('GET', id));
  expectContracted('deleteItem', await one('DELETE', id, 'ben'));
  expectContracted('deleteItem', await one('DELETE', id));
  expectContracted('getItem', await one('GET', id));
});

describe('creating', () => {
  it.each([
    [{}, { name: 'Unnamed', timestamp: '2026-11-20T10:00:00.000Z' }],
    [{ name: 'Sample' }, { name: 'Sample', timestamp: '2026-11-20T10:00:00.000Z' }],
    [
      { name: 'Sample', timestamp: '2024-01-01T09:30:00+02:00' },
      { name: 'Sample', timestamp: '2024-01-01T09:30:00+02:00' },
    ],
    [{ timestamp: '2024-01-01T09:30:00.123456' }, { timestamp: '2024-01-01T09:30:00.123456' }],
  ])('from %j gives %j', async (body, expected) => {
    const { create, one } = module();
    const made = await create(body);
    expect(made).toMatchObject({ statusCode: 201, headers: { Location: `items/${bodyOf<Item>(made).id}` } });
    expect(bodyOf(made)).toMatchObject({ ...expected, createdBy: 'ada' });
    expect(bodyOf(await one('GET', bodyOf<Item>(made).id, 'ben'))).toEqual(bodyOf(made));
  });

  it.each<[body: unknown, pointer: string]>([
    [{ name: '' }, '/name'],
    [{ name: 'x'.repeat(257) }, '/name'],
    [{ name: 1 }, '/name'],
    [{ timestamp: 'N/A' }, '/timestamp'],
    [{ timestamp: 1700000000 }, '/timestamp'],
    [{ id: 'mine' }, '/id'],
    [{ createdBy: 'ben' }, '/createdBy'],
    [[], ''],
  ])('refuses %j and points at %j', async (body, pointer) => {
    const { create, list } = module();
    expect(bodyOf(await create(body))).toMatchObject({ status: 400, errors: [{ pointer }] });
    expect(bodyOf(await list())).toEqual({ items: [] });
  });

  it('happens once for an Idempotency-Key', async () => {
    const { create, list } = module();
    const headers = { 'Idempotency-Key': 'k' };
    const first = await create({ name: 'a' }, { headers });
    const again = await create({ name: 'a' }, { headers });
    expect(again).toEqual({ ...first, headers: { ...first.headers, 'Idempotency-Replayed': 'true' } });
    expect((await create({ name: 'b' }, { headers })).statusCode).toBe(422);
    expect(bodyOf<{ items: Item[] }>(await list()).items).toHaveLength(1);
  });
});

it("lists everybody's items to everybody, in pages whose tokens serve one caller", async () => {
  const { create, list } = module();
  for (const name of ['a', 'b', 'c']) await create({ name }, { as: name });
  const first = bodyOf<{ items: Item[]; nextPageToken: string }>(await list({ pageSize: '2' }));
  expect(first.items.map(({ name }) => name)).toEqual(['c', 'b']);
  const { nextPageToken: pageToken } = first;
  expect(bodyOf(await list({ pageSize: '2', pageToken }))).toMatchObject({ items: [{ name: 'a' }] });
  expect((await list({ pageToken }, 'ben')).statusCode).toBe(400);
});

describe('deleting', () => {
  it('is for the maker alone; others are told so', async () => {
    const { create, one } = module();
    const { id } = bodyOf<Item>(await create({ name: 'a' }));
    expect(bodyOf(await one('DELETE', id, 'ben'))).toMatchObject({
      type: 'urn:taskyard:problem:forbidden',
      status: 403,
      detail: 'Somebody else made this item',
    });
    expect((await one('GET', id)).statusCode).toBe(200);
    expect((await one('DELETE', id)).statusCode).toBe(204);
    expect((await one('DELETE', id)).statusCode).toBe(404);
  });

  it.each([ABSENT, 'x', '../x'])('finds nothing under %s', async (id) => {
    const { one } = module();
    for (const method of ['GET', 'DELETE']) expect((await one(method, id)).statusCode).toBe(404);
  });
});
