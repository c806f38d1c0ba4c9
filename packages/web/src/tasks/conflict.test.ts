import { describe, expect, it } from 'vitest';
import { mergeChange } from './conflict.ts';
import { taskOf } from './task.fixture.ts';

describe('a change over what somebody else changed', () => {
  it.each([
    [
      'another field',
      { title: 'A' },
      { title: 'Mine' },
      { title: 'A', priority: 'HIGH' as const },
      { change: { title: 'Mine' } },
    ],
    [
      'the same field otherwise',
      { title: 'A' },
      { title: 'Mine' },
      { title: 'Theirs' },
      { fields: ['title'] },
    ],
    ['the same field likewise', { title: 'A' }, { title: 'Same' }, { title: 'Same' }, { change: {} }],
    [
      'one of two fields',
      { title: 'A', priority: 'LOW' as const },
      { title: 'Mine', priority: 'HIGH' as const },
      { title: 'Theirs', priority: 'LOW' as const },
      { fields: ['title'] },
    ],
    ['the labels', { labels: ['a'] }, { labels: ['a', 'b'] }, { labels: ['a', 'c'] }, { fields: ['labels'] }],
    [
      'the labels back',
      { labels: ['a'] },
      { labels: ['a', 'b'] },
      { labels: ['a'] },
      { change: { labels: ['a', 'b'] } },
    ],
    [
      'a date that was not there',
      { dueOn: null },
      { dueOn: '2026-12-24' },
      {},
      { change: { dueOn: '2026-12-24' } },
    ],
  ])('%s', (_name, before, mine, theirs, expected) => {
    expect(mergeChange(before, mine, taskOf(1, theirs))).toMatchObject(expected);
  });
});
