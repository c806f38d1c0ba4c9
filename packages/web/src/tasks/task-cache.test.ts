import { describe, expect, it } from 'vitest';
import { taskOf } from './task.fixture.ts';
import { changedTask, type TaskPages, valuesBefore, withoutTask, withTask } from './task-cache.ts';

/** Pages of tasks by the minutes they were made in; `open` when older ones remain. */
function pages(open: boolean, ...minutes: readonly (readonly number[])[]): TaskPages {
  return {
    pages: minutes.map((page, index) => ({
      items: page.map((minute) => taskOf(minute)),
      ...(open || index < minutes.length - 1 ? { nextPageToken: `after-${index}` } : {}),
    })),
    pageParams: minutes.map(() => undefined),
  };
}

const minutesOf = (data: TaskPages | undefined): readonly (readonly string[])[] | undefined =>
  data?.pages.map(({ items }) => items.map(({ id }) => id));

describe('a task joins a list', () => {
  it.each<[string, TaskPages, number, readonly (readonly number[])[]]>([
    ['as the newest', pages(true, [30, 20], [10]), 40, [[40, 30, 20], [10]]],
    ['between two', pages(true, [30, 20], [10]), 25, [[30, 25, 20], [10]]],
    [
      'at the seam of two pages',
      pages(true, [30, 20], [10]),
      15,
      [
        [30, 20],
        [15, 10],
      ],
    ],
    [
      'as the oldest of a whole list',
      pages(false, [30, 20], [10]),
      5,
      [
        [30, 20],
        [10, 5],
      ],
    ],
    ['not while older ones are not loaded', pages(true, [30, 20], [10]), 5, [[30, 20], [10]]],
    ['an empty list', pages(false, []), 5, [[5]]],
  ])('%s', (_name, data, minute, expected) => {
    const ids = expected.map((page) => page.map((each) => taskOf(each).id));
    expect(minutesOf(withTask(data, taskOf(minute)))).toEqual(ids);
  });

  it('in place of its older version', () => {
    const changed = taskOf(20, { title: 'New', version: 2 });
    expect(withTask(pages(true, [30, 20], [10]), changed).pages[0]?.items[1]).toEqual(changed);
  });
});

it('a task leaves a list, and a list without it stays the same object', () => {
  const data = pages(false, [30, 20]);
  expect(minutesOf(withoutTask(data, taskOf(20).id))).toEqual([['id-030']]);
  expect(withoutTask(data, taskOf(25).id)).toBe(data);
});

describe('a change before it is confirmed', () => {
  const now = new Date(Date.UTC(2026, 10, 21, 12));

  it.each([
    [{}, { title: 'New' }, { title: 'New' }],
    [{ dueOn: '2026-12-24' }, { dueOn: null }, {}],
    [{ description: 'Old' }, { description: '' }, { description: '' }],
    [{ labels: ['a'] }, { labels: null }, { labels: [] }],
    [{}, { status: 'COMPLETED' as const }, { status: 'COMPLETED' as const, completedAt: now.toISOString() }],
    [{ status: 'COMPLETED' as const, completedAt: 'then' }, { status: 'PENDING' as const }, {}],
  ])('%j with %j', (before, change, after) => {
    const task = taskOf(1, before);
    expect(changedTask(task, change, now)).toEqual(taskOf(1, after));
    expect(changedTask(changedTask(task, change, now), valuesBefore(task, change), now)).toMatchObject(
      valuesBefore(task, change).status === 'COMPLETED' ? { status: 'COMPLETED' } : task,
    );
  });
});
