import type { Page, Task, TaskList } from '@taskyard/contract';
import type { APIGatewayProxyResult } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { ABSENT, bodyOf, expectContracted } from '../api/module.fixture.ts';
import { taskModule } from './module.fixture.ts';

const taskIn = (answer: APIGatewayProxyResult): Task => bodyOf<Task & Record<string, unknown>>(answer);
const itemsIn = <Item>(answer: APIGatewayProxyResult): readonly Item[] =>
  bodyOf<Page<Item> & Record<string, unknown>>(answer).items;

describe('completing and reopening', () => {
  it('sets status and completedAt, once', async () => {
    const { ask, make } = taskModule();
    const { id } = await make({ title: 'a' });
    const done = await ask(`POST /tasks/${id}/complete`);
    expectContracted('completeTask', done);
    expect(taskIn(done)).toMatchObject({ status: 'COMPLETED', version: 2, completedAt: expect.any(String) });
    expect(taskIn(await ask(`POST /tasks/${id}/complete`)).version).toBe(2);
    const open = taskIn(await ask(`POST /tasks/${id}/reopen`));
    expect(open).toMatchObject({ status: 'PENDING', version: 3 });
    expect(open).not.toHaveProperty('completedAt');
    const stale = await ask(`POST /tasks/${id}/complete`, undefined, { headers: { 'If-Match': '"1-1"' } });
    expect(stale.statusCode).toBe(412);
  });

  it.each(['complete', 'patch'])('makes a task that recurs anew, once (%s)', async (way) => {
    const { ask, make } = taskModule();
    const { id } = await make({
      title: 'a',
      dueOn: '2026-11-20',
      recurrence: 'FREQ=WEEKLY',
      checklist: [{ id: '1', text: 'b', done: true }],
    });
    const complete = () =>
      way === 'complete'
        ? ask(`POST /tasks/${id}/complete`)
        : ask(`PATCH /tasks/${id}`, { status: 'COMPLETED' });
    expect(taskIn(await complete())).not.toHaveProperty('recurrence');
    await ask(`POST /tasks/${id}/reopen`);
    await complete();
    const open = itemsIn<Task>(await ask('GET /tasks', undefined, { query: { status: 'PENDING' } }));
    expect(open).toMatchObject([
      {
        dueOn: '2026-11-27',
        recurrence: 'FREQ=WEEKLY',
        version: 1,
        checklist: [{ id: '1', text: 'b', done: false }],
      },
    ]);
  });

  it('needs a due date to recur', async () => {
    const { ask } = taskModule();
    expect((await ask('POST /tasks', { title: 'a', recurrence: 'FREQ=DAILY' })).statusCode).toBe(400);
  });
});

describe('the trash', () => {
  it('keeps a task for 30 days, from where it comes back', async () => {
    const { ask, make, clock } = taskModule();
    const { id } = await make({ title: 'a' });
    expect((await ask(`DELETE /tasks/${id}`)).statusCode).toBe(204);
    expect((await ask(`GET /tasks/${id}`)).statusCode).toBe(404);
    expect(itemsIn(await ask('GET /tasks'))).toEqual([]);
    const inTrash = () => ask('GET /tasks', undefined, { query: { deleted: 'true' } });
    expect(itemsIn(await inTrash())).toMatchObject([
      { id, deletedAt: '2026-11-20T10:00:00.000Z', purgeAt: '2026-12-20T10:00:00.000Z', version: 2 },
    ]);
    const back = await ask(`POST /tasks/${id}/restore`);
    expectContracted('restoreTask', back);
    expect(taskIn(back)).toMatchObject({ id, version: 3 });
    expect(taskIn(back)).not.toHaveProperty('deletedAt');
    expect(itemsIn(await inTrash())).toEqual([]);
    expect((await ask(`POST /tasks/${id}/restore`)).statusCode).toBe(404);
    await ask(`DELETE /tasks/${id}`);
    clock.now += 30 * 24 * 60 * 60 * 1000;
    expect((await ask(`POST /tasks/${id}/restore`)).statusCode).toBe(404);
  });

  it('is passed by, or emptied of one task, when asked', async () => {
    const { ask, make } = taskModule();
    const [one, other] = [await make({ title: 'a' }), await make({ title: 'b' })];
    const permanent = { query: { permanent: 'true' } };
    await ask(`DELETE /tasks/${one.id}`);
    expect((await ask(`DELETE /tasks/${one.id}`)).statusCode).toBe(404);
    for (const { id } of [one, other]) {
      expect((await ask(`DELETE /tasks/${id}`, undefined, permanent)).statusCode).toBe(204);
      expect((await ask(`POST /tasks/${id}/restore`)).statusCode).toBe(404);
      expect((await ask(`DELETE /tasks/${id}`, undefined, permanent)).statusCode).toBe(404);
    }
  });
});

describe('moving', () => {
  async function inList(ask: ReturnType<typeof taskModule>['ask'], listId: string) {
    return itemsIn<Task>(await ask('GET /tasks', undefined, { query: { listId } })).map(({ title }) => title);
  }

  it('puts a task before or after another', async () => {
    const { ask, make } = taskModule();
    const [a, b, c] = [await make({ title: 'a' }), await make({ title: 'b' }), await make({ title: 'c' })];
    expectContracted('moveTask', await ask(`POST /tasks/${c.id}/move`, { before: a.id }));
    expect(await inList(ask, 'inbox')).toEqual(['c', 'a', 'b']);
    await ask(`POST /tasks/${c.id}/move`, { after: a.id });
    expect(await inList(ask, 'inbox')).toEqual(['a', 'c', 'b']);
    await ask(`POST /tasks/${a.id}/move`, { after: b.id });
    await make({ title: 'd' });
    expect(await inList(ask, 'inbox')).toEqual(['c', 'b', 'a', 'd']);
    for (const beside of [a.id, ABSENT]) {
      expect((await ask(`POST /tasks/${a.id}/move`, { before: beside })).statusCode).toBe(400);
    }
  });

  it('goes to another list and leaves its parent', async () => {
    const { ask, make } = taskModule();
    const list = bodyOf<TaskList & Record<string, unknown>>(await ask('POST /lists', { name: 'b' }));
    const parent = await make({ title: 'a' });
    const part = await make({ title: 'b', parentId: parent.id });
    const moved = taskIn(await ask(`POST /tasks/${part.id}/move`, { listId: list.id }));
    expect(moved).toMatchObject({ listId: list.id });
    expect(moved).not.toHaveProperty('parentId');
    expect([await inList(ask, 'inbox'), await inList(ask, list.id)]).toEqual([['a'], ['b']]);
    expect((await ask(`POST /tasks/${part.id}/move`, { parentId: parent.id })).statusCode).toBe(400);
    expect((await ask(`POST /tasks/${part.id}/move`, { listId: ABSENT })).statusCode).toBe(404);
  });

  it('makes no task a part of itself', async () => {
    const { ask, make } = taskModule();
    const a = await make({ title: 'a' });
    const b = await make({ title: 'b', parentId: a.id });
    expect((await ask(`POST /tasks/${a.id}/move`, { parentId: b.id })).statusCode).toBe(400);
    expect((await ask(`POST /tasks/${a.id}/move`, { parentId: a.id })).statusCode).toBe(400);
    expect(taskIn(await ask(`POST /tasks/${b.id}/move`, { parentId: null }))).not.toHaveProperty('parentId');
  });
});

describe('a batch', () => {
  it('makes, changes and deletes, in one step', async () => {
    const { ask, make } = taskModule();
    const [a, b] = [await make({ title: 'a' }), await make({ title: 'b' })];
    const answer = await ask('POST /tasks/batch', {
      steps: [
        { action: 'create', task: { title: 'c' } },
        { action: 'update', taskId: a.id, change: { status: 'COMPLETED' }, version: 1 },
        { action: 'delete', taskId: b.id },
      ],
    });
    expectContracted('batchTasks', answer);
    expect(bodyOf(answer)).toMatchObject({
      tasks: [{ title: 'c' }, { id: a.id, status: 'COMPLETED' }, { id: b.id, deletedAt: expect.any(String) }],
    });
    expect(itemsIn<Task>(await ask('GET /tasks')).map(({ title }) => title)).toEqual(['c', 'a']);
  });

  it.each([
    [{ action: 'update', taskId: ABSENT, change: { title: 'b' } }, 404, '/steps/1'],
    [{ action: 'create', task: { title: 'b', parentId: ABSENT } }, 400, '/steps/1/parentId'],
    [{ action: 'create', task: {} }, 400, '/steps/1/task/title'],
    [{ action: 'destroy' }, 400, '/steps/1/action'],
  ])('with %j does nothing and says which step it was', async (step, status, pointer) => {
    const { ask } = taskModule();
    const answer = await ask('POST /tasks/batch', {
      steps: [{ action: 'create', task: { title: 'a' } }, step],
    });
    expect(bodyOf(answer)).toMatchObject({ status, errors: [{ pointer }] });
    expect(itemsIn(await ask('GET /tasks'))).toEqual([]);
  });

  it('refuses a version that is not there any more, and a task named twice', async () => {
    const { ask, make } = taskModule();
    const { id: taskId } = await make({ title: 'a' });
    const remove = { action: 'delete', taskId };
    const stale = await ask('POST /tasks/batch', { steps: [{ ...remove, version: 2 }] });
    expect(bodyOf(stale)).toMatchObject({ status: 409, errors: [{ pointer: '/steps/0' }] });
    expect((await ask('POST /tasks/batch', { steps: [remove, remove] })).statusCode).toBe(400);
  });
});

describe('the changes', () => {
  interface Told {
    readonly changes: readonly { readonly taskId: string; readonly task?: Task }[];
    readonly syncToken: string;
    readonly more: boolean;
  }

  it('tell everything once, then what is new, the trash and what is gone', async () => {
    const { ask, make, clock } = taskModule();
    const [a, b, c] = [await make({ title: 'a' }), await make({ title: 'b' }), await make({ title: 'c' })];
    let since: string | undefined;
    const sync = async (): Promise<Told> => {
      const answer = await ask('GET /changes', undefined, {
        query: { pageSize: '2', ...(since === undefined ? {} : { since }) },
      });
      expectContracted('listChanges', answer);
      const told = bodyOf<Told & Record<string, unknown>>(answer);
      since = told.syncToken;
      clock.now += 60_000;
      return told;
    };
    expect(await sync()).toMatchObject({ changes: [{ taskId: a.id }, { taskId: b.id }], more: true });
    expect(await sync()).toMatchObject({ changes: [{ taskId: c.id }], more: false });
    // Told within the time in which something may still come to light: again, not lost.
    await sync();
    expect((await sync()).changes).toEqual([]);
    await ask(`PATCH /tasks/${a.id}`, { title: 'new' });
    await ask(`DELETE /tasks/${b.id}`, undefined, { query: { permanent: 'true' } });
    const told = await sync();
    expect(told.changes).toMatchObject([{ taskId: a.id, task: { title: 'new' } }, { taskId: b.id }]);
    expect(told.changes[1]).not.toHaveProperty('task');
    const foreign = await ask('GET /changes', undefined, { as: 'ben', query: { since: since ?? '' } });
    expect(bodyOf(foreign)).toMatchObject({ status: 400, errors: [{ pointer: 'since' }] });
    clock.now += 31 * 24 * 60 * 60 * 1000;
    expect((await ask('GET /changes', undefined, { query: { since: since ?? '' } })).statusCode).toBe(410);
  });
});
