import { addDays, calendarDay, type Day, dayOf, localMoment, startOfDay, weekdayOf } from './calendar.ts';

/** When something is due: on a day, or at a moment of it. */
export type Due =
  | { readonly dueOn: string; readonly dueAt?: never }
  | { readonly dueAt: string; readonly dueOn?: never };

/** What the beginning of some words says about time, and how many of the words it took. */
export interface DueWords {
  readonly due: Due;
  readonly count: number;
}

const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const MONTHS = [
  ...['january', 'february', 'march', 'april', 'may', 'june'],
  ...['july', 'august', 'september', 'october', 'november', 'december'],
];
const NUMBERS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

/** Words of a day are at most this many: `in two weeks`, `on 24 december 2026`. */
const MOST_WORDS = 6;

/**
 * Reads all of `words` as a time, or gives undefined: `tomorrow`, `on friday`, `next week`, `in 3 days`, `24 dec`,
 * `2026-12-24`, each with a time of day (`at 5pm`, `17:30`) or a time of day alone.
 */
export function readDue(words: readonly string[], now: Date): Due | undefined {
  if (words.length === 0 || words.length > MOST_WORDS) return undefined;
  const small = words.map((word) => word.toLowerCase().replace(/,$/, ''));
  for (let split = small.length; split >= 0; split -= 1) {
    const time = readTime(small.slice(split));
    if (split < small.length && time === undefined) continue;
    const day = split === 0 ? dayOf(now) : readDay(small.slice(0, split), dayOf(now));
    if (day === undefined) continue;
    if (time === undefined) return { dueOn: day };
    const passed = split === 0 && moment(day, time) <= now;
    return { dueAt: localMoment(passed ? addDays(day, 1) : day, time.hours, time.minutes) };
  }
  return undefined;
}

interface Time {
  readonly hours: number;
  readonly minutes: number;
}

function moment(day: Day, { hours, minutes }: Time): Date {
  const date = startOfDay(day);
  date.setHours(hours, minutes);
  return date;
}

function readTime(words: readonly string[]): Time | undefined {
  const [first, ...rest] = words[0] === 'at' ? words.slice(1) : words;
  if (first === undefined || rest.length > 0) return undefined;
  if (first === 'noon') return { hours: 12, minutes: 0 };
  const match = /^(\d{1,2})(?::(\d{2}))?(am|pm)?$/.exec(first);
  if (match === null) return undefined;
  const [, hour = '', minute, half] = match;
  // A bare number is a time only after `at`.
  if (minute === undefined && half === undefined && words[0] !== 'at') return undefined;
  const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + (half === 'pm' ? 12 : 0);
  const minutes = Number(minute ?? 0);
  const possible =
    hours < 24 && minutes < 60 && (half === undefined || (Number(hour) >= 1 && Number(hour) <= 12));
  return possible ? { hours, minutes } : undefined;
}

function readDay(words: readonly string[], today: Day): Day | undefined {
  const [first = '', ...others] = words;
  const rest = ['on', 'by', 'due', 'until'].includes(first) ? others : words;
  const [one = '', two = '', three] = rest;
  if (rest.length === 1) {
    if (one === 'today' || one === 'tod') return today;
    if (one === 'tonight') return today;
    if (one === 'tomorrow' || one === 'tmr' || one === 'tom') return addDays(today, 1);
    return readIsoDay(one) ?? nextWeekday(one, today);
  }
  if (rest.length === 2 && one === 'next') {
    if (two === 'week') return nextWeekday('monday', today);
    if (two === 'month') return firstOfNextMonth(today);
    return nextWeekday(two, today);
  }
  if (rest.length === 3 && one === 'in') return inAWhile(two, three ?? '', today);
  if (rest.length === 2 || rest.length === 3) return readMonthDay(one, two, three, today);
  return undefined;
}

function readIsoDay(word: string): Day | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(word);
  return match === null ? undefined : calendarDay(Number(match[1]), Number(match[2]), Number(match[3]));
}

/** The next such weekday, never today. */
function nextWeekday(word: string, today: Day): Day | undefined {
  const wanted = word.length < 3 ? -1 : WEEKDAYS.findIndex((name) => name.startsWith(word));
  if (wanted === -1) return undefined;
  return addDays(today, ((wanted - weekdayOf(today) + 6) % 7) + 1);
}

function firstOfNextMonth(today: Day): Day {
  const date = startOfDay(today);
  return dayOf(new Date(date.getFullYear(), date.getMonth() + 1, 1));
}

function inAWhile(amount: string, unit: string, today: Day): Day | undefined {
  const count = /^\d{1,3}$/.test(amount) ? Number(amount) : amount === 'a' ? 1 : NUMBERS.indexOf(amount);
  if (count < 0) return undefined;
  if (/^days?$/.test(unit)) return addDays(today, count);
  if (/^weeks?$/.test(unit)) return addDays(today, count * 7);
  if (!/^months?$/.test(unit)) return undefined;
  const date = startOfDay(today);
  const lastOfMonth = new Date(date.getFullYear(), date.getMonth() + count + 1, 0).getDate();
  return dayOf(new Date(date.getFullYear(), date.getMonth() + count, Math.min(date.getDate(), lastOfMonth)));
}

/** `24 dec`, `dec 24`, `24th december 2026`; without a year, the next time there is such a day. */
function readMonthDay(one: string, two: string, three: string | undefined, today: Day): Day | undefined {
  const [date, month] = /^\d/.test(one) ? [one, two] : [two, one];
  const number = /^(\d{1,2})(?:st|nd|rd|th)?$/.exec(date)?.[1];
  const index = month.length < 3 ? -1 : MONTHS.findIndex((name) => name.startsWith(month));
  if (number === undefined || index === -1) return undefined;
  if (three !== undefined) {
    return /^\d{4}$/.test(three) ? calendarDay(Number(three), index + 1, Number(number)) : undefined;
  }
  const year = Number(today.slice(0, 4));
  const thisYear = calendarDay(year, index + 1, Number(number));
  return thisYear !== undefined && thisYear >= today
    ? thisYear
    : calendarDay(year + 1, index + 1, Number(number));
}
