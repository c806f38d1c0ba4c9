import { type Frequency, parseRecurrence, type Recurrence, weekdays } from '@taskyard/contract';
import { texts } from '../texts.ts';

/** The rule as it is read, or undefined for text that is none. */
export function readRecurrence(rule: string | undefined): Recurrence | undefined {
  if (rule === undefined) return undefined;
  const read = parseRecurrence(rule);
  return typeof read === 'string' ? undefined : read;
}

/** The rule as the API takes it. */
export function writeRecurrence({ frequency, interval, days, count, until }: Recurrence): string {
  return [
    `FREQ=${frequency}`,
    ...(interval === 1 ? [] : [`INTERVAL=${interval}`]),
    ...(days.length === 0 || frequency !== 'WEEKLY'
      ? []
      : [`BYDAY=${mondayFirst(days).map((day) => weekdays[day])}`]),
    ...(count === undefined ? [] : [`COUNT=${count}`]),
    ...(until === undefined ? [] : [`UNTIL=${until}`]),
  ].join(';');
}

/** Days of the week in the order that a week has them here. */
export function mondayFirst(days: readonly number[]): readonly number[] {
  return days.toSorted((a, b) => ((a + 6) % 7) - ((b + 6) % 7));
}

/** `20261231` or a moment as the day `2026-12-31`. */
export function untilDay(until: string): string {
  return until.replace(/^(\d{4})(\d{2})(\d{2}).*$/, '$1-$2-$3');
}

const SIMPLE: Readonly<Record<Frequency, string>> = {
  DAILY: 'Daily',
  WEEKLY: 'Weekly',
  MONTHLY: 'Monthly',
  YEARLY: 'Yearly',
};
const UNITS: Readonly<Record<Frequency, string>> = {
  DAILY: 'days',
  WEEKLY: 'weeks',
  MONTHLY: 'months',
  YEARLY: 'years',
};
const DAYS: readonly string[] = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** A rule in few words: `Every 2 weeks on Mon and Thu, 5 times`. What is no rule is shown as it is. */
export function describeRecurrence(rule: string): string {
  const read = readRecurrence(rule);
  if (read === undefined) return rule;
  const { frequency, interval, days, count, until } = read;
  const often = interval === 1 ? SIMPLE[frequency] : `Every ${interval} ${UNITS[frequency]}`;
  const on = days.length === 0 ? '' : ` on ${listed(mondayFirst(days).map((day) => DAYS[day] ?? ''))}`;
  const end =
    count !== undefined
      ? `, ${count === 1 ? 'once more' : `${count} times`}`
      : until !== undefined
        ? `, until ${texts.dates.moment(new Date(`${untilDay(until)}T12:00:00`))}`
        : '';
  return often + on + end;
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
