import { type Frequency, parseRecurrence, weekdays } from '@taskyard/contract';
import fc from 'fast-check';
import rrule from 'rrule';
import { describe, expect, it } from 'vitest';
import { nextDay } from './recurring-days.ts';

/** The days of a rule after one, as many as asked; each is counted on from the one before, as tasks are. */
function following(rule: string, from: string, wanted: number): readonly string[] {
  const parsed = parseRecurrence(rule);
  if (typeof parsed === 'string') throw new Error(`${rule}: ${parsed}`);
  const found: string[] = [];
  for (let day = nextDay(Date.parse(from), parsed); day !== undefined; day = nextDay(day, parsed)) {
    if (found.length === wanted) break;
    found.push(new Date(day).toISOString().slice(0, 10));
  }
  return found;
}

// Examples of RFC 5545, 3.8.5.3, and what people ask for.
const examples: readonly (readonly [rule: string, from: string, days: readonly string[]])[] = [
  ['FREQ=DAILY;BYMONTH=1', '1998-01-30', ['1998-01-31', '1999-01-01', '1999-01-02']],
  ['FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR', '2026-11-19', ['2026-11-20', '2026-11-23', '2026-11-24']],
  ['FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=TU,TH', '1997-09-02', ['1997-09-04', '1997-09-16', '1997-09-18']],
  ['FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=MO', '1997-08-05', ['1997-08-10', '1997-08-19', '1997-08-24']],
  ['FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=SU', '1997-08-05', ['1997-08-17', '1997-08-19', '1997-08-31']],
  ['FREQ=MONTHLY;BYDAY=1FR', '1997-09-05', ['1997-10-03', '1997-11-07', '1997-12-05']],
  ['FREQ=MONTHLY;INTERVAL=2;BYDAY=1SU,-1SU', '1997-09-07', ['1997-09-28', '1997-11-02', '1997-11-30']],
  ['FREQ=MONTHLY;BYDAY=-2MO', '1997-09-22', ['1997-10-20', '1997-11-17', '1997-12-22']],
  ['FREQ=MONTHLY;BYDAY=MO,1TU', '2026-11-30', ['2026-12-01', '2026-12-07', '2026-12-14']],
  ['FREQ=MONTHLY;BYMONTHDAY=-3', '1997-09-28', ['1997-10-29', '1997-11-28', '1997-12-29']],
  ['FREQ=MONTHLY;BYMONTHDAY=15,30', '2007-01-30', ['2007-02-15', '2007-03-15', '2007-03-30']],
  ['FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR', '1998-02-13', ['1998-03-13', '1998-11-13', '1999-08-13']],
  ['FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2', '1997-09-29', ['1997-10-30', '1997-11-27', '1997-12-30']],
  ['FREQ=MONTHLY;BYDAY=TU,WE,TH;BYSETPOS=3', '1997-09-04', ['1997-10-07', '1997-11-06', '1997-12-04']],
  ['FREQ=YEARLY;BYMONTH=6,7', '1997-06-10', ['1997-07-10', '1998-06-10', '1998-07-10']],
  ['FREQ=YEARLY;BYDAY=20MO', '1997-05-19', ['1998-05-18', '1999-05-17']],
  ['FREQ=YEARLY;BYMONTH=11;BYDAY=4TH', '2026-11-26', ['2027-11-25', '2028-11-23']],
  ['FREQ=YEARLY;BYMONTH=3;BYDAY=TH', '1997-03-27', ['1998-03-05', '1998-03-12']],
  [
    'FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8',
    '1996-11-05',
    ['2000-11-07', '2004-11-02'],
  ],
  ['FREQ=YEARLY;BYMONTHDAY=31', '2026-12-31', ['2027-01-31', '2027-03-31']],
  ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1', '2027-02-28', ['2028-02-29', '2029-02-28']],
  ['FREQ=YEARLY', '0004-02-29', ['0008-02-29', '0012-02-29']],
];

describe('the days of a rule', () => {
  it.each(examples)('%s after %s', (rule, from, days) => {
    expect(following(rule, from, days.length)).toEqual(days);
  });

  it.each([
    ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30', '2026-01-01'],
    ['FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31', '2026-01-01'],
    ['FREQ=WEEKLY;BYDAY=MO;BYSETPOS=2', '2026-01-01'],
    ['FREQ=YEARLY;INTERVAL=999;BYMONTHDAY=30;BYMONTH=2', '2026-01-01'],
    ['FREQ=DAILY', '9999-12-31'],
    ['FREQ=MONTHLY', '9999-12-01'],
  ])('%s after %s are none', (rule, from) => {
    expect(following(rule, from, 1)).toEqual([]);
  });
});

const different = (from: number, to: number): fc.Arbitrary<readonly number[]> =>
  fc.uniqueArray(
    fc.integer({ min: from, max: to }).filter((value) => value !== 0),
    { maxLength: 3 },
  );
const part = (name: string, values: readonly unknown[]): readonly string[] =>
  values.length === 0 ? [] : [`${name}=${values.join()}`];

/**
 * Positions that the oracle gets right, but in weeks. It begins the first week at the day that it counts from, takes the
 * first day for one that lies before all, and gives several in the order of the rule.
 */
const CERTAIN_POSITIONS: readonly (readonly number[])[] = [[], [1], [2], [3], [-1]];

/** Rules of a frequency, as text. */
function rulesOf(frequency: Frequency): fc.Arbitrary<string> {
  const byMonthOrYear = frequency === 'MONTHLY' || frequency === 'YEARLY';
  const none: fc.Arbitrary<readonly number[]> = fc.constant([]);
  const ordinals = byMonthOrYear ? fc.oneof(none, different(-5, 5), different(-1, 1)) : none;
  return fc
    .record({
      interval: fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 12 })),
      names: fc.subarray([...weekdays]),
      ordinals,
      monthDays: frequency === 'WEEKLY' ? none : different(-31, 31),
      months: different(1, 12),
      positions: byMonthOrYear ? fc.constantFrom(...CERTAIN_POSITIONS) : none,
      weekStart: fc.constantFrom(...weekdays),
      used: fc.record({
        days: fc.boolean(),
        monthDays: fc.boolean(),
        months: fc.boolean(),
        set: fc.boolean(),
      }),
    })
    .map(({ interval, names, ordinals: nths, monthDays, months, positions, weekStart, used }) => {
      // All with an ordinal or none: of both the oracle takes only what is in both.
      const days = names.flatMap((name) => (nths.length === 0 ? [name] : nths.map((nth) => `${nth}${name}`)));
      const chosen = [
        ...part('BYDAY', used.days ? days : []),
        ...part('BYMONTHDAY', used.monthDays ? monthDays : []),
        ...part('BYMONTH', used.months ? months : []),
      ];
      return [
        `FREQ=${frequency}`,
        `INTERVAL=${interval}`,
        ...chosen,
        ...(chosen.length > 0 && used.set ? part('BYSETPOS', positions) : []),
        `WKST=${weekStart}`,
      ].join(';');
    });
}

/** Far enough for every rule that has a day, and near enough for the oracle to give up on one that has none. */
const HORIZON = Date.UTC(2036, 0, 1);

describe.each<Frequency>(['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'])('%s rules', (frequency) => {
  it('agree with the library rrule', { timeout: 120_000 }, () => {
    const days = fc.integer({ min: 0, max: 2_000 }).map((day) => Date.UTC(2020, 0, 1 + day));
    fc.assert(
      fc.property(rulesOf(frequency), days, (rule, from) => {
        const parsed = parseRecurrence(rule);
        if (typeof parsed === 'string') throw new Error(`${rule}: ${parsed}`);
        const until = new Date(HORIZON).toISOString().slice(0, 10).replaceAll('-', '');
        const oracle = rrule.rrulestr(`${rule};UNTIL=${until}`, { dtstart: new Date(from) });
        const found = nextDay(from, parsed);
        expect(found !== undefined && found <= HORIZON ? found : undefined).toBe(
          oracle.after(new Date(from))?.getTime(),
        );
      }),
      { numRuns: 100 },
    );
  });

  it('go on from one of their days as from the first', () => {
    const days = fc.integer({ min: 0, max: 2_000 }).map((day) => Date.UTC(2020, 0, 1 + day));
    fc.assert(
      fc.property(rulesOf(frequency), days, (rule, from) => {
        const parsed = parseRecurrence(rule);
        if (typeof parsed === 'string') throw new Error(`${rule}: ${parsed}`);
        const first = nextDay(from, parsed);
        if (first === undefined) return;
        const wanted = rrule.rrulestr(rule, { dtstart: new Date(first) });
        const second = nextDay(first, parsed);
        const third = second === undefined ? undefined : nextDay(second, parsed);
        if (third === undefined || third > HORIZON) return;
        const between = wanted.between(new Date(first), new Date(third), true).map((day) => day.getTime());
        expect(between).toEqual([first, second, third]);
      }),
      { numRuns: 100 },
    );
  });
});
