import { parseRecurrence, type Task } from '@taskyard/contract';
import { describe, expect, it } from 'vitest';
import { nextOccurrence } from './next-occurrence.ts';

const task: Task = {
  id: '01890a5d-ac96-774b-bcce-b302099a8057',
  listId: 'inbox',
  position: 'a',
  title: 'a',
  status: 'PENDING',
  priority: 'NORMAL',
  labels: [],
  checklist: [],
  commentCount: 0,
  attachmentCount: 0,
  version: 1,
  createdAt: '2026-11-20T10:00:00.000Z',
  updatedAt: '2026-11-20T10:00:00.000Z',
  createdBy: 'ada',
};

const days: readonly (readonly [rule: string, from: string, to: string | undefined])[] = [
  ['FREQ=DAILY', '2026-12-31', '2027-01-01'],
  ['FREQ=DAILY;INTERVAL=3', '2026-02-27', '2026-03-02'],
  ['FREQ=WEEKLY', '2026-11-20', '2026-11-27'],
  ['FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE', '2026-11-16', '2026-11-18'],
  ['FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE', '2026-11-18', '2026-11-30'],
  ['FREQ=WEEKLY;BYDAY=SU', '2026-11-21', '2026-11-22'],
  ['FREQ=WEEKLY;BYDAY=SU', '2026-11-22', '2026-11-29'],
  ['FREQ=MONTHLY', '2026-01-31', '2026-03-31'],
  ['FREQ=MONTHLY;INTERVAL=12', '2028-02-29', '2032-02-29'],
  ['FREQ=YEARLY', '2028-02-29', '2032-02-29'],
  ['FREQ=MONTHLY;BYDAY=-1FR', '2026-11-27', '2026-12-25'],
  ['FREQ=DAILY;COUNT=1', '2026-11-20', undefined],
  ['FREQ=DAILY;UNTIL=20261121', '2026-11-20', '2026-11-21'],
  ['FREQ=DAILY;UNTIL=20261120', '2026-11-20', undefined],
];

describe('a task that recurs by day', () => {
  it.each(days)('%s after %s comes on %s', (recurrence, dueOn, next) => {
    expect(nextOccurrence({ ...task, recurrence, dueOn })?.dueOn).toBe(next);
  });

  it('counts down', () => {
    const again = nextOccurrence({ ...task, recurrence: 'FREQ=DAILY;COUNT=3', dueOn: '2026-11-20' });
    expect(again).toEqual({ dueOn: '2026-11-21', recurrence: 'FREQ=DAILY;COUNT=2' });
  });
});

const moments: readonly (readonly [
  rule: string,
  zone: string | undefined,
  from: string,
  to: string | undefined,
])[] = [
  ['FREQ=DAILY', undefined, '2026-11-20T17:00:00Z', '2026-11-21T17:00:00.000Z'],
  ['FREQ=DAILY', 'Europe/Berlin', '2026-03-28T09:00:00+01:00', '2026-03-29T07:00:00.000Z'],
  ['FREQ=DAILY', 'Europe/Berlin', '2026-10-24T07:00:00Z', '2026-10-25T08:00:00.000Z'],
  ['FREQ=DAILY', 'Europe/Berlin', '2026-03-28T01:30:00Z', '2026-03-29T01:30:00.000Z'],
  ['FREQ=WEEKLY;BYDAY=SA', 'Pacific/Auckland', '2026-11-20T12:00:00Z', '2026-11-27T12:00:00.000Z'],
  ['FREQ=DAILY;UNTIL=20261121T120000Z', 'UTC', '2026-11-20T17:00:00Z', undefined],
  ['FREQ=DAILY;UNTIL=20261121T180000Z', 'UTC', '2026-11-20T17:00:00Z', '2026-11-21T17:00:00.000Z'],
];

describe('a task that recurs at a moment', () => {
  it.each(moments)('%s in %s after %s comes at %s', (recurrence, timeZone, dueAt, next) => {
    const zone = timeZone === undefined ? {} : { timeZone };
    expect(nextOccurrence({ ...task, ...zone, recurrence, dueAt })?.dueAt).toBe(next);
  });
});

it.each([
  'FREQ=HOURLY',
  'INTERVAL=2',
  'FREQ=DAILY;INTERVAL=0',
  'FREQ=DAILY;BYDAY=1MO',
  'FREQ=WEEKLY;BYDAY=-1MO',
  'FREQ=MONTHLY;BYDAY=6MO',
  'FREQ=MONTHLY;BYDAY=0MO',
  'FREQ=YEARLY;BYDAY=54MO',
  'FREQ=WEEKLY;BYMONTHDAY=1',
  'FREQ=MONTHLY;BYMONTHDAY=32',
  'FREQ=MONTHLY;BYMONTHDAY=0',
  'FREQ=MONTHLY;BYMONTHDAY=1,1',
  'FREQ=YEARLY;BYMONTH=13',
  'FREQ=YEARLY;BYMONTH=-1',
  'FREQ=MONTHLY;BYSETPOS=1',
  'FREQ=MONTHLY;BYDAY=MO;BYSETPOS=367',
  'FREQ=WEEKLY;WKST=XX',
  'FREQ=YEARLY;BYWEEKNO=1',
  'FREQ=YEARLY;BYYEARDAY=1',
  'FREQ=DAILY;BYHOUR=9',
  'FREQ=WEEKLY;BYDAY=XX',
  'FREQ=WEEKLY;BYDAY=MO,MO',
  'FREQ=DAILY;COUNT=2;UNTIL=20261231',
  'FREQ=DAILY;UNTIL=20260230',
  'FREQ=DAILY;FREQ=DAILY',
  'FREQ=DAILY;COUNT',
  '',
])('the rule %j is refused', (rule) => {
  expect(parseRecurrence(rule)).toBeTypeOf('string');
});
