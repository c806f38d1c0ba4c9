import { beforeAll, describe, expect, inject, it } from 'vitest';
import { type Answer, type Call, call } from '../support/call-api.ts';
import { readOutputs } from '../support/outputs.ts';
import { newPerson, type Person } from '../support/person.ts';

const outputs = readOutputs(inject('outputsFile'));
let ada: Person;
let ben: Person;

const asAda = (request: Call): Promise<Answer> =>
  call(outputs, { token: `Bearer ${ada.accessToken}`, ...request });
const asBen = (request: Call): Promise<Answer> => call(outputs, { token: ben.accessToken, ...request });

interface TaskView {
  readonly id: string;
  readonly title: string;
  readonly version: number;
}

async function newTask(body: object): Promise<TaskView> {
  const answer = await asAda({ method: 'POST', path: 'tasks', body });
  expect(answer.status).toBe(201);
  return answer.json as TaskView;
}

beforeAll(async () => {
  [ada, ben] = await Promise.all([newPerson(outputs, 'ada'), newPerson(outputs, 'ben')]);
});

describe('a task', () => {
  it('is made, read at its Location, changed, and deleted', async () => {
    const made = await asAda({
      method: 'POST',
      path: 'tasks',
      body: { title: 'First task', description: 'Created via API', status: 'PENDING' },
    });
    expect(made.status).toBe(201);
    expect(made.json).toMatchObject({
      title: 'First task',
      status: 'PENDING',
      priority: 'NORMAL',
      version: 1,
    });

    const location = new URL(made.headers.get('location') ?? '', `${outputs.PeopleApiUrl}tasks`);
    const { id } = made.json as TaskView;
    expect(location.href).toBe(`${outputs.PeopleApiUrl}tasks/${id}`);
    const read = await asAda({ path: `tasks/${id}` });
    expect(read.json).toEqual(made.json);
    expect(read.headers.get('etag')).toBe(made.headers.get('etag'));

    const put = await asAda({ method: 'PUT', path: `tasks/${id}`, body: { status: 'IN_PROGRESS' } });
    expect(put.json).toMatchObject({
      title: 'First task',
      description: 'Created via API',
      status: 'IN_PROGRESS',
      version: 2,
    });

    const patched = await asAda({
      method: 'PATCH',
      path: `tasks/${id}`,
      headers: { 'Content-Type': 'application/merge-patch+json' },
      body: { description: null, status: 'COMPLETED' },
    });
    expect(patched.json).toMatchObject({ title: 'First task', status: 'COMPLETED', version: 3 });
    expect(patched.json).not.toHaveProperty('description');
    expect(patched.json).toHaveProperty('completedAt');

    expect((await asAda({ method: 'DELETE', path: `tasks/${id}` })).status).toBe(204);
    expect((await asAda({ path: `tasks/${id}` })).status).toBe(404);
  });

  it('is changed by one of two who began from the same version', async () => {
    const { id } = await newTask({ title: 'contended' });
    const etag = (await asAda({ path: `tasks/${id}` })).headers.get('etag') ?? '';
    const change = (title: string) =>
      asAda({ method: 'PUT', path: `tasks/${id}`, headers: { 'If-Match': etag }, body: { title } });
    const statuses = (await Promise.all([change('one'), change('two'), change('three')])).map(
      ({ status }) => status,
    );
    expect(statuses.sort()).toEqual([200, 412, 412]);
    expect((await asAda({ path: `tasks/${id}`, headers: { 'If-None-Match': etag } })).status).toBe(200);
    const fresh = (await asAda({ path: `tasks/${id}` })).headers.get('etag') ?? '';
    expect((await asAda({ path: `tasks/${id}`, headers: { 'If-None-Match': fresh } })).status).toBe(304);
  });

  it('is made once for one Idempotency-Key', async () => {
    const send = (title: string) =>
      asAda({
        method: 'POST',
        path: 'tasks',
        headers: { 'Idempotency-Key': 'the-same-key' },
        body: { title },
      });
    const first = await send('once');
    const again = await send('once');
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.json).toEqual(first.json);
    expect((await send('another')).status).toBe(422);
  });

  it('is not there for anybody else, whatever they try, and stays as it was', async () => {
    const task = await newTask({ title: 'mine alone' });
    const tries: Call[] = [
      { path: `tasks/${task.id}` },
      { method: 'PUT', path: `tasks/${task.id}`, body: { title: 'taken' } },
      { method: 'PATCH', path: `tasks/${task.id}`, body: { title: 'taken' } },
      { method: 'DELETE', path: `tasks/${task.id}` },
    ];
    for (const request of tries) expect(await asBen(request)).toMatchObject({ status: 404 });
    expect((await asAda({ path: `tasks/${task.id}` })).json).toEqual(task);
    expect((await asBen({ path: 'tasks' })).json).toEqual({ items: [] });
  });
});

describe('the list', () => {
  it('comes in pages, newest first, each task once', async () => {
    const cai = await newPerson(outputs, 'cai');
    const asCai = (request: Call) => call(outputs, { token: cai.accessToken, ...request });
    for (let count = 0; count < 7; count += 1) {
      await asCai({
        method: 'POST',
        path: 'tasks',
        body: { title: `task ${count}`, status: count % 2 ? 'COMPLETED' : 'PENDING' },
      });
    }
    const titles: string[] = [];
    let path: string | undefined = 'tasks?pageSize=3';
    while (path !== undefined) {
      const page = await asCai({ path });
      expect(page.status).toBe(200);
      const { items, nextPageToken } = page.json as { items: TaskView[]; nextPageToken?: string };
      titles.push(...items.map(({ title }) => title));
      expect(page.headers.get('link')?.includes('rel="next"') ?? false).toBe(nextPageToken !== undefined);
      path =
        nextPageToken === undefined
          ? undefined
          : `tasks?pageSize=3&pageToken=${encodeURIComponent(nextPageToken)}`;
    }
    expect(titles).toEqual([6, 5, 4, 3, 2, 1, 0].map((count) => `task ${count}`));
    const done = await asCai({ path: 'tasks?status=COMPLETED&pageSize=2' });
    const { items, nextPageToken = '' } = done.json as { items: TaskView[]; nextPageToken?: string };
    expect(items.map(({ title }) => title)).toEqual(['task 5', 'task 3']);
    const foreign = await asAda({
      path: `tasks?status=COMPLETED&pageSize=2&pageToken=${encodeURIComponent(nextPageToken)}`,
    });
    expect(foreign.status).toBe(400);
  });
});

const mistakes: [name: string, request: Call, status: number][] = [
  ['malformed JSON', { method: 'POST', path: 'tasks', body: '{"title": ' }, 400],
  ['a body that is no object', { method: 'POST', path: 'tasks', body: '[]' }, 400],
  ['no title', { method: 'POST', path: 'tasks', body: {} }, 400],
  ['a member that does not exist', { method: 'POST', path: 'tasks', body: { title: 'a', owner: 'me' } }, 400],
  [
    'a status that does not exist',
    { method: 'POST', path: 'tasks', body: { title: 'a', status: 'DONE' } },
    400,
  ],
  [
    'a body that is not JSON',
    { method: 'POST', path: 'tasks', headers: { 'Content-Type': 'text/plain' }, body: 'a' },
    415,
  ],
  ['a page token that was made up', { path: 'tasks?pageToken=AAAA' }, 400],
  ['a page of 101', { path: 'tasks?pageSize=101' }, 400],
  ['a task that never was', { path: 'tasks/01890a5d-ac96-774b-bcce-b302099a8057' }, 404],
];

describe('mistakes are answered as problems', () => {
  it.each(mistakes)('%s', async (_name, request, status) => {
    const answer = await asAda(request);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(answer.json).toMatchObject({ status, title: expect.any(String), type: expect.any(String) });
  });
});

it('answers the preflight of the web application and no other origin', async () => {
  const preflight = await fetch(`${outputs.PeopleApiUrl}tasks/any`, {
    method: 'OPTIONS',
    headers: { Origin: outputs.WebUrl, 'Access-Control-Request-Method': 'PATCH' },
  });
  expect(preflight.status).toBe(204);
  expect(preflight.headers.get('access-control-allow-origin')).toBe(new URL(outputs.WebUrl).origin);
  expect(preflight.headers.get('access-control-allow-methods')).toContain('PATCH');
  const refused = await fetch(`${outputs.PeopleApiUrl}tasks`);
  expect(refused.status).toBe(401);
  expect(refused.headers.get('access-control-allow-origin')).toBe(new URL(outputs.WebUrl).origin);
});
