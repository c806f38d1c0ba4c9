import { type DataRecord, operationsOf, type RecordReceipt } from '@taskyard/contract';
import type { APIGatewayProxyResult } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { ABSENT, bodyOf, expectContracted, sender, testTools } from '../api/module.fixture.ts';
import type { TestRequest } from '../api/proxy-event.fixture.ts';
import { memoryRecordStore } from './memory-record-store.ts';
import { recordRoutes } from './record-routes.ts';

/** The module over an empty store. */
function module() {
  const tools = testTools();
  const routes = recordRoutes({ ...tools, store: memoryRecordStore() });
  const send = sender(routes);
  const create = (body: unknown, more: Partial<TestRequest> = {}): Promise<APIGatewayProxyResult> =>
    send({ method: 'POST', resource: '/records', body, ...more });
  const list = (query: TestRequest['query'] = {}, as = 'ada'): Promise<APIGatewayProxyResult> =>
    send({ method: 'GET', resource: '/records', query, as });
  const one = (method: string, recordId: string, as = 'ada'): Promise<APIGatewayProxyResult> =>
    send({ method, resource: '/records/{recordId}', parameters: { recordId }, as });
  return { ...tools, routes, create, list, one };
}

it('has code for every operation of the module, and answers as the contract says', async () => {
  const { routes, create, list, one } = module();
  expect(routes.map(({ name }) => name)).toEqual(operationsOf('records').map(({ name }) => name));
  const made = await create({ data: { a: 1 } });
  const { id } = bodyOf<RecordReceipt>(made);
  expectContracted('createRecord', made);
  expectContracted('createRecord', await create({ user_id: 'ben', data: 1 }));
  expectContracted('listRecords', await list());
  expectContracted('getRecord', await one('GET', id));
  expectContracted('deleteRecord', await one('DELETE', id));
});

describe('saving', () => {
  it('answers that the data was saved, and where', async () => {
    const { create } = module();
    const made = await create({ user_id: 'ada', data: { temperature: 21.5 } });
    const receipt = bodyOf<RecordReceipt>(made);
    expect(receipt).toEqual({
      message: 'Data saved successfully',
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      size: 20,
      createdAt: '2026-11-20T10:00:00.000Z',
      createdBy: 'ada',
    });
    expect(made).toMatchObject({ statusCode: 201, headers: { Location: `records/${receipt.id}` } });
  });

  it.each([
    '1.0',
    '-0',
    '1e400',
    '12345678901234567890.1234567890',
    'null',
    'false',
    '""',
    '"\\ud800 \\u0000"',
    '{ "b": 1, "a": [ ] , "__proto__": {} }',
    '"ü😀"',
  ])('keeps %s to the letter', async (data) => {
    const { create, one } = module();
    const made = await create(`{"user_id":"ada", "data": ${data} }`);
    expect(made.statusCode).toBe(201);
    const { id, size } = bodyOf<RecordReceipt>(made);
    expect(size).toBe(Buffer.byteLength(data));
    const read = await one('GET', id);
    expect(read.body.endsWith(`,"data":${data}}`)).toBe(true);
    expect(bodyOf<DataRecord>(read).data).toEqual(JSON.parse(data));
  });

  it('refuses to save under anybody else', async () => {
    const { create, list } = module();
    expect(bodyOf(await create({ user_id: 'ben', data: 1 }))).toMatchObject({
      type: 'urn:taskyard:problem:forbidden',
      status: 403,
      errors: [{ pointer: '/user_id' }],
    });
    for (const as of ['ada', 'ben']) expect(bodyOf(await list({}, as))).toEqual({ items: [] });
  });

  it.each<[name: string, body: unknown, pointer: string]>([
    ['no data', {}, '/data'],
    ['no data but an owner', { user_id: 'ada' }, '/data'],
    ['a number for an owner', { user_id: 1, data: 1 }, '/user_id'],
    ['something besides', { data: 1, dat: 2 }, '/dat'],
    ['data nested too deep', `{"data":${'['.repeat(101)}${']'.repeat(101)}}`, `/data${'/0'.repeat(100)}`],
    [
      'data nested absurdly deep',
      `{"data":${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
      `/data${'/0'.repeat(100)}`,
    ],
    ['a list', [{ data: 1 }], ''],
  ])('refuses %s', async (_name, body, pointer) => {
    const { create } = module();
    expect(bodyOf(await create(body))).toMatchObject({ status: 400, errors: [{ pointer }] });
  });

  it('takes exactly 256 KB, a hundred levels, and a text of megabytes without harm', async () => {
    const { create } = module();
    expect((await create({ data: 'x'.repeat(256 * 1024 - 2) })).statusCode).toBe(201);
    const deep = `${'['.repeat(100)}${']'.repeat(100)}`;
    expect((await create(`{"data":${deep}}`)).statusCode).toBe(201);
    expect((await create({ data: '"'.repeat(4_000_000) })).statusCode).toBe(413);
    expect(bodyOf(await create({ data: 'x'.repeat(256 * 1024 - 1) }))).toMatchObject({
      status: 413,
      errors: [{ pointer: '/data' }],
    });
  });

  it('happens once for an Idempotency-Key; other digits are another body', async () => {
    const { create, list } = module();
    const headers = { 'Idempotency-Key': 'k' };
    const first = await create('{"data":1.0}', { headers });
    const again = await create('{ "data": 1.0 }', { headers });
    expect(again).toEqual({ ...first, headers: { ...first.headers, 'Idempotency-Replayed': 'true' } });
    expect((await create('{"data":1.00}', { headers })).statusCode).toBe(422);
    expect(bodyOf<{ items: unknown[] }>(await list()).items).toHaveLength(1);
  });
});

it('lists without data, in pages of one owner', async () => {
  const { create, list } = module();
  for (const data of [1, 22, 333]) await create({ data });
  const first = bodyOf<{ items: RecordReceipt[]; nextPageToken: string }>(await list({ pageSize: '2' }));
  expect(first.items.map(({ size }) => size)).toEqual([3, 2]);
  expect(first.items[0]).not.toHaveProperty('data');
  expect(bodyOf(await list({ pageToken: first.nextPageToken }))).toMatchObject({ items: [{ size: 1 }] });
  expect((await list({ pageToken: first.nextPageToken }, 'ben')).statusCode).toBe(400);
});

it("answers 404 to everybody else, as if it weren't there", async () => {
  const { create, one } = module();
  const { id } = bodyOf<RecordReceipt>(await create({ data: 1 }));
  for (const method of ['GET', 'DELETE']) {
    const foreign = await one(method, id, 'ben');
    expect(foreign.statusCode).toBe(404);
    expect(foreign).toEqual(await one(method, ABSENT, 'ben'));
  }
  expect((await one('GET', id)).statusCode).toBe(200);
});
