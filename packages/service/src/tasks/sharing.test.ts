import type { Comment, Invitation, Member, Page, Task, TaskList } from '@taskyard/contract';
import type { APIGatewayProxyResult } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { bodyOf, expectContracted } from '../api/module.fixture.ts';
import { taskModule } from './module.fixture.ts';

const read = <Body>(answer: APIGatewayProxyResult): Body => bodyOf<Body & Record<string, unknown>>(answer);
const itemsIn = <Item>(answer: APIGatewayProxyResult): readonly Item[] => read<Page<Item>>(answer).items;

/** Ada's list with a task, shared with Ben in a role. */
async function shared(role: 'EDITOR' | 'VIEWER') {
  const module = taskModule();
  const { ask, make } = module;
  const list = read<TaskList>(await ask('POST /lists', { name: 'Team' }));
  const invited = await ask(`POST /lists/${list.id}/members`, { email: 'ben@example.com', role });
  expectContracted('createMember', invited);
  const invitation = read<Invitation>(invited);
  const joined = await ask('POST /lists/join', { code: invitation.code }, { as: 'ben' });
  expect(joined.statusCode, joined.body).toBe(200);
  const task = await make({ title: 'a', listId: list.id });
  return { ...module, list, invitation, task };
}

describe('lists', () => {
  it('begin with an inbox that stays', async () => {
    const { ask } = taskModule();
    expect(itemsIn(await ask('GET /lists'))).toMatchObject([{ id: 'inbox', name: 'Inbox', role: 'OWNER' }]);
    expect(read(await ask('PATCH /lists/inbox', { name: 'Mine', color: '#112233' }))).toMatchObject({
      name: 'Mine',
      color: '#112233',
      version: 2,
    });
    expect(read(await ask('PATCH /lists/inbox', { color: null }))).not.toHaveProperty('color');
    expect((await ask('DELETE /lists/inbox')).statusCode).toBe(409);
  });

  it('are made, changed, and deleted once they are empty', async () => {
    const { ask, make } = taskModule();
    const made = await ask('POST /lists', { name: 'a' }, { headers: { 'Idempotency-Key': 'k' } });
    expectContracted('createList', made);
    const again = await ask('POST /lists', { name: 'a' }, { headers: { 'Idempotency-Key': 'k' } });
    expect(again.body).toBe(made.body);
    const { id } = read<TaskList>(made);
    const got = await ask(`GET /lists/${id}`);
    expect(got.headers?.ETag).toBe(made.headers?.ETag);
    const stale = { headers: { 'If-Match': '"7-1"' } };
    expect((await ask(`PUT /lists/${id}`, { name: 'b' }, stale)).statusCode).toBe(412);
    const task = await make({ title: 'a', listId: id });
    expect((await ask(`DELETE /lists/${id}`)).statusCode).toBe(409);
    await ask(`DELETE /tasks/${task.id}`);
    expect((await ask(`DELETE /lists/${id}`)).statusCode).toBe(204);
    expect((await ask(`GET /lists/${id}`)).statusCode).toBe(404);
    expect(read(await ask(`POST /tasks/${task.id}/restore`))).toMatchObject({ listId: 'inbox' });
  });

  it('come in pages', async () => {
    const { ask } = taskModule();
    for (const name of ['a', 'b', 'c']) await ask('POST /lists', { name });
    const names: string[] = [];
    for (let query: Record<string, string> | undefined = { pageSize: '1' }; query !== undefined; ) {
      const answer: APIGatewayProxyResult = await ask('GET /lists', undefined, { query });
      names.push(...itemsIn<TaskList>(answer).map(({ name }) => name));
      const { nextPageToken } = read<Page<TaskList>>(answer);
      query = nextPageToken === undefined ? undefined : { pageSize: '1', pageToken: nextPageToken };
    }
    expect(names.sort()).toEqual(['Inbox', 'a', 'b', 'c']);
  });
});

describe('a member', () => {
  it('who edits sees, makes and changes the tasks of the list', async () => {
    const { ask, list, task, make } = await shared('EDITOR');
    const ben = { as: 'ben' };
    expect(itemsIn<TaskList>(await ask('GET /lists', undefined, ben))).toMatchObject([
      { id: 'inbox' },
      { id: list.id, role: 'EDITOR', ownerId: 'ada' },
    ]);
    expect(read(await ask(`GET /tasks/${task.id}`, undefined, ben))).toMatchObject({ title: 'a' });
    const changed = await ask(`PATCH /tasks/${task.id}`, { title: 'b', assigneeId: 'ben' }, ben);
    expect(read(changed)).toMatchObject({ title: 'b', assigneeId: 'ben' });
    const own = await make({ title: 'c', listId: list.id }, 'ben');
    expect(own.createdBy).toBe('ben');
    const seen = await ask('GET /tasks', undefined, { ...ben, query: { listId: list.id } });
    expect(itemsIn<Task>(seen).map(({ title }) => title)).toEqual(['b', 'c']);
    expect(read(await ask(`GET /tasks/${own.id}`))).toMatchObject({ createdBy: 'ben' });
    expect((await ask(`POST /tasks/${task.id}/move`, { listId: 'inbox' }, ben)).statusCode).toBe(400);
    expect((await ask(`PATCH /lists/${list.id}`, { name: 'x' }, ben)).statusCode).toBe(403);
    expect((await ask(`DELETE /lists/${list.id}`, undefined, ben)).statusCode).toBe(403);
    expect((await ask(`DELETE /tasks/${task.id}`, undefined, ben)).statusCode).toBe(204);
    expect((await ask(`POST /tasks/${task.id}/restore`, undefined, ben)).statusCode).toBe(200);
  });

  it('who views changes nothing', async () => {
    const { ask, list, task } = await shared('VIEWER');
    const ben = { as: 'ben' };
    expect((await ask(`GET /tasks/${task.id}`, undefined, ben)).statusCode).toBe(200);
    const tries: readonly (readonly [line: string, body?: object])[] = [
      ['POST /tasks', { title: 'b', listId: list.id }],
      [`PATCH /tasks/${task.id}`, { title: 'b' }],
      [`PATCH /tasks/${task.id}`, {}],
      [`DELETE /tasks/${task.id}`],
      [`POST /tasks/${task.id}/complete`],
      [`POST /tasks/${task.id}/move`, { parentId: null }],
      [`POST /tasks/${task.id}/comments`, { text: 'b' }],
      ['POST /tasks/batch', { steps: [{ action: 'delete', taskId: task.id }] }],
      [`POST /lists/${list.id}/members`, { email: 'eve@example.com', role: 'EDITOR' }],
    ];
    for (const [line, body] of tries) expect((await ask(line, body, ben)).statusCode, line).toBe(403);
    expect(read(await ask(`GET /tasks/${task.id}`))).toEqual(task);
  });

  it('sees no other list, and nothing when the membership ends', async () => {
    const { ask, list, invitation, task, make } = await shared('EDITOR');
    const ben = { as: 'ben' };
    const private_ = await make({ title: 'mine' });
    expect((await ask(`GET /tasks/${private_.id}`, undefined, ben)).statusCode).toBe(404);
    await ask(`PATCH /lists/${list.id}/members/${invitation.id}`, { role: 'VIEWER' });
    expect((await ask(`PATCH /tasks/${task.id}`, { title: 'b' }, ben)).statusCode).toBe(403);
    const self = `/lists/${list.id}/members/${invitation.id}`;
    expect((await ask(`PATCH ${self}`, { role: 'EDITOR' }, ben)).statusCode).toBe(403);
    expect((await ask(`DELETE ${self}`, undefined, ben)).statusCode).toBe(204);
    for (const line of [`GET /tasks/${task.id}`, `GET /lists/${list.id}`, `GET /lists/${list.id}/members`]) {
      expect((await ask(line, undefined, ben)).statusCode, line).toBe(404);
    }
    expect(itemsIn(await ask(`GET /lists/${list.id}/members`))).toEqual([]);
  });

  it('learns nothing from a page token about what else the owner has', async () => {
    const { ask, list, make } = await shared('VIEWER');
    await make({ title: 'an offer to somebody' });
    await make({ title: 'b', listId: list.id });
    const query = { listId: list.id, sort: 'title', pageSize: '1' };
    const page = read<Page<Task>>(await ask('GET /tasks', undefined, { as: 'ben', query }));
    expect(page.items).toHaveLength(1);
    expect(Buffer.from(page.nextPageToken ?? '', 'base64url').toString()).not.toContain('offer');
  });

  it('is assigned only where they share the list', async () => {
    const { ask, list, task, make } = await shared('EDITOR');
    expect((await ask(`PATCH /tasks/${task.id}`, { assigneeId: 'eve' })).statusCode).toBe(400);
    expect((await ask('POST /tasks', { title: 'a', assigneeId: 'ben' })).statusCode).toBe(400);
    const given = await make({ title: 'b', listId: list.id, assigneeId: 'ben' });
    const home = read<Task>(await ask(`POST /tasks/${given.id}/move`, { listId: 'inbox' }));
    expect(home).not.toHaveProperty('assigneeId');
  });
});

describe('an invitation', () => {
  it('is taken once, in time, by anybody but the owner', async () => {
    const { ask, list, invitation, clock } = await shared('EDITOR');
    const join = (code: string, as: string) => ask('POST /lists/join', { code }, { as });
    expect((await join(invitation.code, 'eve')).statusCode).toBe(404);
    expect((await join('made-up', 'eve')).statusCode).toBe(404);
    const invite = async () =>
      read<Invitation>(
        await ask(`POST /lists/${list.id}/members`, { email: 'e@example.com', role: 'VIEWER' }),
      );
    const next = await invite();
    expect((await join(next.code, 'ada')).statusCode).toBe(409);
    expect((await join(next.code, 'ben')).statusCode).toBe(409);
    await ask(`DELETE /lists/${list.id}/members/${next.id}`);
    expect((await join(next.code, 'eve')).statusCode).toBe(404);
    const late = await invite();
    clock.now += 7 * 24 * 60 * 60 * 1000;
    expect((await join(late.code, 'eve')).statusCode).toBe(404);
    expect(itemsIn<Member>(await ask(`GET /lists/${list.id}/members`))).toMatchObject([
      { status: 'JOINED', personId: 'ben' },
    ]);
  });

  it('never shows its code again, and members do not see it', async () => {
    const { ask, list } = await shared('EDITOR');
    await ask(`POST /lists/${list.id}/members`, { email: 'eve@example.com', role: 'VIEWER' });
    const mine = await ask(`GET /lists/${list.id}/members`);
    expect(itemsIn<Member>(mine).map(({ status }) => status)).toEqual(['JOINED', 'INVITED']);
    expect(mine.body).not.toMatch(/code/i);
    const bens = await ask(`GET /lists/${list.id}/members`, undefined, { as: 'ben' });
    expect(itemsIn<Member>(bens).map(({ status }) => status)).toEqual(['JOINED']);
  });

  it('goes with its list, and the inbox has none', async () => {
    const { ask } = taskModule();
    const { id } = read<TaskList>(await ask('POST /lists', { name: 'a' }));
    const invite = { email: 'eve@example.com', role: 'VIEWER' };
    const { code } = read<Invitation>(await ask(`POST /lists/${id}/members`, invite));
    expect((await ask('POST /lists/inbox/members', invite)).statusCode).toBe(409);
    await ask(`DELETE /lists/${id}`);
    expect((await ask('POST /lists/join', { code }, { as: 'eve' })).statusCode).toBe(404);
  });
});

describe('comments', () => {
  it('are counted, in pages, and changed by their authors alone', async () => {
    const { ask, task } = await shared('EDITOR');
    const ben = { as: 'ben' };
    const at = `/tasks/${task.id}/comments`;
    const made = await ask(`POST ${at}`, { text: 'first' }, { headers: { 'Idempotency-Key': 'k' } });
    expectContracted('createComment', made);
    await ask(`POST ${at}`, { text: 'first' }, { headers: { 'Idempotency-Key': 'k' } });
    const bens = read<Comment>(await ask(`POST ${at}`, { text: 'second' }, ben));
    expect(read(await ask(`GET /tasks/${task.id}`))).toMatchObject({ commentCount: 2, version: 3 });
    const page = await ask(`GET ${at}`, undefined, { query: { pageSize: '1' } });
    expect(itemsIn<Comment>(page)).toEqual([bens]);
    const { nextPageToken = '' } = read<Page<Comment>>(page);
    const rest = await ask(`GET ${at}`, undefined, { query: { pageSize: '1', pageToken: nextPageToken } });
    expect(read(rest)).toMatchObject({ items: [{ text: 'first', authorId: 'ada' }] });
    const first = read<Comment>(made);
    expect((await ask(`PATCH ${at}/${bens.id}`, { text: 'x' })).statusCode).toBe(403);
    expect((await ask(`DELETE ${at}/${first.id}`, undefined, ben)).statusCode).toBe(403);
    const changed = await ask(`PATCH ${at}/${bens.id}`, { text: 'x' }, ben);
    expectContracted('patchComment', changed);
    expect(read(await ask(`GET ${at}/${bens.id}`))).toMatchObject({ text: 'x', version: 2 });
    expect((await ask(`DELETE ${at}/${bens.id}`)).statusCode).toBe(204);
    expect((await ask(`GET ${at}/${bens.id}`)).statusCode).toBe(404);
    expect(read(await ask(`GET /tasks/${task.id}`))).toMatchObject({ commentCount: 1 });
    expect((await ask(`GET ${at}`, undefined, { as: 'eve' })).statusCode).toBe(404);
  });
});
