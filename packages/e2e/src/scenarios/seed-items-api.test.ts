import { beforeAll, describe, expect, inject, it } from 'vitest';
import { type Answer, type Call, call } from '../support/call-api.ts';
import { readOutputs } from '../support/outputs.ts';
import { newPerson, type Person } from '../support/person.ts';

/** The authenticated items API: GET /items and POST /items with an access token as it is. */

const outputs = readOutputs(inject('outputsFile'));
let ada: Person;
let ben: Person;

const asAda = (request: Call): Promise<Answer> => call(outputs, { token: ada.accessToken, ...request });
const asBen = (request: Call): Promise<Answer> => call(outputs, { token: ben.accessToken, ...request });

interface ItemView {
  readonly id: string;
  readonly name: string;
  readonly timestamp: string;
  readonly createdBy: string;
}

beforeAll(async () => {
  [ada, ben] = await Promise.all([newPerson(outputs, 'ada'), newPerson(outputs, 'ben')]);
});

const creates: readonly (readonly [name: string, body: object, expected: object])[] = [
  [
    'name and timestamp',
    { name: 'Sample item', timestamp: '2025-11-20T10:00:00Z' },
    { name: 'Sample item', timestamp: '2025-11-20T10:00:00Z' },
  ],
  ['a name alone', { name: 'Only a name' }, { name: 'Only a name', timestamp: expect.stringMatching(/Z$/) }],
  ['nothing', {}, { name: 'Unnamed', timestamp: expect.stringMatching(/Z$/) }],
  [
    "Python's isoformat",
    { name: 'py', timestamp: '2025-11-20T10:00:00.123456' },
    { name: 'py', timestamp: '2025-11-20T10:00:00.123456' },
  ],
];

describe('POST /items', () => {
  it.each(creates)('makes an item of %s', async (_name, body, expected) => {
    const made = await asAda({ method: 'POST', path: 'items', body });
    expect(made.status).toBe(201);
    expect(made.json).toMatchObject({ ...expected, id: expect.stringMatching(/^[0-9a-f-]{36}$/) });
    const { id } = made.json as ItemView;
    const location = new URL(made.headers.get('location') ?? '', `${outputs.PeopleApiUrl}items`);
    expect(location.href).toBe(`${outputs.PeopleApiUrl}items/${id}`);
    expect((await asBen({ path: `items/${id}` })).json).toEqual(made.json);
  });

  it.each<[name: string, request: Partial<Call>, status: number]>([
    ['JSON that ends too early', { body: '{"name":' }, 400],
    ['an id of its own', { body: { name: 'a', id: 'mine' } }, 400],
    ['a number for a name', { body: { name: 1 } }, 400],
    ['text', { body: 'name=a', headers: { 'Content-Type': 'application/x-www-form-urlencoded' } }, 415],
  ])('refuses %s', async (_name, request, status) => {
    const answer = await asAda({ method: 'POST', path: 'items', ...request });
    expect(answer).toMatchObject({ status, json: { status } });
  });
});

it("GET /items gives everybody's items, the newest first", async () => {
  const names: string[] = [crypto.randomUUID(), crypto.randomUUID(), crypto.randomUUID()];
  for (const [at, name] of names.entries()) {
    await (at === 1 ? asBen : asAda)({ method: 'POST', path: 'items', body: { name } });
  }
  for (const as of [asAda, asBen]) {
    const seen: string[] = [];
    let token = '';
    do {
      const path = `items?pageSize=2${token === '' ? '' : `&pageToken=${token}`}`;
      const page = (await as({ path })).json as { items: ItemView[]; nextPageToken?: string };
      seen.push(...page.items.map(({ name }) => name));
      token = encodeURIComponent(page.nextPageToken ?? '');
    } while (token !== '' && !names.every((name) => seen.includes(name)));
    expect(seen.filter((name) => names.includes(name))).toEqual([...names].reverse());
  }
});

it('DELETE /items/{itemId} is for who made it', async () => {
  const made = await asAda({ method: 'POST', path: 'items', body: { name: 'mine' } });
  const { id } = made.json as ItemView;
  expect(await asBen({ method: 'DELETE', path: `items/${id}` })).toMatchObject({ status: 403 });
  expect(await asAda({ path: `items/${id}` })).toMatchObject({ status: 200 });
  expect(await asAda({ method: 'DELETE', path: `items/${id}` })).toMatchObject({ status: 204 });
  expect(await asAda({ path: `items/${id}` })).toMatchObject({ status: 404 });
});

describe('who may call', () => {
  it.each<[name: string, token: (person: Person) => string | undefined]>([
    ['nobody without a token', () => undefined],
    ['no ID token', ({ idToken }) => idToken],
    ['no refresh token', ({ refreshToken }) => refreshToken],
    ['no made-up token', () => 'my-super-secret-token'],
  ])('%s', async (_name, token) => {
    const proof = token(ada);
    const answer = await call(outputs, { path: 'items', ...(proof === undefined ? {} : { token: proof }) });
    expect(answer).toMatchObject({ status: 401, json: { message: 'Unauthorized' } });
  });
});
