import { beforeAll, describe, expect, inject, it } from 'vitest';
import { type Answer, type Call, call } from '../support/call-api.ts';
import { readOutputs } from '../support/outputs.ts';
import { newPerson, type Person } from '../support/person.ts';

/** The notes app: people register, sign in, and send their token with POST /notes and GET /notes. */

const outputs = readOutputs(inject('outputsFile'));
let ada: Person;
let ben: Person;

const asAda = (request: Call): Promise<Answer> =>
  call(outputs, { token: `Bearer ${ada.accessToken}`, ...request });
const asBen = (request: Call): Promise<Answer> => call(outputs, { token: ben.accessToken, ...request });

interface NoteView {
  readonly id: string;
  readonly title: string;
  readonly version: number;
}

const notesIn = (answer: Answer): readonly NoteView[] => (answer.json as { items: NoteView[] }).items;
const titlesIn = (answer: Answer): readonly string[] => notesIn(answer).map(({ title }) => title);

beforeAll(async () => {
  [ada, ben] = await Promise.all([newPerson(outputs, 'ada'), newPerson(outputs, 'ben')]);
});

it('a note is made, listed, read, changed and deleted', async () => {
  const body = '# Plans\n\n- the first\n- the second';
  const made = await asAda({
    method: 'POST',
    path: 'notes',
    body: { title: 'Plans', body, labels: ['work'] },
  });
  expect(made).toMatchObject({ status: 201, json: { title: 'Plans', body, pinned: false, version: 1 } });
  const { id } = made.json as NoteView;

  const listed = notesIn(await asAda({ path: 'notes' })).find((note) => note.id === id);
  expect(listed).toMatchObject({ title: 'Plans', labels: ['work'] });
  expect(listed).not.toHaveProperty('body');

  const read = await asAda({ path: `notes/${id}` });
  expect(read.json).toEqual(made.json);
  const etag = read.headers.get('etag') ?? '';
  expect(await asAda({ path: `notes/${id}`, headers: { 'If-None-Match': etag } })).toMatchObject({
    status: 304,
    text: '',
  });

  const put = await asAda({ method: 'PUT', path: `notes/${id}`, body: { pinned: true } });
  expect(put).toMatchObject({ status: 200, json: { title: 'Plans', body, pinned: true, version: 2 } });
  const late = { headers: { 'If-Match': etag }, body: { title: 'Too late' } };
  expect(await asAda({ method: 'PATCH', path: `notes/${id}`, ...late })).toMatchObject({ status: 412 });
  const patched = await asAda({
    method: 'PATCH',
    path: `notes/${id}`,
    headers: { 'Content-Type': 'application/merge-patch+json' },
    body: { body: null },
  });
  expect(patched).toMatchObject({ status: 200, json: { title: 'Plans', body: '', pinned: true } });

  expect(await asAda({ method: 'DELETE', path: `notes/${id}` })).toMatchObject({ status: 204 });
  expect(await asAda({ path: `notes/${id}` })).toMatchObject({ status: 404 });
});

describe('the list', () => {
  it('is one person’s own: newest first, in pages, by pin and by title', async () => {
    const cai = await newPerson(outputs, 'cai');
    const asCai = (request: Call) => call(outputs, { token: cai.accessToken, ...request });
    for (const [title, pinned] of [
      ['Shopping list', true],
      ['Ideas', false],
      ['Wish list', false],
      ['Recipes', true],
    ] as const) {
      await asCai({ method: 'POST', path: 'notes', body: { title, pinned } });
    }
    expect(titlesIn(await asCai({ path: 'notes' }))).toEqual([
      'Recipes',
      'Wish list',
      'Ideas',
      'Shopping list',
    ]);
    expect(titlesIn(await asCai({ path: 'notes?pinned=true' }))).toEqual(['Recipes', 'Shopping list']);
    expect(titlesIn(await asCai({ path: 'notes?q=LIST' }))).toEqual(['Wish list', 'Shopping list']);
    expect(titlesIn(await asCai({ path: 'notes?q=list&pinned=true' }))).toEqual(['Shopping list']);

    const first = await asCai({ path: 'notes?pageSize=3' });
    const { nextPageToken = '' } = first.json as { nextPageToken?: string };
    const next = await asCai({ path: `notes?pageSize=3&pageToken=${encodeURIComponent(nextPageToken)}` });
    expect(titlesIn(next)).toEqual(['Shopping list']);
    expect(titlesIn(await asBen({ path: 'notes?q=list' }))).toEqual([]);
  });

  it('holds a large note without its weight', async () => {
    const body = 'ü'.repeat(51_200);
    const made = await asAda({ method: 'POST', path: 'notes', body: { title: 'Large', body } });
    expect(made.status).toBe(201);
    const { id } = made.json as NoteView;
    expect((await asAda({ path: `notes/${id}` })).json).toHaveProperty('body', body);
    expect((await asAda({ path: 'notes?pageSize=1' })).text.length).toBeLessThan(1000);
    const larger = await asAda({ method: 'PUT', path: `notes/${id}`, body: { body: `${body}x` } });
    expect(larger).toMatchObject({ status: 400, json: { errors: [{ pointer: '/body' }] } });
  });
});

it.each<[name: string, request: Call, status: number]>([
  ['no title', { method: 'POST', path: 'notes', body: {} }, 400],
  ['malformed JSON', { method: 'POST', path: 'notes', body: '{"title": "a",}' }, 400],
  ['an unknown filter', { path: 'notes?owner=ben' }, 400],
  ['an id that is none', { path: 'notes/1' }, 404],
])('%s is answered as a problem', async (_name, request, status) => {
  const answer = await asAda(request);
  expect(answer).toMatchObject({ status, json: { status } });
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
});

it('a token is needed, whatever the method', async () => {
  for (const method of ['GET', 'POST']) {
    const answer = await call(outputs, { method, path: 'notes' });
    expect(answer).toMatchObject({ status: 401, json: { message: 'Unauthorized' } });
  }
});
