import type { Page, Task } from '@taskyard/contract';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { createClient } from './client.ts';
import { ProblemError } from './problem-error.ts';
import type { ClientOptions } from './table-client.ts';

const taskId = '01890a5d-ac96-774b-bcce-b302099a8057';

/** What was sent, and a client whose calls get these answers in turn. */
function clientAnswering(...answers: readonly (Response | Error)[]) {
  return clientWith({}, ...answers);
}

function clientWith(options: Partial<ClientOptions>, ...answers: readonly (Response | Error)[]) {
  const sent: { url: string; method: string; headers: Record<string, string>; body: unknown }[] = [];
  const left = [...answers];
  const client = createClient({
    baseUrl: 'https://api.example.com/dev/',
    token: async () => 'the-token',
    fetch: async (url, init = {}) => {
      sent.push({
        url: String(url),
        method: init.method ?? 'GET',
        headers: Object.fromEntries(new Headers(init.headers)),
        body: typeof init.body === 'string' ? JSON.parse(init.body) : undefined,
      });
      const answer = left.shift();
      if (answer === undefined) throw new Error('There is no answer left');
      if (answer instanceof Error) throw answer;
      return answer;
    },
    ...options,
  });
  return { client, sent };
}

const json = (status: number, body: unknown, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json', ...headers } });

describe('a call', () => {
  it('goes where the table says, with token, body and key, and gives body, tag and location', async () => {
    const { client, sent } = clientAnswering(
      json(201, { id: taskId }, { ETag: '"1-1"', Location: `tasks/${taskId}` }),
    );
    const answer = await client.createTask({ body: { title: 'a' } }, { idempotencyKey: 'k' });
    expect(sent).toEqual([
      {
        url: 'https://api.example.com/dev/tasks',
        method: 'POST',
        headers: {
          accept: 'application/json',
          authorization: 'Bearer the-token',
          'content-type': 'application/json',
          'idempotency-key': 'k',
        },
        body: { title: 'a' },
      },
    ]);
    expect(answer).toEqual({
      status: 201,
      body: { id: taskId },
      etag: '"1-1"',
      location: `https://api.example.com/dev/tasks/${taskId}`,
    });
    expectTypeOf(answer.body).toEqualTypeOf<Task>();
  });

  it('sends a merge patch under its media type, with If-Match', async () => {
    const { client, sent } = clientAnswering(json(200, { id: taskId }));
    await client.patchTask({ path: { taskId }, body: { description: null } }, { ifMatch: '"1-1"' });
    expect(sent[0]).toMatchObject({
      url: `https://api.example.com/dev/tasks/${taskId}`,
      method: 'PATCH',
      headers: { 'content-type': 'application/merge-patch+json', 'if-match': '"1-1"' },
      body: { description: null },
    });
  });

  it('gives no body for an answer without one', async () => {
    const { client } = clientAnswering(new Response(null, { status: 204 }));
    expect(await client.deleteTask({ path: { taskId } })).toMatchObject({ status: 204, body: undefined });
  });

  it('keeps what is in a path parameter inside its segment', async () => {
    const { client, sent } = clientAnswering(json(200, {}));
    await client.getTask({ path: { taskId: '../a?b#c' } });
    expect(sent[0]?.url).toBe('https://api.example.com/dev/tasks/..%2Fa%3Fb%23c');
  });

  it('never turns an empty parameter into the address of the list', async () => {
    const { client, sent } = clientAnswering();
    await expect(client.deleteTask({ path: { taskId: '' } })).rejects.toThrow('deleteTask needs taskId');
    expect(sent).toEqual([]);
  });
});

describe('ifChanged', () => {
  it('gives undefined while the copy holds, and the answer after that', async () => {
    const { client, sent } = clientAnswering(
      new Response(null, { status: 304 }),
      json(200, { id: taskId }, { ETag: '"2-1"' }),
    );
    expect(await client.ifChanged('getTask', '"1-1"', { path: { taskId } })).toBeUndefined();
    const answer = await client.ifChanged('getTask', '"1-1"', { path: { taskId } });
    expect(answer).toMatchObject({ etag: '"2-1"', body: { id: taskId } });
    expect(sent.map(({ headers }) => headers['if-none-match'])).toEqual(['"1-1"', '"1-1"']);
  });
});

describe('pages', () => {
  it('follow the tokens with the same filters, and no further than they are asked for', async () => {
    const { client, sent } = clientAnswering(
      json(200, { items: [{ id: 'a' }], nextPageToken: 't+1' }),
      json(200, { items: [{ id: 'b' }] }),
    );
    const ids: string[] = [];
    for await (const page of client.pages('listTasks', { query: { status: 'PENDING', pageSize: 1 } })) {
      expectTypeOf(page).toEqualTypeOf<Page<Task>>();
      ids.push(...page.items.map(({ id }) => id));
    }
    expect(ids).toEqual(['a', 'b']);
    expect(sent.map(({ url }) => new URL(url).search)).toEqual([
      '?status=PENDING&pageSize=1',
      '?status=PENDING&pageSize=1&pageToken=t%2B1',
    ]);

    const stopped = clientAnswering(json(200, { items: [{ id: 'a' }], nextPageToken: 't' }));
    for await (const _page of stopped.client.pages('listTasks', { query: {} })) break;
    expect(stopped.sent).toHaveLength(1);
  });

  it('are only of lists', async () => {
    const { client } = clientAnswering();
    // @ts-expect-error a task has no pages
    await expect(client.pages('getTask', { path: { taskId } }).next()).rejects.toThrow();
    // @ts-expect-error a task needs a title
    await expect(client.createTask({ body: {} })).rejects.toThrow();
  });
});

describe('a refusal', () => {
  const problem = {
    type: 'urn:taskyard:problem:invalid-request',
    title: 'The request is not valid',
    status: 400,
    errors: [{ pointer: '/title', detail: 'Missing' }],
  };

  it.each<[name: string, response: () => Response, error: object]>([
    [
      'of the service',
      () => json(400, problem),
      {
        status: 400,
        message: '400 The request is not valid: /title Missing',
        problem,
      },
    ],
    [
      'of API Gateway',
      () => json(401, { message: 'Unauthorized' }),
      {
        status: 401,
        message: '401 Unauthorized',
        problem: { type: 'about:blank', title: 'Unauthorized', status: 401 },
      },
    ],
    [
      'of a proxy',
      () => new Response('<h1>Bad gateway</h1>', { status: 502 }),
      {
        status: 502,
        message: '502 The request failed',
      },
    ],
    [
      'that asks to wait',
      () => json(503, { ...problem, status: 503 }, { 'Retry-After': '2' }),
      { retryAfter: 2 },
    ],
  ])('%s rejects with a ProblemError', async (_name, response, error) => {
    const { client } = clientWith({ retries: 0 }, response());
    const rejection: unknown = await client.listTasks({ query: {} }).catch((reason: unknown) => reason);
    expect(rejection).toBeInstanceOf(ProblemError);
    expect(rejection).toMatchObject(error);
    expect(JSON.stringify(rejection)).not.toContain('the-token');
  });
});

describe('a call that fails for a moment', () => {
  it('is sent again, the same to the letter', async () => {
    const { client, sent } = clientAnswering(
      new TypeError('fetch failed'),
      json(503, { message: 'Service Unavailable' }),
      json(201, { id: taskId }),
    );
    const answer = await client.createTask({ body: { title: 'a' } }, { idempotencyKey: 'k' });
    expect(answer.body).toMatchObject({ id: taskId });
    expect(sent).toHaveLength(3);
    expect(new Set(sent.map((one) => JSON.stringify(one))).size).toBe(1);
  });

  it('is given up in the end, with the last answer', async () => {
    const failing = [500, 502, 503].map((status) => json(status, { message: `at ${status}` }));
    const { client, sent } = clientWith({ retries: 2 }, ...failing);
    await expect(client.getTask({ path: { taskId } })).rejects.toMatchObject({ status: 503 });
    expect(sent).toHaveLength(3);
  });

  it('is not sent again where it could happen twice', async () => {
    const { client, sent } = clientAnswering(new TypeError('fetch failed'));
    await expect(client.createTask({ body: { title: 'a' } })).rejects.toThrow('fetch failed');
    expect(sent).toHaveLength(1);
  });
});

describe('a token that is refused', () => {
  it('is replaced once, by what the hook gives', async () => {
    const asked: (string | undefined)[] = [];
    const token = (refused?: string): string => {
      asked.push(refused);
      return refused === undefined ? 'old' : 'new';
    };
    const { client, sent } = clientWith(
      { token },
      json(401, { message: 'The incoming token has expired' }),
      json(200, {}),
    );
    await client.getTask({ path: { taskId } });
    expect(asked).toEqual([undefined, 'old']);
    expect(sent.map(({ headers }) => headers.authorization)).toEqual(['Bearer old', 'Bearer new']);
  });

  it.each<[name: string, token: ClientOptions['token'], sends: number]>([
    ['without a hook', 'the-token', 1],
    ['whose hook has no other', async () => 'the-token', 1],
    ['whose successor is refused too', (refused) => `${refused}x`, 2],
  ])('%s is an error', async (_name, token, sends) => {
    const refusals = [1, 2, 3].map(() => json(401, { message: 'Unauthorized' }));
    const { client, sent } = clientWith({ token }, ...refusals);
    await expect(client.getTask({ path: { taskId } })).rejects.toMatchObject({ status: 401 });
    expect(sent).toHaveLength(sends);
  });
});
