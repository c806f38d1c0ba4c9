import type { Recurrence, RuleDay } from '@taskyard/contract';

const DAY = 24 * 60 * 60 * 1000;

/** Days of 400 years, after which the calendar begins anew. A rule that has found none by then has none: 30 February. */
const MOST_DAYS = 146_097;

/** No due date is later. */
const LAST_DAY = Date.UTC(9999, 11, 31);

/** Days that a rule chooses among at once: one, a week, a month or a year. */
interface Period {
  readonly first: number;
  readonly length: number;
}

/**
 * The next day of a rule after `from` (RFC 5545, 3.3.10), undefined when there is none up to the year 9999. Weeks,
 * months and years are counted from the one that `from` is in. Days are their beginnings in UTC, in milliseconds.
 */
export function nextDay(from: number, rule: Recurrence): number | undefined {
  const whole = withDefaults(rule, from);
  for (let step = 0, looked = 0; looked <= MOST_DAYS; step += 1) {
    const period = periodAt(from, whole, step);
    if (period.first > LAST_DAY) return undefined;
    const days = chosen(daysOf(period).filter(matching(whole)), whole.positions);
    const next = days.find((day) => day > from && day <= LAST_DAY);
    if (next !== undefined) return next;
    looked += period.length;
  }
  return undefined;
}

/** What a rule does not say, the day that it counts from does. */
function withDefaults(rule: Recurrence, from: number): Recurrence {
  const { frequency, days, monthDays, months } = rule;
  if (frequency === 'DAILY' || days.length > 0 || monthDays.length > 0) return rule;
  const date = new Date(from);
  if (frequency === 'WEEKLY') return { ...rule, days: [{ weekday: date.getUTCDay() }] };
  const day = { ...rule, monthDays: [date.getUTCDate()] };
  if (frequency === 'MONTHLY' || months.length > 0) return day;
  return { ...day, months: [date.getUTCMonth() + 1] };
}

function periodAt(from: number, { frequency, interval, weekStart }: Recurrence, step: number): Period {
  const date = new Date(from);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  const further = step * interval;
  switch (frequency) {
    case 'DAILY':
      return { first: from + further * DAY, length: 1 };
    case 'WEEKLY': {
      const intoWeek = (date.getUTCDay() - weekStart + 7) % 7;
      return { first: from + (further * 7 - intoWeek) * DAY, length: 7 };
    }
    case 'MONTHLY':
      return between(utcDay(year, month + further, 1), utcDay(year, month + further + 1, 1));
    case 'YEARLY':
      return between(utcDay(year + further, 0, 1), utcDay(year + further + 1, 0, 1));
  }
}

function between(first: number, end: number): Period {
  return { first, length: (end - first) / DAY };
}

/** Unlike Date.UTC it takes the years before 100 for what they are. */
function utcDay(year: number, month: number, day: number): number {
  return new Date(0).setUTCFullYear(year, month, day);
}

function daysOf({ first, length }: Period): readonly number[] {
  return Array.from({ length }, (_, index) => first + index * DAY);
}

/** Whether a day is among those that the rule names. */
function matching({ frequency, days, monthDays, months }: Recurrence): (day: number) => boolean {
  const withinYear = frequency === 'YEARLY' && months.length === 0;
  return (day) => {
    const date = new Date(day);
    const [year, month, dayOfMonth] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
    if (months.length > 0 && !months.includes(month + 1)) return false;
    const ofMonth = between(utcDay(year, month, 1), utcDay(year, month + 1, 1));
    const fromEnd = dayOfMonth - ofMonth.length - 1;
    if (monthDays.length > 0 && !monthDays.includes(dayOfMonth) && !monthDays.includes(fromEnd)) return false;
    if (days.length === 0) return true;
    const scope = withinYear ? between(utcDay(year, 0, 1), utcDay(year + 1, 0, 1)) : ofMonth;
    return days.some((named) => isNamed(named, day, scope));
  };
}

function isNamed({ weekday, nth }: RuleDay, day: number, { first, length }: Period): boolean {
  if (new Date(day).getUTCDay() !== weekday) return false;
  const before = (day - first) / DAY;
  const [place, placeFromEnd] = [before, length - 1 - before].map((days) => Math.floor(days / 7) + 1);
  return nth === undefined || nth === place || -nth === placeFromEnd;
}

/** Those at the positions, in order; all where there are none. */
function chosen(days: readonly number[], positions: readonly number[]): readonly number[] {
  if (positions.length === 0) return days;
  return days.filter((_, index) => positions.includes(index + 1) || positions.includes(index - days.length));
}
