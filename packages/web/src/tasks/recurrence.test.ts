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
  ['FREQ=HOURLY', 'FREQ=HOURLY'],
])('%s is read as %s', (rule, words) => {
  expect(describeRecurrence(rule)).toBe(words);
});

it('a rule that is written is read as it was', () => {
  const rules = fc.record(
    {
      frequency: fc.constantFrom('DAILY' as const, 'MONTHLY' as const, 'YEARLY' as const),
      interval: fc.integer({ min: 1, max: 999 }),
      days: fc.constant([]),
      count: fc.integer({ min: 1, max: 9999 }),
    },
    { requiredKeys: ['frequency', 'interval', 'days'] },
  );
  fc.assert(
    fc.property(rules, (rule) => {
      expect(readRecurrence(writeRecurrence(rule))).toEqual(rule);
    }),
  );
});
