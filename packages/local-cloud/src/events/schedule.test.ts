import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AwsError } from '../aws/aws-error.ts';
import { parseSchedule } from './schedule.ts';

/** The next times, as ISO text without seconds. */
function times(expression: string, from: string, count: number): string[] {
  const schedule = parseSchedule(expression);
  const found: string[] = [];
  let time = Date.parse(`${from}Z`);
  const since = time;
  while (found.length < count) {
    const next = schedule.next(time, since);
    if (next === undefined) break;
    found.push(new Date(next).toISOString().slice(0, 16));
    time = next;
  }
  return found;
}

describe('a schedule', () => {
  it.each<[string, string, string[]]>([
    ['rate(1 minute)', '2026-11-20T10:00:30', ['2026-11-20T10:01', '2026-11-20T10:02']],
    ['rate(5 minutes)', '2026-11-20T10:00', ['2026-11-20T10:05', '2026-11-20T10:10']],
    ['rate(2 days)', '2026-11-20T10:00', ['2026-11-22T10:00', '2026-11-24T10:00']],
    ['cron(0 10 * * ? *)', '2026-11-20T10:00', ['2026-11-21T10:00', '2026-11-22T10:00']],
    ['cron(0/15 * * * ? *)', '2026-11-20T10:50', ['2026-11-20T11:00', '2026-11-20T11:15']],
    ['cron(15 12 ? * MON-FRI *)', '2026-11-20T13:00', ['2026-11-23T12:15', '2026-11-24T12:15']],
    ['cron(0 8 1 * ? *)', '2026-11-20T10:00', ['2026-12-01T08:00', '2027-01-01T08:00']],
    ['cron(5,35 8-9/1 ? jan,3 2 2027-2028)', '2026-11-20T10:00', ['2027-01-04T08:05', '2027-01-04T08:35']],
    ['cron(0 0 L * ? *)', '2028-02-01T00:00', ['2028-02-29T00:00', '2028-03-31T00:00']],
    ['cron(0 0 LW * ? *)', '2026-10-01T00:00', ['2026-10-30T00:00', '2026-11-30T00:00']],
    ['cron(0 0 1W * ? *)', '2026-08-01T00:00', ['2026-08-03T00:00', '2026-09-01T00:00']],
    ['cron(0 0 15W * ? *)', '2026-11-01T00:00', ['2026-11-16T00:00', '2026-12-15T00:00']],
    ['cron(0 0 ? * 6L *)', '2026-11-01T00:00', ['2026-11-27T00:00', '2026-12-25T00:00']],
    ['cron(0 0 ? * 3#2 *)', '2026-11-01T00:00', ['2026-11-10T00:00', '2026-12-08T00:00']],
    ['cron(0 0 ? * L *)', '2026-11-20T10:00', ['2026-11-21T00:00', '2026-11-28T00:00']],
    ['cron(0 0 29 2 ? *)', '2026-11-20T10:00', ['2028-02-29T00:00', '2032-02-29T00:00']],
    ['cron(0 0 30 2 ? *)', '2026-11-20T10:00', []],
    ['cron(0 0 1 1 ? 2020)', '2026-11-20T10:00', []],
  ])('%s after %s', (expression, from, expected) => {
    expect(times(expression, from, 2)).toEqual(expected);
  });

  it.each([
    '',
    'rate(1 minutes)',
    'rate(2 minute)',
    'rate(0 minutes)',
    'rate(5 seconds)',
    'rate(-1 minutes)',
    'rate(1.5 hours)',
    'at(2026-11-20T10:00:00)',
    'cron(* * * * *)',
    'cron(* * * * * *)',
    'cron(* * ? * ? *)',
    'cron(60 * * * ? *)',
    'cron(* 24 * * ? *)',
    'cron(* * 32 * ? *)',
    'cron(* * * 13 ? *)',
    'cron(* * ? * 8 *)',
    'cron(* * * * ? 2200)',
    'cron(5-1 * * * ? *)',
    'cron(0/0 * * * ? *)',
    'cron(, * * * ? *)',
    'cron(1-2-3 * * * ? *)',
    'cron(0 0 ? * 3#6 *)',
    'cron(0 0 40W * ? *)',
  ])('is not %j', (expression) => {
    expect(() => parseSchedule(expression)).toThrow(AwsError);
  });

  it('is read or refused, and goes forward', () => {
    const field = fc.oneof(
      fc.constantFrom('*', '?', '0', '1', '5/7', '1-3', 'L', 'LW', '2W', 'MON', '3#1', '2028'),
      fc.string({ maxLength: 4 }),
    );
    fc.assert(
      fc.property(
        fc.array(field, { minLength: 5, maxLength: 7 }),
        fc.integer({ min: 0, max: 4e12 }),
        (fields, time) => {
          try {
            const next = parseSchedule(`cron(${fields.join(' ')})`).next(time, 0);
            if (next === undefined) return;
            expect(next).toBeGreaterThan(time);
            expect(next % 60_000).toBe(0);
          } catch (error) {
            expect(error).toBeInstanceOf(AwsError);
          }
        },
      ),
    );
  });
});
