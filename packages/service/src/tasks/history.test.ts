import type { HistoryEntry, Page, Task } from '@taskyard/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bodyOf, expectContracted, NOW, sender, type TestTools, testTools } from '../api/module.fixture.ts';
import type { TestRequest } from '../api/proxy-event.fixture.ts';
import { recordedClient } from '../dynamo/recorded-client.fixture.ts';
import { memoryBucket } from '../s3/memory-bucket.fixture.ts';
import { followChange } from '../task-stream/follow-change.ts';
import { dynamoTaskTable } from './dynamo-task-table.ts';
import { historyItem } from './history-item.ts';
import { type Ask, taskModule } from './module.fixture.ts';
import { taskItem, taskKey } from './task-item.ts';
import { taskRoutes } from './task-routes.ts';
import type { TaskTable } from './task-table.ts';

async function historyOf(
  ask: Ask,
  taskId: string,
  { pageSize = 100, as = 'ada', between = async () => {} }: Partial<Reading> = {},
): Promise<readonly HistoryEntry[]> {
  const entries: HistoryEntry[] = [];
  for (let query: Record<string, string> = { pageSize: String(pageSize) }; ; ) {
    const answer = await ask(`GET /tasks/${taskId}/history`, undefined, { query, as });
    expectContracted('listHistory', answer);
    const { items, nextPageToken } = bodyOf<Page<HistoryEntry> & Record<string, unknown>>(answer);
    expect(items.length).toBeLessThanOrEqual(pageSize);
    entries.push(...items);
    if (nextPageToken === undefined) return entries;
    query = { pageSize: String(pageSize), pageToken: nextPageToken };
    await between();
  }
}

interface Reading {
  readonly pageSize: number;
  readonly as: string;
  /** What happens between two pages. */
  readonly between: () => Promise<void>;
}

/** A task with so many changes, a second apart, that nobody has followed. */
async function changedTask(count: number) {
  const module = taskModule();
  const { id } = await module.make({ title: 'change 0' });
  module.records.splice(0);
  for (let at = 1; at <= count; at += 1) {
    module.clock.now += 1000;
    await module.ask(`PATCH /tasks/${id}`, { title: `change ${at}` });
  }
  return { ...module, id };
}

/** Requests over a table with a clock and ids of their own. */
function routesOver(tools: TestTools, table: TaskTable): ReturnType<typeof sender> {
  const bucket = memoryBucket(tools.now);
  return sender(
    taskRoutes({ ...tools, table, attachments: bucket, transfers: bucket, newSecret: () => 'secret' }),
  );
}

const patchOf = (taskId: string, body: object): TestRequest => ({
  method: 'PATCH',
  resource: '/tasks/{taskId}',
  parameters: { taskId },
  body,
});

const titleOf = ({ action, changes }: HistoryEntry): string =>
  action === 'CREATED' ? 'change 0' : String(changes[0]?.to);

describe('the history', () => {
  it('tells who did what, in pages, down to the beginning', async () => {
    const { ask, make, follow } = taskModule();
    const { id } = await make({ title: 'a' });
    await ask(`PATCH /tasks/${id}`, { title: 'b', description: 'long' });
    await ask(`POST /tasks/${id}/complete`);
    const told = [
      { action: 'COMPLETED', by: 'ada', changes: [{ field: 'status', from: 'PENDING', to: 'COMPLETED' }] },
      { action: 'UPDATED', changes: [{ field: 'title', from: 'a', to: 'b' }, { field: 'description' }] },
      { action: 'CREATED', by: 'ada', changes: [] },
    ];
    expect(await historyOf(ask, id)).toMatchObject([told[0], told[2]]);
    await follow();
    expect(await historyOf(ask, id, { pageSize: 1 })).toMatchObject(told);
  });

  it('tells the last change at once and each change once, whatever was followed so far and in whichever pages', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 6 }),
        fc.integer({ min: 1, max: 8 }),
        fc.infiniteStream(fc.boolean()),
        async (count, pageSize, coins) => {
          const { ask, id, records, table, bucket } = await changedTask(count);
          const followed = new Set<number>();
          for (const [at, record] of [...records].entries()) {
            if (!coins.next().value) continue;
            await followChange({ table, attachments: bucket }, record);
            followed.add(at + 1);
          }
          const told = Array.from({ length: count + 1 }, (_, at) => count - at).filter(
            (at) => at === 0 || at === count || followed.has(at),
          );
          const entries = await historyOf(ask, id, { pageSize });
          expect(entries.map(titleOf)).toEqual(told.map((at) => `change ${at}`));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('tells nothing twice when the last change is followed between two pages', async () => {
    const { ask, id, follow } = await changedTask(3);
    expect((await historyOf(ask, id, { pageSize: 1, between: follow })).map(titleOf)).toEqual([
      'change 3',
      'change 2',
      'change 1',
      'change 0',
    ]);
  });

  it('puts a last change of a clock that is behind where its id belongs', async () => {
    const { ask, id, follow, table } = await changedTask(4);
    await follow();
    const behind = testTools();
    behind.clock.now = NOW + 2500;
    await routesOver(behind, table)(patchOf(id, { title: 'behind' }));
    const told = ['change 4', 'change 3', 'behind', 'change 2', 'change 1', 'change 0'];
    for (const pageSize of [1, 2, 3, 4, 10]) {
      expect((await historyOf(ask, id, { pageSize })).map(titleOf), String(pageSize)).toEqual(told);
    }
    await follow();
    expect((await historyOf(ask, id, { pageSize: 2 })).map(titleOf)).toEqual(told);
  });

  it('tells of the trash, of a restored task and of batches, and not of comments', async () => {
    const { ask, id, follow, records } = await changedTask(1);
    await ask(`POST /tasks/${id}/comments`, { text: 'a' });
    await follow();
    await ask(`POST /tasks/${id}/comments`, { text: 'b' });
    expect(await historyOf(ask, id)).toMatchObject([{ action: 'UPDATED' }, { action: 'CREATED' }]);
    await ask(`DELETE /tasks/${id}`);
    expect((await ask(`GET /tasks/${id}/history`)).statusCode).toBe(404);
    await ask(`POST /tasks/${id}/restore`);
    await ask('POST /tasks/batch', {
      steps: [{ action: 'update', taskId: id, change: { title: 'in a batch' } }],
    });
    await ask(`POST /tasks/${id}/move`, { parentId: null });
    expect(await historyOf(ask, id)).toHaveLength(3);
    // The records of two items may come in any order.
    records.reverse();
    await follow();
    expect((await historyOf(ask, id)).map(({ action }) => action)).toEqual([
      'UPDATED',
      'RESTORED',
      'DELETED',
      'UPDATED',
      'CREATED',
    ]);
  });

  it('of a shared task is the same for who shares it, at once and later', async () => {
    const { ask, make, follow } = taskModule();
    const listId = String(bodyOf(await ask('POST /lists', { name: 'Team' })).id);
    const invited = await ask(`POST /lists/${listId}/members`, { email: 'ed@example.com', role: 'EDITOR' });
    await ask('POST /lists/join', { code: bodyOf(invited).code }, { as: 'ed' });
    const { id } = await make({ title: 'ours', listId });
    await ask(`PATCH /tasks/${id}`, { title: "Ed's" }, { as: 'ed' });
    const told = [
      { action: 'UPDATED', by: 'ed' },
      { action: 'CREATED', by: 'ada' },
    ];
    for (const as of ['ada', 'ed']) expect(await historyOf(ask, id, { as })).toMatchObject(told);
    await follow();
    for (const as of ['ada', 'ed']) expect(await historyOf(ask, id, { as })).toMatchObject(told);
    expect((await ask(`GET /tasks/${id}/history`, undefined, { as: 'eve' })).statusCode).toBe(404);
  });

  it('goes on where a task was stored without its last change', async () => {
    const { ask, make, follow, table, newId } = taskModule();
    const task = await make({ title: 'a' });
    const entry = { id: newId(), at: task.createdAt, by: 'ada', action: 'UPDATED', changes: [] } as const;
    await table.write([{ put: historyItem(task.id, entry) }]);
    await table.write([{ put: taskItem('ada', { ...task, version: 2 }, undefined) }]);
    await follow();
    expect(await historyOf(ask, task.id)).toMatchObject([entry, { action: 'CREATED' }]);
    await ask(`PATCH /tasks/${task.id}`, { title: 'b' });
    await follow();
    expect(await historyOf(ask, task.id)).toMatchObject([
      { action: 'UPDATED' },
      entry,
      { action: 'CREATED' },
    ]);
  });
});

describe('a change', () => {
  it('of a task is one put on a condition, with its entry in the item', async () => {
    const made = await taskModule().make({ title: 'a' });
    const { client, calls } = recordedClient({ Item: taskItem('ada', made, undefined) }, {});
    const send = routesOver(testTools(), dynamoTaskTable(client, 'tasks'));
    expect((await send(patchOf(made.id, { title: 'b' }))).statusCode).toBe(200);
    expect(calls.map(({ name }) => name)).toEqual(['GetItem', 'PutItem']);
    expect(calls[1]?.input).toMatchObject({
      ConditionExpression: '#version = :version',
      Item: {
        lastChange: {
          M: {
            by: { S: 'ada' },
            action: { S: 'UPDATED' },
            changes: { S: JSON.stringify([{ field: 'title', from: 'a', to: 'b' }]) },
          },
        },
      },
    });
  });

  it('is made once when the answer of the table was lost', async () => {
    const { ask, make, table, ...tools } = taskModule();
    const { id } = await make({ title: 'a' });
    const send = routesOver(tools, {
      ...table,
      async write(writes) {
        await table.write(writes);
        // The SDK hears nothing and asks again.
        return table.write(writes);
      },
    });
    const answer = await send({ ...patchOf(id, { title: 'b' }), headers: { 'If-Match': '"1-1"' } });
    expect(answer.statusCode, answer.body).toBe(200);
    expect(bodyOf<Task & Record<string, unknown>>(answer)).toMatchObject({ title: 'b', version: 2 });
    expect(await table.get(taskKey('ada', id))).toMatchObject({ version: { N: '2' } });
    expect(await historyOf(ask, id)).toHaveLength(2);
  });
});
