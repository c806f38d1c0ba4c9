import { type Operation, operations, operationsOf, problemSchema, type Task } from '@taskyard/contract';
import type { APIGatewayProxyResult } from 'aws-lambda';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createHandler } from '../api/create-handler.ts';
import { proxyEvent, type TestRequest, testContext } from '../api/proxy-event.fixture.ts';
import { createPageTokens } from '../paging/page-tokens.ts';
import { memoryBucket } from '../s3/memory-bucket.fixture.ts';
import { SYSTEM_SOURCES } from '../sources.ts';
import { createUuidV7 } from '../uuid-v7.ts';
import { memoryTaskTable } from './memory-task-table.ts';
import { taskItem, taskOf } from './task-item.ts';
import { taskRoutes } from './task-routes.ts';

const NOW = Date.parse('2026-11-20T10:00:00.000Z');
const ABSENT = '01890a5d-ac96-774b-bcce-b302099a8057';

/** The module over an empty store; `clock.now` is its time. */
function module() {
  const clock = { now: NOW };
  const routes = taskRoutes({
    table: memoryTaskTable(),
    attachments: memoryBucket(() => clock.now),
    transfers: memoryBucket(() => clock.now),
    newSecret: () => 'secret',
    pageTokens: createPageTokens(async () => Buffer.alloc(32, 7)),
    now: () => clock.now,
    newId: createUuidV7({ ...SYSTEM_SOURCES, now: () => clock.now }),
  });
  const handler = createHandler({
    metrics: { record: () => {} },
    routes,
    allowedOrigin: 'https://tasks.example.com',
    log: {
      addContext() {},
      info() {},
      error: (message, fields) => expect.fail(`${message} ${fields.error}`),
    },
    now: () => 0,
  });
  const send = (request: TestRequest): Promise<APIGatewayProxyResult> =>
    handler(proxyEvent(request), testContext);
  const create = (body: unknown, more: Partial<TestRequest> = {}): Promise<APIGatewayProxyResult> =>
    send({ method: 'POST', resource: '/tasks', body, ...more });
  const list = (
    query: TestRequest['query'] = {},
    more: Partial<TestRequest> = {},
  ): Promise<APIGatewayProxyResult> => send({ method: 'GET', resource: '/tasks', query, ...more });
  const one = (
    method: string,
    taskId: string,
    more: Partial<TestRequest> = {},
  ): Promise<APIGatewayProxyResult> =>
    send({ method, resource: '/tasks/{taskId}', parameters: { taskId }, ...more });
  return { clock, routes, create, list, one };
}

const taskIn = (result: APIGatewayProxyResult): Task => JSON.parse(result.body);

it('has code for every operation of the module, and answers as the contract says', async () => {
  const { routes, create, one, list } = module();
  expect(routes.map(({ name, method, resource }) => `${name} ${method} ${resource}`).sort()).toEqual(
    operationsOf('tasks')
      .map(({ name, method, resource }) => `${name} ${method} ${resource}`)
      .sort(),
  );
  const made = await create({ title: 'a', labels: ['x'], dueOn: '2026-12-01', status: 'COMPLETED' });
  const { id } = taskIn(made);
  const answers = [
    ['createTask', made],
    ['listTasks', await list()],
    ['getTask', await one('GET', id)],
    ['updateTask', await one('PUT', id, { body: { status: 'PENDING' } })],
    ['patchTask', await one('PATCH', id, { body: { dueOn: null } })],
  ] as const;
  for (const [name, { statusCode, body, headers }] of answers) {
    const answers: Operation['answers'] = operations[name].answers;
    const form = Object.entries(answers).find(([status]) => status === String(statusCode))?.[1];
    expect(form?.schema?.safeParse(JSON.parse(body)), name).toMatchObject({ success: true });
    expect(headers?.ETag !== undefined, name).toBe(form?.headers?.includes('ETag') ?? false);
  }
});

describe('creating', () => {
  it('fills in what the body leaves out', async () => {
    const { create } = module();
    const made = await create({ title: 'a' });
    expect(made).toMatchObject({ statusCode: 201, headers: { ETag: '"1-1"' } });
    expect(taskIn(made)).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      listId: 'inbox',
      position: expect.stringMatching(/^a[0-9A-Za-z]{23}$/),
      checklist: [],
      commentCount: 0,
      attachmentCount: 0,
      title: 'a',
      status: 'PENDING',
      priority: 'NORMAL',
      labels: [],
      version: 1,
      createdAt: '2026-11-20T10:00:00.000Z',
      updatedAt: '2026-11-20T10:00:00.000Z',
      createdBy: 'ada',
    });
  });

  it.each([
    { title: 'a' },
    { labels: ['x'], dueOn: '2026-12-01', status: 'COMPLETED', description: 'd', title: 'a' },
    { dueAt: '2026-12-01T10:00:00Z', priority: 'LOW', title: 'a' },
  ])('answers %j with the bytes that reading it will give under the same tag', async (body) => {
    const { create } = module();
    const made = await create(body);
    expect(made.body).toBe(JSON.stringify(taskOf(taskItem('ada', taskIn(made), undefined))));
  });

  it('notes when a task is complete from the start', async () => {
    const { create } = module();
    expect(taskIn(await create({ title: 'a', status: 'COMPLETED' }))).toMatchObject({
      completedAt: '2026-11-20T10:00:00.000Z',
    });
  });

  it.each(['/dev/tasks', '/dev/tasks/', '/tasks', '/a/b/tasks'])(
    'says where the task is, from %s',
    async (path) => {
      const { create } = module();
      const made = await create({ title: 'a' }, { path });
      const location = new URL(String(made.headers?.Location), `https://example.com${path}`);
      expect(location.pathname).toBe(`${path.replace(/\/$/, '')}/${taskIn(made).id}`);
    },
  );

  it('happens once for an Idempotency-Key within 24 hours', async () => {
    const { create, list, one, clock } = module();
    const headers = { 'idempotency-key': 'k' };
    const first = await create({ title: 'a', labels: ['x'] }, { headers });
    await one('PUT', taskIn(first).id, { body: { title: 'b' } });
    clock.now += 60_000;
    const again = await create('{ "labels": ["x"], "title": "a" }', { headers });
    expect(again).toEqual({ ...first, headers: { ...first.headers, 'Idempotency-Replayed': 'true' } });
    expect((await create({ title: 'a' }, { headers })).statusCode).toBe(422);
    expect((await create({ title: 'a', labels: ['x'] }, { headers, as: 'ben' })).statusCode).toBe(201);
    expect(JSON.parse((await list()).body).items).toHaveLength(1);
    clock.now = NOW + 24 * 60 * 60 * 1000;
    expect(taskIn(await create({ title: 'a', labels: ['x'] }, { headers })).id).not.toBe(taskIn(first).id);
  });

  it.each(['', ' ', 'a b', 'ü', 'x'.repeat(256)])('refuses the Idempotency-Key %j', async (key) => {
    const { create } = module();
    const result = await create({ title: 'a' }, { headers: { 'Idempotency-Key': key } });
    expect(JSON.parse(result.body)).toMatchObject({ status: 400, errors: [{ pointer: 'Idempotency-Key' }] });
  });

  it.each<[name: string, body: unknown, errors: readonly { pointer: string; detail?: string }[]]>([
    ['no title', {}, [{ pointer: '/title', detail: 'Missing' }]],
    [
      'members that do not exist',
      { title: 'a', owner: 'me', 'a/b~c': 1 },
      [{ pointer: '/owner' }, { pointer: '/a~1b~0c' }],
    ],
    ['who owns it', { title: 'a', createdBy: 'ben' }, [{ pointer: '/createdBy' }]],
    ['__proto__', '{"title":"a","__proto__":{"status":"COMPLETED"}}', [{ pointer: '/__proto__' }]],
    ['a wrong label', { title: 'a', labels: ['x', 1] }, [{ pointer: '/labels/1' }]],
    ['a list', [], [{ pointer: '' }]],
    ['null', 'null', [{ pointer: '' }]],
  ])('refuses a body with %s and says where', async (_name, body, errors) => {
    const { create, list } = module();
    const result = await create(body);
    expect(result.statusCode).toBe(400);
    const problem = problemSchema.parse(JSON.parse(result.body));
    expect(problem.errors).toMatchObject(errors);
    expect(problem.errors).toHaveLength(errors.length);
    expect(JSON.parse((await list()).body)).toEqual({ items: [] });
  });
});

describe('listing', () => {
  it('goes through all pages, newest first, also with a filter', async () => {
    const { create, list } = module();
    for (let count = 0; count < 7; count += 1) {
      await create({ title: String(count), status: count % 2 === 0 ? 'PENDING' : 'COMPLETED' });
    }
    for (const [query, expected] of [
      [{}, '6543210'],
      [{ status: 'PENDING' }, '6420'],
      [{ status: 'CANCELLED' }, ''],
    ] as const) {
      for (const pageSize of ['1', '2', '4', '7', '100']) {
        let titles = '';
        for (let next: Record<string, string> | undefined = { ...query, pageSize }; next !== undefined; ) {
          const result = await list(next);
          const page = JSON.parse(result.body);
          titles += page.items.map(({ title }: Task) => title).join('');
          const link = /^<\?(.*)>; rel="next"$/.exec(String(result.headers?.Link ?? ''))?.[1];
          next = link === undefined ? undefined : Object.fromEntries(new URLSearchParams(link));
          expect(next?.pageToken).toBe(page.nextPageToken);
          if (next !== undefined) expect(page.items).toHaveLength(Number(pageSize));
        }
        expect(titles).toBe(expected);
      }
    }
  });

  it('takes a token with another page size, but not with another filter or caller', async () => {
    const { create, list } = module();
    for (const title of ['a', 'b', 'c']) await create({ title });
    const { nextPageToken: pageToken } = JSON.parse((await list({ pageSize: '1' })).body);
    expect(JSON.parse((await list({ pageSize: '50', pageToken })).body).items).toHaveLength(2);
    expect((await list({ pageToken, status: 'PENDING' })).statusCode).toBe(400);
    expect((await list({ pageToken }, { as: 'ben' })).statusCode).toBe(400);
  });

  it.each<[query: Record<string, string | string[]>, pointer: string]>([
    [{ pageSize: '0' }, 'pageSize'],
    [{ pageSize: '101' }, 'pageSize'],
    [{ pageSize: 'ten' }, 'pageSize'],
    [{ pageSize: '' }, 'pageSize'],
    [{ pageToken: '' }, 'pageToken'],
    [{ pageToken: 'AAAA' }, 'pageToken'],
    [{ status: 'pending' }, 'status'],
    [{ status: ['PENDING', 'COMPLETED'] }, 'status'],
    [{ pagesize: '5' }, 'pagesize'],
    [{ owner: 'ben' }, 'owner'],
  ])('refuses the query %j', async (query, pointer) => {
    const { list } = module();
    expect(JSON.parse((await list(query)).body)).toMatchObject({ status: 400, errors: [{ pointer }] });
  });
});

it('answers whatever is sent, and never with a failure of its own', async () => {
  const { create, list, one } = module();
  const { id } = taskIn(await create({ title: 'a' }));
  const value = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.jsonValue(),
    fc.constantFrom('PENDING', null, [], {}),
  );
  const member = fc.constantFrom(
    'title',
    'status',
    'labels',
    'dueOn',
    'dueAt',
    'description',
    'id',
    '__proto__',
  );
  const body = fc.oneof(fc.dictionary(member, value), fc.string(), fc.json());
  const headers = fc.dictionary(
    fc.constantFrom('Content-Type', 'If-Match', 'if-none-match', 'Idempotency-Key'),
    fc.oneof(fc.string(), fc.constantFrom('application/json', '*', '"1-1"', 'k')),
  );
  const query = fc.dictionary(
    fc.constantFrom('pageSize', 'pageToken', 'status', 'x'),
    fc.oneof(fc.string(), fc.constantFrom('1', 'PENDING', 'AAAA'), fc.array(fc.string(), { maxLength: 2 })),
  );
  const taskId = fc.oneof(fc.constant(id), fc.string());
  await fc.assert(
    fc.asyncProperty(taskId, body, headers, query, async (at, sent, heads, asked) => {
      const more = { body: sent, headers: heads };
      for (const result of await Promise.all([
        create(sent, more),
        list(asked, more),
        one('GET', at, more),
        one('PUT', at, more),
        one('PATCH', at, { ...more, query: asked }),
      ])) {
        expect([200, 201, 304, 400, 404, 412, 415, 422]).toContain(result.statusCode);
      }
    }),
    { numRuns: 300 },
  );
});

describe('one task', () => {
  it('is read with a tag that saves the next reading', async () => {
    const { create, one } = module();
    const { id } = taskIn(await create({ title: 'a' }));
    const read = await one('GET', id);
    const tag = String(read.headers?.ETag);
    expect(await one('GET', id, { headers: { 'If-None-Match': tag } })).toMatchObject({
      statusCode: 304,
      body: '',
      headers: { ETag: tag },
    });
    await one('PATCH', id, { body: { title: 'b' } });
    expect((await one('GET', id, { headers: { 'If-None-Match': tag } })).statusCode).toBe(200);
  });

  it.each(['PUT', 'PATCH'])('keeps with %s what the body does not name', async (method) => {
    const { create, one, clock } = module();
    const before = taskIn(await create({ title: 'a', description: 'd', labels: ['x'], dueOn: '2026-12-01' }));
    clock.now += 1_000;
    const result = await one(method, before.id, { body: { status: 'IN_PROGRESS' } });
    expect(result).toMatchObject({ statusCode: 200, headers: { ETag: '"2-1"' } });
    expect(taskIn(result)).toEqual({
      ...before,
      status: 'IN_PROGRESS',
      version: 2,
      updatedAt: '2026-11-20T10:00:01.000Z',
    });
  });

  it('has completedAt while it is complete', async () => {
    const { create, one, clock } = module();
    const { id } = taskIn(await create({ title: 'a' }));
    clock.now += 1_000;
    expect(taskIn(await one('PUT', id, { body: { status: 'COMPLETED' } }))).toMatchObject({
      completedAt: '2026-11-20T10:00:01.000Z',
    });
    clock.now += 1_000;
    expect(taskIn(await one('PUT', id, { body: { status: 'COMPLETED', title: 'b' } }))).toMatchObject({
      completedAt: '2026-11-20T10:00:01.000Z',
    });
    expect(taskIn(await one('PUT', id, { body: { status: 'PENDING' } }))).not.toHaveProperty('completedAt');
  });

  it('is not changed by a body that names nothing', async () => {
    const { create, one } = module();
    const made = await create({ title: 'a' });
    const { id } = taskIn(made);
    expect(taskIn(await one('PATCH', id, { body: {} }))).toEqual(taskIn(made));
    expect((await one('PATCH', id, { body: {}, headers: { 'If-Match': '"2-1"' } })).statusCode).toBe(412);
    expect((await one('PATCH', ABSENT, { body: {} })).statusCode).toBe(404);
  });

  it('is changed and deleted only in the version that If-Match names', async () => {
    const { create, one } = module();
    const { id } = taskIn(await create({ title: 'a' }));
    const stale = { headers: { 'If-Match': '"1-1"' } };
    expect((await one('PUT', id, { body: { title: 'b' }, ...stale })).statusCode).toBe(200);
    expect((await one('PUT', id, { body: { title: 'c' }, ...stale })).statusCode).toBe(412);
    expect((await one('DELETE', id, stale)).statusCode).toBe(412);
    expect((await one('DELETE', id, { headers: { 'If-Match': 'oops' } })).statusCode).toBe(400);
    expect((await one('DELETE', id, { headers: { 'If-Match': '"9-1", "2-1"' } })).statusCode).toBe(204);
    expect((await one('DELETE', id)).statusCode).toBe(404);
  });

  it('has dueOn or dueAt, also after a change', async () => {
    const { create, one } = module();
    const { id } = taskIn(await create({ title: 'a', dueOn: '2026-12-01' }));
    const dueAt = '2026-12-01T10:00:00Z';
    expect((await one('PATCH', id, { body: { dueAt } })).statusCode).toBe(400);
    expect(taskIn(await one('PATCH', id, { body: { dueAt, dueOn: null } }))).toMatchObject({ dueAt });
  });

  it("answers 404 to everybody else, as if it weren't there", async () => {
    const { create, one, list } = module();
    const made = await create({ title: 'a' });
    const { id } = taskIn(made);
    for (const [method, more] of [
      ['GET', {}],
      ['GET', { headers: { 'If-None-Match': '*' } }],
      ['PUT', { body: { title: 'b' } }],
      ['PATCH', { body: {} }],
      ['PATCH', { body: { title: 'b' }, headers: { 'If-Match': '*' } }],
      ['DELETE', {}],
    ] as const) {
      const foreign = await one(method, id, { ...more, as: 'ben' });
      expect(foreign.statusCode).toBe(404);
      expect(foreign).toEqual(await one(method, ABSENT, { ...more, as: 'ben' }));
    }
    expect(taskIn(await one('GET', id))).toEqual(taskIn(made));
    expect(JSON.parse((await list({}, { as: 'ben' })).body)).toEqual({ items: [] });
  });

  it.each(['x', '00000000-0000-0000-0000-000000000000', 'task%23x', '../x', 'a'.repeat(5000)])(
    'is not found under the id %s',
    async (id) => {
      const { one } = module();
      for (const method of ['GET', 'DELETE']) expect((await one(method, id)).statusCode).toBe(404);
    },
  );

  it('refuses parameters that it does not know', async () => {
    const { create, one } = module();
    const { id } = taskIn(await create({ title: 'a' }));
    expect((await one('GET', id, { query: { fields: 'title' } })).statusCode).toBe(400);
  });

  it('takes a merge patch under its media type for PATCH alone', async () => {
    const { create, one } = module();
    const { id } = taskIn(await create({ title: 'a' }));
    const patch = { body: { title: 'b' }, headers: { 'content-type': 'application/merge-patch+json' } };
    expect((await one('PATCH', id, patch)).statusCode).toBe(200);
    expect((await one('PUT', id, patch)).statusCode).toBe(415);
  });
});
