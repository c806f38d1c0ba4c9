import { beforeAll, describe, expect, inject, it } from 'vitest';
import { type Answer, type Call, call } from '../support/call-api.ts';
import { readOutputs } from '../support/outputs.ts';
import { newPerson, type Person } from '../support/person.ts';

/** Lists of tasks, by one person and by several. */

const outputs = readOutputs(inject('outputsFile'));
let ada: Person;
let ben: Person;

const asAda = (request: Call): Promise<Answer> => call(outputs, { token: ada.accessToken, ...request });
const asBen = (request: Call): Promise<Answer> => call(outputs, { token: ben.accessToken, ...request });

interface TaskView {
  readonly id: string;
  readonly title: string;
  readonly position: string;
}

/** Sends, and expects a status; gives the body. */
async function told<Body>(
  status: number,
  send: (request: Call) => Promise<Answer>,
  request: Call,
): Promise<Body> {
  const answer = await send(request);
  expect(answer.status, answer.text).toBe(status);
  return answer.json as Body;
}

const newList = (name: string): Promise<{ readonly id: string }> =>
  told(201, asAda, { method: 'POST', path: 'lists', body: { name } });

const newTask = (body: object): Promise<TaskView> =>
  told(201, asAda, { method: 'POST', path: 'tasks', body });

/** The tasks that a query lists, once it has as many: an index may lag for a moment. */
async function listed(query: string, count: number): Promise<readonly TaskView[]> {
  await expect
    .poll(async () => ((await asAda({ path: `tasks?${query}` })).json as { items: TaskView[] }).items.length)
    .toBe(count);
  return ((await asAda({ path: `tasks?${query}` })).json as { items: TaskView[] }).items;
}

beforeAll(async () => {
  [ada, ben] = await Promise.all([newPerson(outputs, 'ada'), newPerson(outputs, 'ben')]);
});

describe('a list', () => {
  it('is shared by a code, by role, until the membership ends', async () => {
    const { id } = await newList('Team');
    const task = await newTask({ title: 'ours', listId: id });
    const invitation = await told<{ readonly id: string; readonly code: string }>(201, asAda, {
      method: 'POST',
      path: `lists/${id}/members`,
      body: { email: ben.email, role: 'VIEWER' },
    });
    await told(404, asBen, { path: `tasks/${task.id}` });
    const join = { method: 'POST', path: 'lists/join', body: { code: invitation.code } };
    await told(200, asBen, join);
    await told(404, asBen, join);
    await told(200, asBen, { path: `tasks/${task.id}` });
    const change = { method: 'PATCH', path: `tasks/${task.id}`, body: { title: "Ben's" } };
    await told(403, asBen, change);
    const member = `lists/${id}/members/${invitation.id}`;
    await told(200, asAda, { method: 'PATCH', path: member, body: { role: 'EDITOR' } });
    expect(await told(200, asBen, change)).toMatchObject({ title: "Ben's", version: 2 });
    await told(201, asBen, { method: 'POST', path: `tasks/${task.id}/comments`, body: { text: 'done' } });
    const history = await told<{ items: object[] }>(200, asAda, { path: `tasks/${task.id}/history` });
    expect(history.items).toMatchObject([{ action: 'UPDATED' }, { action: 'CREATED' }]);
    await told(204, asAda, { method: 'DELETE', path: member });
    await told(404, asBen, { path: `tasks/${task.id}` });
    expect((await asBen({ path: 'tasks' })).json).toEqual({ items: [] });
  });

  it('keeps every place apart when many are put into the same gap at once', async () => {
    const { id: listId } = await newList('Order');
    const first = await newTask({ title: 'first', listId });
    await newTask({ title: 'last', listId });
    const middle = await Promise.all(
      Array.from({ length: 8 }, (_, at) => newTask({ title: `middle ${at}`, listId })),
    );
    await Promise.all(
      middle.map(({ id }) =>
        told(200, asAda, { method: 'POST', path: `tasks/${id}/move`, body: { after: first.id } }),
      ),
    );
    await expect.poll(async () => (await listed(`listId=${listId}`, 10)).at(-1)?.title).toBe('last');
    const tasks = await listed(`listId=${listId}`, 10);
    expect(tasks[0]?.title).toBe('first');
    expect(new Set(tasks.map(({ position }) => position)).size).toBe(10);
  });
});

it('of fifty who change one version of a task, one is heard', async () => {
  const { id } = await newTask({ title: 'contended' });
  const etag = (await asAda({ path: `tasks/${id}` })).headers.get('etag') ?? '';
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, at) =>
      asAda({
        method: 'PATCH',
        path: `tasks/${id}`,
        headers: { 'If-Match': etag },
        body: { title: `by ${at}` },
      }),
    ),
  );
  const statuses = answers.map(({ status }) => status);
  expect(statuses.filter((status) => status === 200)).toHaveLength(1);
  expect(statuses.filter((status) => status === 412)).toHaveLength(49);
});

it('a batch happens whole or not at all', async () => {
  const task = await newTask({ title: 'in a batch' });
  const batch = (last: object): Call => ({
    method: 'POST',
    path: 'tasks/batch',
    body: {
      steps: [
        { action: 'create', task: { title: 'beside it' } },
        { action: 'update', taskId: task.id, change: { status: 'COMPLETED' } },
        last,
      ],
    },
  });
  const absent = '01890a5d-ac96-774b-bcce-b302099a8057';
  const refused = await told<object>(404, asAda, batch({ action: 'delete', taskId: absent }));
  expect(refused).toMatchObject({ errors: [{ pointer: '/steps/2' }] });
  expect((await asAda({ path: `tasks/${task.id}` })).json).toEqual(task);
  const done = await told(200, asAda, batch({ action: 'create', task: { title: 'and another' } }));
  expect(done).toMatchObject({ tasks: [{ title: 'beside it' }, { status: 'COMPLETED' }, {}] });
});

it('a deleted task waits in the trash, and a sync tells of it', async () => {
  const task = await newTask({ title: 'thrown away' });
  interface Changes {
    readonly changes: readonly { readonly taskId: string; readonly task?: { readonly deletedAt?: string } }[];
    readonly syncToken: string;
  }
  const before = await told<Changes>(200, asAda, { path: 'changes' });
  await told(204, asAda, { method: 'DELETE', path: `tasks/${task.id}` });
  expect((await listed('deleted=true', 1))[0]).toMatchObject({ id: task.id });
  await expect
    .poll(async () => {
      const path = `changes?since=${before.syncToken}`;
      const { changes } = await told<Changes>(200, asAda, { path });
      return changes.find(({ taskId }) => taskId === task.id)?.task?.deletedAt;
    })
    .toBeDefined();
  await told(200, asAda, { method: 'POST', path: `tasks/${task.id}/restore` });
  await told(200, asAda, { path: `tasks/${task.id}` });
  await told(204, asAda, { method: 'DELETE', path: `tasks/${task.id}?permanent=true` });
  await told(404, asAda, { method: 'POST', path: `tasks/${task.id}/restore` });
});

it('a completed task that recurs is there again, due the next time', async () => {
  const { id } = await newTask({ title: 'weekly', dueOn: '2026-11-20', recurrence: 'FREQ=WEEKLY' });
  await told(200, asAda, { method: 'POST', path: `tasks/${id}/complete` });
  const [next] = await listed('q=weekly&status=PENDING', 1);
  expect(next).toMatchObject({ title: 'weekly', dueOn: '2026-11-27', recurrence: 'FREQ=WEEKLY' });
});
