import { describe, expect, it } from 'vitest';
import { newTaskSchema, taskChangeSchema } from './task.ts';

/** The pointers and messages of what is wrong. */
function faults(result: {
  readonly error?: { readonly issues: readonly { path: PropertyKey[]; message: string }[] };
}) {
  return result.error?.issues.map(({ path, message }) => `${path.join('/')}: ${message}`);
}

const good: readonly (readonly [name: string, body: object])[] = [
  ['only a title', { title: 'a' }],
  ['a title of 1024 characters', { title: '😀'.repeat(1024) }],
  ['a description of 8192 characters', { title: 'a', description: 'x'.repeat(8192) }],
  [
    'everything',
    {
      title: 'a',
      description: '',
      status: 'COMPLETED',
      priority: 'URGENT',
      dueOn: '2028-02-29',
      labels: ['a', 'b'],
    },
  ],
  ['a moment with an offset', { title: 'a', dueAt: '2026-11-20T17:00:00.5+01:00' }],
  ['20 labels', { title: 'a', labels: Array.from({ length: 20 }, (_, index) => `l${index}`) }],
];

const bad: readonly (readonly [name: string, body: unknown, fault: RegExp])[] = [
  ['no title', {}, /^title: /],
  ['an empty title', { title: '' }, /^title: Empty/],
  ['a title of spaces', { title: ' \u3000' }, /^title: Only spaces/],
  ['a title of two lines', { title: 'a\nb' }, /^title: Has line breaks/],
  ['a label with an escape', { title: 'a', labels: ['\u001b[31m'] }, /^labels\/0: Has line breaks/],
  ['a title that is too long', { title: 'x'.repeat(1025) }, /^title: Longer than 1024/],
  ['a description that is too long', { title: 'a', description: 'x'.repeat(8193) }, /^description: Longer/],
  ['null for a description', { title: 'a', description: null }, /^description: /],
  ['a status in small letters', { title: 'a', status: 'pending' }, /^status: /],
  ['a priority that does not exist', { title: 'a', priority: 1 }, /^priority: /],
  ['the 30th of February', { title: 'a', dueOn: '2026-02-30' }, /^dueOn: /],
  ['a moment without an offset', { title: 'a', dueAt: '2026-11-20T17:00:00' }, /^dueAt: /],
  ['a moment without seconds', { title: 'a', dueAt: '2026-11-20T17:00Z' }, /^dueAt: /],
  [
    'a moment with a mile of decimals',
    { title: 'a', dueAt: `2026-11-20T17:00:00.${'1'.repeat(99)}Z` },
    /^dueAt: /,
  ],
  [
    'both kinds of due',
    { title: 'a', dueOn: '2026-11-20', dueAt: '2026-11-20T17:00:00Z' },
    /^dueAt: .*not both/,
  ],
  ['21 labels', { title: 'a', labels: Array.from({ length: 21 }, (_, index) => `l${index}`) }, /^labels: /],
  ['a label twice', { title: 'a', labels: ['x', 'x'] }, /^labels: A label is named twice/],
  ['an empty label', { title: 'a', labels: [''] }, /^labels\/0: Empty/],
  ['what the service sets', { title: 'a', id: 'x' }, /"id"/],
  ['a list', [], /^: /],
];

describe('a new task', () => {
  it.each(good)('may have %s', (_name, body) => {
    expect(newTaskSchema.parse(body)).toEqual(body);
  });

  it.each(bad)('may not have %s', (_name, body, fault) => {
    expect(faults(newTaskSchema.safeParse(body))).toEqual([expect.stringMatching(fault)]);
  });
});

describe('a change', () => {
  it.each([
    {},
    { status: 'IN_PROGRESS' },
    { description: null, dueOn: null, dueAt: null, labels: null },
    { dueOn: null, dueAt: '2026-11-20T17:00:00Z' },
  ])('may be %j', (body) => {
    expect(taskChangeSchema.parse(body)).toEqual(body);
  });

  it.each([
    [{ title: null }, /^title: /],
    [{ status: null }, /^status: /],
    [{ priority: null }, /^priority: /],
    [{ version: 2 }, /"version"/],
    [{ dueOn: '2026-11-20', dueAt: '2026-11-20T17:00:00Z' }, /^dueAt: /],
  ])('may not be %j', (body, fault) => {
    expect(faults(taskChangeSchema.safeParse(body))).toEqual([expect.stringMatching(fault)]);
  });
});
