import type { ListTasksQuery, Page, Task } from '@taskyard/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bodyOf } from '../api/module.fixture.ts';
import { dueKey } from './due-key.ts';
import { taskModule } from './module.fixture.ts';
import { taskFilter } from './task-filter.ts';
import { foldedTitle, priorityDigit } from './task-item.ts';
import { byBytes } from './task-table.ts';

const { ask, make, clock } = taskModule();

async function read(query: Readonly<Record<string, string>>): Promise<readonly Task[]> {
  const found: Task[] = [];
  let more: Record<string, string> = {};
  for (let pages = 0; pages < 200; pages += 1) {
    const answer = await ask('GET /tasks', undefined, { query: { ...query, ...more } });
    expect(answer.statusCode, answer.body).toBe(200);
    const { items, nextPageToken } = bodyOf<Page<Task> & Record<string, unknown>>(answer);
    found.push(...items);
    if (nextPageToken === undefined) return found;
    expect(items.length).toBeGreaterThan(0);
    more = { pageToken: nextPageToken };
  }
  throw new Error('The list does not end');
}

/** What sorts tasks, told plainly. */
const orders: Readonly<Record<string, (task: Task) => string>> = {
  created: ({ id }) => id,
  updated: ({ updatedAt, id }) => `${updatedAt}#${id}`,
  due: (task) => `${dueKey(task)}#${task.id}`,
  position: ({ position }) => position,
  priority: ({ priority, id }) => `${priorityDigit(priority)}#${id}`,
  title: ({ title, id }) => `${foldedTitle(title)}#${id}`,
};

const some = <Value>(...values: readonly Value[]): fc.Arbitrary<Value> => fc.constantFrom(...values);

const query = fc.record(
  {
    listId: some('inbox'),
    status: some('PENDING', 'COMPLETED'),
    priority: some('LOW', 'HIGH'),
    label: some('x', 'y'),
    dueBefore: some('2026-12-03', '2026-12-03T12:00:00Z'),
    dueAfter: some('2026-12-02', '2026-12-02T13:00:00+01:00'),
    updatedSince: some('2026-11-20T10:00:20Z'),
    completedAfter: some('2026-11-20T10:00:10Z'),
    q: some('AS', 'ß'),
    sort: some(...Object.keys(orders)),
    order: some('asc', 'desc'),
    pageSize: some('1', '3', '50'),
  },
  { requiredKeys: ['sort', 'order'] },
);

describe('a list of tasks', () => {
  it('has what its filters let through, sorted, each task once, whatever is asked', async () => {
    const tasks: Task[] = [];
    for (let count = 0; count < 40; count += 1) {
      clock.now += 1000;
      tasks.push(
        await make({
          title: ['Task', 'straße', '😀', 'a'][count % 4] ?? '',
          status: count % 3 === 0 ? 'COMPLETED' : 'PENDING',
          priority: ['LOW', 'NORMAL', 'HIGH', 'URGENT'][count % 4] ?? '',
          labels: count % 2 === 0 ? ['x'] : [],
          ...(count % 5 === 0
            ? { dueOn: `2026-12-0${1 + (count % 4)}` }
            : count % 5 === 1
              ? { dueAt: `2026-12-0${1 + (count % 4)}T12:00:00Z` }
              : {}),
        }),
      );
    }
    const trashed = tasks.splice(7, 1)[0];
    await ask(`DELETE /tasks/${trashed?.id}`);
    await make({ title: "Ben's" }, 'ben');
    await fc.assert(
      fc.asyncProperty(query, async (asked) => {
        fc.pre(asked.sort !== 'position' || asked.listId !== undefined);
        const { sort, order, pageSize: _size, ...filters } = asked;
        const placeOf = orders[sort] ?? (() => '');
        const expected = tasks
          .filter(taskFilter(filters as ListTasksQuery))
          .sort((a, b) => byBytes(placeOf(a), placeOf(b)) * (order === 'desc' ? -1 : 1));
        expect((await read(asked)).map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
      }),
      { numRuns: 150 },
    );
  });

  it.each([
    [{ sort: 'position' }, 'sort'],
    [{ deleted: 'true', sort: 'due' }, 'sort'],
    [{ order: 'down' }, 'order'],
    [{ dueBefore: 'tomorrow' }, 'dueBefore'],
    [{ q: '' }, 'q'],
    [{ owner: 'ben' }, 'owner'],
  ])('refuses %j', async (asked, pointer) => {
    const answer = await ask('GET /tasks', undefined, { query: asked });
    expect(bodyOf(answer)).toMatchObject({ status: 400, errors: [{ pointer }] });
  });

  it('takes a page token for its own query alone', async () => {
    const first = await ask('GET /tasks', undefined, { query: { pageSize: '1' } });
    const { nextPageToken = '' } = bodyOf<Page<Task> & Record<string, unknown>>(first);
    const other = { pageToken: nextPageToken, sort: 'title' };
    expect((await ask('GET /tasks', undefined, { query: other })).statusCode).toBe(400);
  });
});
