import type { Task } from '@taskyard/client';
import { describe, expect, it } from 'vitest';
import { groupedTasks, labelsOf, matchesFilter, sortedTasks } from './arrange-tasks.ts';
import { localMoment } from './calendar.ts';
import { dueText } from './due-state.ts';
import { taskOf } from './task.fixture.ts';

/** A Saturday, at noon. */
const now = new Date(2026, 10, 21, 12);

const titles = (tasks: readonly Task[]): readonly string[] => tasks.map(({ title }) => title);

const tasks: readonly Task[] = [
  taskOf(1, { title: 'none' }),
  taskOf(2, { title: 'later', dueOn: '2026-12-24', priority: 'URGENT' }),
  taskOf(3, { title: 'monday', dueOn: '2026-11-23' }),
  taskOf(4, { title: 'today', dueOn: '2026-11-21' }),
  taskOf(5, { title: 'this evening', dueAt: localMoment('2026-11-21', 18, 0) }),
  taskOf(6, { title: 'this morning', dueAt: localMoment('2026-11-21', 8, 0) }),
  taskOf(7, { title: 'last week', dueOn: '2026-11-14', priority: 'LOW' }),
  taskOf(8, { title: 'tomorrow', dueOn: '2026-11-22' }),
];

it('by due time, tasks fall into days', () => {
  expect(groupedTasks(tasks, 'due', now).map(({ name, tasks }) => [name, titles(tasks)])).toEqual([
    ['overdue', ['last week', 'this morning']],
    ['today', ['this evening', 'today']],
    ['tomorrow', ['tomorrow']],
    ['week', ['monday']],
    ['later', ['later']],
    ['none', ['none']],
  ]);
});

it('what is done is never overdue', () => {
  const done = taskOf(1, { dueOn: '2026-11-01', status: 'COMPLETED' });
  expect(groupedTasks([done], 'due', now)).toMatchObject([{ name: 'later' }]);
});

it.each([
  ['priority' as const, ['later', 'this morning']],
  ['newest' as const, ['tomorrow', 'last week']],
  ['title' as const, ['last week', 'later']],
])('by %s, they are one group', (sort, first) => {
  expect(groupedTasks(tasks, sort, now)).toHaveLength(1);
  expect(titles(sortedTasks(tasks, sort)).slice(0, 2)).toEqual(first);
});

it.each([
  [{ text: 'MILK' }, true],
  [{ text: 'oat milk' }, true],
  [{ text: 'milk bread' }, false],
  [{ text: '#home' }, true],
  [{ text: '', label: 'home' }, true],
  [{ text: '', label: 'work' }, false],
  [{ text: 'milk', priority: 'HIGH' as const }, false],
  [{ text: '', assigneeId: 'nobody' }, true],
  [{ text: '', assigneeId: 'grace' }, false],
])('the filter %j: %j', (filter, fits) => {
  const task = taskOf(1, { title: 'Buy milk', description: 'the oat one', labels: ['home'] });
  expect(
    matchesFilter(task, { label: undefined, priority: undefined, assigneeId: undefined, ...filter }),
  ).toBe(fits);
});

it('labels come with how often they are used', () => {
  const labelled = [
    taskOf(1, { labels: ['b', 'a'] }),
    taskOf(2, { labels: ['b'] }),
    taskOf(3, { labels: ['c'] }),
  ];
  expect(labelsOf(labelled)).toEqual([
    { label: 'b', count: 2 },
    { label: 'a', count: 1 },
    { label: 'c', count: 1 },
  ]);
});

describe('a due time in words', () => {
  it.each([
    [{}, undefined],
    [{ dueOn: '2026-11-20' }, 'Yesterday'],
    [{ dueOn: '2026-11-21' }, 'Today'],
    [{ dueAt: localMoment('2026-11-22', 9, 5) }, 'Tomorrow 09:05'],
    [{ dueOn: '2026-11-27' }, 'Fri'],
    [{ dueOn: '2026-11-28' }, '28 Nov'],
    [{ dueOn: '2027-01-02' }, '2 Jan 2027'],
  ])('%j is %j', (due, words) => {
    expect(dueText(due, now)).toBe(words);
  });
});
