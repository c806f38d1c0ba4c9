import { beforeAll, describe, expect, inject, it } from 'vitest';
import { type Answer, type Call, call, callAutomation } from '../support/call-api.ts';
import { readOutputs } from '../support/outputs.ts';
import { newPerson, type Person } from '../support/person.ts';
import { personalToken } from '../support/personal-token.ts';

/** The task service: CRUD of tasks for programs, with a token as it is in the Authorization header. */

const outputs = readOutputs(inject('outputsFile'));
let ada: Person;
/** What stands where the documented calls have `$AUTH`. */
let auth: string;

const send = (request: Call): Promise<Answer> => callAutomation(outputs, { token: auth, ...request });

interface TaskView {
  readonly id: string;
  readonly title: string;
}

beforeAll(async () => {
  ada = await newPerson(outputs, 'ada');
  auth = (await personalToken(outputs, ada)).token;
});

it('the documented calls work one after the other', async () => {
  const made = await send({
    method: 'POST',
    path: 'tasks',
    body: { title: 'First task', description: 'Created via API', status: 'PENDING' },
  });
  expect(made).toMatchObject({ status: 201, json: { title: 'First task', status: 'PENDING' } });
  const task = made.json as TaskView;
  const location = new URL(made.headers.get('location') ?? '', `${outputs.AutomationApiUrl}tasks`);
  expect(location.href).toBe(`${outputs.AutomationApiUrl}tasks/${task.id}`);

  expect((await send({ path: 'tasks' })).json).toEqual({ items: [task] });
  expect(await send({ path: `tasks/${task.id}` })).toMatchObject({ status: 200, json: task });

  const updated = await send({ method: 'PUT', path: `tasks/${task.id}`, body: { status: 'IN_PROGRESS' } });
  expect(updated).toMatchObject({
    status: 200,
    json: { id: task.id, title: 'First task', description: 'Created via API', status: 'IN_PROGRESS' },
  });

  expect(await send({ method: 'DELETE', path: `tasks/${task.id}` })).toMatchObject({ status: 204 });
  expect(await send({ path: `tasks/${task.id}` })).toMatchObject({ status: 404 });
});

it('the token’s owner sees the same tasks as a person', async () => {
  const made = await send({ method: 'POST', path: 'tasks', body: { title: 'by a program' } });
  const { id } = made.json as TaskView;
  expect(await call(outputs, { path: `tasks/${id}`, token: ada.accessToken })).toMatchObject({
    status: 200,
    json: made.json,
  });
});

describe('the authorizer', () => {
  it('takes the value bare and as Bearer', async () => {
    for (const token of [auth, `Bearer ${auth}`, `bearer ${auth}`]) {
      expect(await callAutomation(outputs, { path: 'tasks', token })).toMatchObject({ status: 200 });
    }
  });

  it.each<[name: string, token: () => string | undefined]>([
    ['no token', () => undefined],
    ['a made-up token', () => 'my-super-secret-token'],
    ['a token that was never made', () => `ty_pat_${'A'.repeat(43)}`],
    ['a token with a character changed', () => `${auth.slice(0, -1)}${auth.endsWith('A') ? 'B' : 'A'}`],
    ["a person's access token", () => ada.accessToken],
    ['the token of another scheme', () => `Basic ${auth}`],
  ])('refuses %s', async (_name, token) => {
    const proof = token();
    const answer = await callAutomation(outputs, {
      path: 'tasks',
      ...(proof === undefined ? {} : { token: proof }),
    });
    expect(answer).toMatchObject({ status: 401, json: { message: 'Unauthorized' } });
  });

  it('lets a token do what its scopes say, in whatever order it is asked', async () => {
    const { token } = await personalToken(outputs, ada, { scopes: ['tasks/read', 'notes/write'] });
    const as = (request: Call) => callAutomation(outputs, { token, ...request });
    const denied = { status: 403, json: { Message: expect.stringContaining('not authorized') } };
    const note = { method: 'POST', path: 'notes', body: { title: 'from a program' } };
    expect(await as({ path: 'tasks' })).toMatchObject({ status: 200 });
    expect(await as({ method: 'POST', path: 'tasks', body: { title: 'a' } })).toMatchObject(denied);
    expect(await as(note)).toMatchObject({ status: 201 });
    expect(await as({ path: 'notes' })).toMatchObject(denied);
    expect(await as({ path: 'items' })).toMatchObject(denied);
    expect(await as({ path: 'tasks' })).toMatchObject({ status: 200 });
  });

  it('knows no route for managing tokens', async () => {
    for (const method of ['GET', 'POST']) {
      const answer = await send({ method, path: 'tokens', ...(method === 'POST' ? { body: {} } : {}) });
      expect(answer).toMatchObject({ status: 403, json: { message: 'Missing Authentication Token' } });
    }
  });

  it('is not for the people API', async () => {
    expect(await call(outputs, { path: 'tasks', token: auth })).toMatchObject({ status: 401 });
  });
});

describe('a token', () => {
  it('is shown once, listed without its value, and noted as used', async () => {
    const person = await newPerson(outputs, 'cai');
    const { token, ...made } = await personalToken(outputs, person, { name: 'ci', expiresInDays: 1 });
    const list = () => call(outputs, { path: 'tokens', token: person.accessToken });
    expect((await list()).json).toEqual({ items: [made] });
    await callAutomation(outputs, { path: 'tasks', token });
    const used = await list();
    expect(used.json).toEqual({ items: [{ ...made, lastUsedAt: expect.stringMatching(/Z$/) }] });
    expect(used.text).not.toContain(token);
  });

  it('that was revoked before its first use never works', async () => {
    const { id, token } = await personalToken(outputs, ada);
    const revoke = { method: 'DELETE', path: `tokens/${id}`, token: ada.accessToken };
    expect(await call(outputs, revoke)).toMatchObject({ status: 204 });
    expect(await callAutomation(outputs, { path: 'tasks', token })).toMatchObject({ status: 401 });
    expect(await call(outputs, revoke)).toMatchObject({ status: 404 });
  });

  it.each<[name: string, body: object, status: number]>([
    ['without scopes', { name: 'a' }, 400],
    ['that could make tokens', { name: 'a', scopes: ['tokens/write'] }, 400],
    ['for ever', { name: 'a', scopes: ['tasks/read'], expiresInDays: 100_000 }, 400],
  ])('%s is not made', async (_name, body, status) => {
    const answer = await call(outputs, { method: 'POST', path: 'tokens', token: ada.accessToken, body });
    expect(answer).toMatchObject({ status, json: { status } });
  });
});

it.each<[name: string, request: Call, status: number]>([
  ['malformed JSON', { method: 'POST', path: 'tasks', body: '{"title": ' }, 400],
  ['no title', { method: 'POST', path: 'tasks', body: {} }, 400],
  ['a wrong status', { method: 'POST', path: 'tasks', body: { title: 'a', status: 'DONE' } }, 400],
  ['a task that is not there', { path: 'tasks/01890a5d-ac96-774b-bcce-b302099a8057' }, 404],
  ['an id that is none', { path: 'tasks/1' }, 404],
])('%s is answered as a problem', async (_name, request, status) => {
  expect(await send(request)).toMatchObject({ status, json: { status } });
});
