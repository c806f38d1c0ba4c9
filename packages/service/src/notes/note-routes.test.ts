import { type Note, operationsOf } from '@taskyard/contract';
import type { APIGatewayProxyResult } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { ABSENT, bodyOf, expectContracted, sender, testTools } from '../api/module.fixture.ts';
import type { TestRequest } from '../api/proxy-event.fixture.ts';
import { memoryNoteStore } from './memory-note-store.ts';
import { noteItem, noteOf } from './note-item.ts';
import { noteRoutes } from './note-routes.ts';

/** The module over an empty store. */
function module() {
  const tools = testTools();
  const routes = noteRoutes({ ...tools, store: memoryNoteStore() });
  const send = sender(routes);
  const create = (body: unknown, more: Partial<TestRequest> = {}): Promise<APIGatewayProxyResult> =>
    send({ method: 'POST', resource: '/notes', body, ...more });
  const list = (query: TestRequest['query'] = {}, as = 'ada'): Promise<APIGatewayProxyResult> =>
    send({ method: 'GET', resource: '/notes', query, as });
  const one = (
    method: string,
    noteId: string,
    more: Partial<TestRequest> = {},
  ): Promise<APIGatewayProxyResult> =>
    send({ method, resource: '/notes/{noteId}', parameters: { noteId }, ...more });
  return { ...tools, routes, create, list, one };
}

const titlesOf = (result: APIGatewayProxyResult): readonly string[] =>
  bodyOf<{ items: Note[] }>(result).items.map(({ title }) => title);

it('has code for every operation of the module, and answers as the contract says', async () => {
  const { routes, create, list, one } = module();
  expect(routes.map(({ name }) => name)).toEqual(operationsOf('notes').map(({ name }) => name));
  const made = await create({ title: 'a', body: 'text', labels: ['x'] });
  const { id } = bodyOf<Note>(made);
  expectContracted('createNote', made);
  expectContracted('listNotes', await list());
  expectContracted('getNote', await one('GET', id));
  expectContracted('updateNote', await one('PUT', id, { body: { pinned: true } }));
  expectContracted('patchNote', await one('PATCH', id, { body: { body: null } }));
  expectContracted('deleteNote', await one('DELETE', id));
});

describe('creating', () => {
  it('fills in what the body leaves out, with the bytes that reading will give', async () => {
    const { create, one } = module();
    const made = await create({ title: 'a' });
    expect(bodyOf(made)).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      title: 'a',
      pinned: false,
      labels: [],
      version: 1,
      createdAt: '2026-11-20T10:00:00.000Z',
      updatedAt: '2026-11-20T10:00:00.000Z',
      createdBy: 'ada',
      body: '',
    });
    expect((await one('GET', bodyOf<Note>(made).id)).body).toBe(made.body);
    expect(made.body).toBe(JSON.stringify(noteOf(noteItem(bodyOf<Note>(made)))));
  });

  it.each<[name: string, body: unknown, pointer: string]>([
    ['no title', {}, '/title'],
    ['a title of 201 characters', { title: 'x'.repeat(201) }, '/title'],
    ['a title of two lines', { title: 'a\nb' }, '/title'],
    ['a body of more than 100 KB', { title: 'a', body: 'ü'.repeat(51_201) }, '/body'],
    ['half a character', { title: 'a', body: '\ud800' }, '/body'],
    ['a pin of text', { title: 'a', pinned: 'yes' }, '/pinned'],
    ['a label twice', { title: 'a', labels: ['x', 'x'] }, '/labels'],
    ['who owns it', { title: 'a', createdBy: 'ben' }, '/createdBy'],
  ])('refuses %s', async (_name, body, pointer) => {
    const { create } = module();
    expect(bodyOf(await create(body))).toMatchObject({ status: 400, errors: [{ pointer }] });
  });

  it('takes a body of exactly 100 KB', async () => {
    const { create } = module();
    expect((await create({ title: 'a', body: 'ü'.repeat(51_200) })).statusCode).toBe(201);
  });
});

describe('listing', () => {
  it('shows no bodies, pinned notes alone when asked, and finds titles', async () => {
    const { create, list } = module();
    for (const [title, pinned] of [
      ['Shopping', true],
      ['Ideas', false],
      ['Shop hours', false],
    ] as const) {
      await create({ title, pinned, body: 'text' });
    }
    expect(titlesOf(await list())).toEqual(['Shop hours', 'Ideas', 'Shopping']);
    expect((await list()).body).not.toContain('text');
    expect(titlesOf(await list({ pinned: 'true' }))).toEqual(['Shopping']);
    expect(titlesOf(await list({ pinned: 'false' }))).toEqual(['Shop hours', 'Ideas']);
    expect(titlesOf(await list({ q: 'SHOP' }))).toEqual(['Shop hours', 'Shopping']);
    expect(titlesOf(await list({ q: 'shop', pinned: 'true' }))).toEqual(['Shopping']);
    expect(titlesOf(await list({}, 'ben'))).toEqual([]);
  });

  it('leads on with the same filters, and its tokens serve no other list', async () => {
    const { create, list } = module();
    for (const title of ['a1', 'b', 'a2']) await create({ title });
    const first = await list({ pageSize: '1', q: 'a', pinned: 'false' });
    const { nextPageToken: pageToken } = bodyOf<{ nextPageToken: string }>(first);
    const link = /^<\?(.*)>; rel="next"$/.exec(String(first.headers?.Link))?.[1];
    expect(Object.fromEntries(new URLSearchParams(link))).toEqual({
      pageSize: '1',
      q: 'a',
      pinned: 'false',
      pageToken,
    });
    expect(titlesOf(await list({ pageSize: '1', q: 'a', pinned: 'false', pageToken }))).toEqual(['a1']);
    for (const other of [{ q: 'b' }, { q: 'a', pinned: 'true' }, {}]) {
      expect((await list({ ...other, pageToken })).statusCode).toBe(400);
    }
    expect((await list({ q: 'a', pinned: 'false', pageToken }, 'ben')).statusCode).toBe(400);
  });

  it.each([
    [{ pinned: 'yes' }, 'pinned'],
    [{ pinned: '' }, 'pinned'],
    [{ q: '' }, 'q'],
    [{ q: 'x'.repeat(201) }, 'q'],
  ])('refuses the query %j', async (query, pointer) => {
    const { list } = module();
    expect(bodyOf(await list(query))).toMatchObject({ status: 400, errors: [{ pointer }] });
  });
});

describe('one note', () => {
  it.each(['PUT', 'PATCH'])('keeps with %s what the body does not name', async (method) => {
    const { create, one } = module();
    const before = bodyOf<Note>(await create({ title: 'a', body: 'text', labels: ['x'] }));
    const result = await one(method, before.id, { body: { pinned: true } });
    expect(result).toMatchObject({ statusCode: 200, headers: { ETag: '"2-1"' } });
    expect(bodyOf(result)).toEqual({ ...before, pinned: true, version: 2 });
    expect(bodyOf(await one(method, before.id, { body: {} }))).toEqual(bodyOf(result));
  });

  it('is read, changed and deleted in the version that the headers name', async () => {
    const { create, one } = module();
    const { id } = bodyOf<Note>(await create({ title: 'a' }));
    expect((await one('GET', id, { headers: { 'If-None-Match': '"1-1"' } })).statusCode).toBe(304);
    const first = { headers: { 'If-Match': '"1-1"' } };
    expect((await one('PUT', id, { body: { title: 'b' }, ...first })).statusCode).toBe(200);
    expect((await one('PUT', id, { body: { title: 'c' }, ...first })).statusCode).toBe(412);
    expect((await one('PATCH', id, { body: {}, ...first })).statusCode).toBe(412);
    expect((await one('DELETE', id, first)).statusCode).toBe(412);
    expect((await one('DELETE', id, { headers: { 'If-Match': '"2-1"' } })).statusCode).toBe(204);
  });

  it("answers 404 to everybody else, as if it weren't there", async () => {
    const { create, one } = module();
    const made = await create({ title: 'a' });
    const { id } = bodyOf<Note>(made);
    for (const [method, more] of [
      ['GET', {}],
      ['PUT', { body: { title: 'b' } }],
      ['PATCH', { body: {} }],
      ['DELETE', {}],
    ] as const) {
      const foreign = await one(method, id, { ...more, as: 'ben' });
      expect(foreign.statusCode).toBe(404);
      expect(foreign).toEqual(await one(method, ABSENT, { ...more, as: 'ben' }));
    }
    expect(bodyOf(await one('GET', id))).toEqual(bodyOf(made));
  });
});
