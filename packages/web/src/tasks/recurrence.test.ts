import fc from 'fast-check';
import { expect, it } from 'vitest';
import { describeRecurrence, readRecurrence, writeRecurrence } from './recurrence.ts';

it.each([
  ['FREQ=DAILY', 'Daily'],
  ['FREQ=WEEKLY;BYDAY=TH,MO', 'Weekly on Mon and Thu'],
  ['FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO,WE', 'Every 2 weeks on Mon, Wed and Sun'],
  ['FREQ=MONTHLY;COUNT=5', 'Monthly, 5 times'],
  ['FREQ=YEARLY;COUNT=1', 'Yearly, once more'],
  ['FREQ=YEARLY;UNTIL=20281231', 'Yearly, until Dec 31, 2028'],
  ['FREQ=MONTHLY;BYDAY=-1FR', 'Monthly on the last Fri'],
  ['FREQ=MONTHLY;BYDAY=-1MO,2TU', 'Monthly on the 2nd Tue and the last Mon'],
  ['FREQ=MONTHLY;BYMONTHDAY=-1,15', 'Monthly on day 15 and the last day'],
  ['FREQ=MONTHLY;BYMONTHDAY=-2', 'Monthly on the 2nd last day'],
  ['FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13', 'Monthly on Fri that is day 13'],
  ['FREQ=MONTHLY;BYDAY=FR,MO;BYSETPOS=-1', 'Monthly on the last of Mon and Fri'],
  ['FREQ=YEARLY;BYMONTH=11;BYDAY=4TH', 'Yearly on the 4th Thu in Nov'],
  ['FREQ=YEARLY;BYDAY=22MO', 'Yearly on the 22nd Mon'],
  ['FREQ=YEARLY;BYMONTH=7,1', 'Yearly in Jan and Jul'],
  ['FREQ=YEARLY;BYMONTH=7,1;BYSETPOS=1', 'Yearly on the 1st of those days in Jan and Jul'],
  ['FREQ=DAILY;BYMONTH=12', 'Daily in Dec'],
  ['FREQ=WEEKLY;INTERVAL=2;BYDAY=SU;WKST=SU', 'Every 2 weeks on Sun, weeks from Sun'],
  ['FREQ=HOURLY', 'FREQ=HOURLY'],
])('%s is read as %s', (rule, words) => {
  expect(describeRecurrence(rule)).toBe(words);
});

it('a rule that is written is read as it was', () => {
  const list = (min: number, max: number) =>
    fc.uniqueArray(fc.integer({ min, max }).filter((value) => value !== 0));
  const rules = fc.record(
    {
      frequency: fc.constantFrom('MONTHLY' as const, 'YEARLY' as const),
      interval: fc.integer({ min: 1, max: 999 }),
      // In the order in which they are written.
      days: fc.constantFrom(
        [],
        [{ weekday: 1 }, { weekday: 0 }],
        [
          { weekday: 2, nth: 2 },
          { weekday: 5, nth: -1 },
        ],
      ),
      monthDays: list(-31, 31),
      months: list(1, 12),
      positions: fc.constant([]),
      weekStart: fc.integer({ min: 0, max: 6 }),
      count: fc.integer({ min: 1, max: 9999 }),
    },
    {
      requiredKeys: ['frequency', 'interval', 'days', 'monthDays', 'months', 'positions', 'weekStart'],
    },
  );
  fc.assert(
    fc.property(rules, (rule) => {
      expect(readRecurrence(writeRecurrence(rule))).toEqual(rule);
    }),
  );
});
