import {
  type Frequency,
  parseRecurrence,
  plainRecurrence,
  type Recurrence,
  type RuleDay,
  weekdays,
} from '@taskyard/contract';
import { dateTexts } from '../texts/date-texts.ts';

/** The rule as it is read, or undefined for text that is none. */
export function readRecurrence(rule: string | undefined): Recurrence | undefined {
  if (rule === undefined) return undefined;
  const read = parseRecurrence(rule);
  return typeof read === 'string' ? undefined : read;
}

/** The rule as the API takes it. */
export function writeRecurrence(rule: Recurrence): string {
  const { frequency, interval, days, monthDays, months, positions, weekStart, count, until } = rule;
  const part = (name: string, values: readonly (string | number)[]): readonly string[] =>
    values.length === 0 ? [] : [`${name}=${values.join()}`];
  return [
    `FREQ=${frequency}`,
    ...(interval === 1 ? [] : [`INTERVAL=${interval}`]),
    ...part(
      'BYDAY',
      daysInOrder(days).map(({ weekday, nth = '' }) => `${nth}${weekdays[weekday]}`),
    ),
    ...part('BYMONTHDAY', monthDays),
    ...part('BYMONTH', months),
    ...part('BYSETPOS', positions),
    ...(weekStart === plainRecurrence(frequency).weekStart ? [] : [`WKST=${weekdays[weekStart]}`]),
    ...(count === undefined ? [] : [`COUNT=${count}`]),
    ...(until === undefined ? [] : [`UNTIL=${until}`]),
  ].join(';');
}

/** The days of a rule as a week has them here, the first of each month before the second and the last at the end. */
function daysInOrder(days: readonly RuleDay[]): readonly RuleDay[] {
  const which = ({ nth = 0 }: RuleDay): number => inOrder(nth);
  return days.toSorted((a, b) => which(a) - which(b) || ((a.weekday + 6) % 7) - ((b.weekday + 6) % 7));
}

/** A number to sort places by: those from the end, which are negative, come last. */
function inOrder(place: number): number {
  return place < 0 ? 1000 + place : place;
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
const MONTHS: readonly string[] = [
  'Jan',
  'Feb',
  'Mar',
  'Apr',
  'May',
  'Jun',
  'Jul',
  'Aug',
  'Sep',
  'Oct',
  'Nov',
  'Dec',
];

/** A rule in few words: `Every 2 weeks on Mon and Thu, 5 times`. What is no rule is shown as it is. */
export function describeRecurrence(rule: string): string {
  const read = readRecurrence(rule);
  if (read === undefined) return rule;
  const { frequency, interval, months, weekStart } = read;
  const often = interval === 1 ? SIMPLE[frequency] : `Every ${interval} ${UNITS[frequency]}`;
  const inMonths =
    months.length === 0 ? '' : ` in ${listed(ascending(months).map((month) => MONTHS[month - 1] ?? ''))}`;
  // Where a week begins matters only when weeks are left out.
  const unusualWeek =
    frequency === 'WEEKLY' && interval > 1 && weekStart !== plainRecurrence(frequency).weekStart;
  const weeks = unusualWeek ? `, weeks from ${DAYS[weekStart]}` : '';
  return often + onDays(read) + inMonths + weeks + ending(read);
}

/** ` on the last of Mon, Tue and Wed`, ` on the 2nd Tue`, ` on Fri that is day 13`. */
function onDays({ days, monthDays, positions }: Recurrence): string {
  const named = daysInOrder(days).map(({ weekday, nth }) =>
    nth === undefined ? (DAYS[weekday] ?? '') : `the ${ordinal(nth)} ${DAYS[weekday]}`,
  );
  const numbered = ascending(monthDays).map((day) => (day > 0 ? `day ${day}` : `the ${ordinal(day)} day`));
  const all = [
    ...(named.length === 0 ? [] : [listed(named)]),
    ...(numbered.length === 0 ? [] : [listed(numbered, named.length > 0 ? 'or' : 'and')]),
  ].join(' that is ');
  if (positions.length === 0) return all === '' ? '' : ` on ${all}`;
  const which = listed(ascending(positions).map((position) => `the ${ordinal(position)}`));
  return ` on ${which} of ${all === '' ? 'those days' : all}`;
}

function ending({ count, until }: Recurrence): string {
  if (count !== undefined) return `, ${count === 1 ? 'once more' : `${count} times`}`;
  return until === undefined ? '' : `, until ${dateTexts.moment(new Date(`${untilDay(until)}T12:00:00`))}`;
}

/** `1st`, `2nd`, `23rd`; from the end `last`, `2nd last`. */
function ordinal(place: number): string {
  if (place === -1) return 'last';
  const counted = Math.abs(place);
  const teens = counted % 100 >= 11 && counted % 100 <= 13;
  const ending = teens ? 'th' : (['th', 'st', 'nd', 'rd'][counted % 10] ?? 'th');
  return `${counted}${ending}${place < 0 ? ' last' : ''}`;
}

/** Places in order, those from the end last. */
function ascending(places: readonly number[]): readonly number[] {
  return places.toSorted((a, b) => inOrder(a) - inOrder(b));
}

function listed(words: readonly string[], joining: 'and' | 'or' = 'and'): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${joining} ${words.at(-1)}`;
}
