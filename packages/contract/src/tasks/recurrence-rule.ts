import * as z from 'zod';

export type Frequency = 'DAILY' | 'WEEKLY' | 'MONTHLY' | 'YEARLY';

/** Days as RFC 5545 writes them; the index is the day of the week, Sunday first. */
export const weekdays: readonly string[] = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];

const MONDAY = 1;

/** A day of the week, or which of them in the month or year: the first is 1, the last -1. */
export interface RuleDay {
  /** An index into `weekdays`. */
  readonly weekday: number;
  readonly nth?: number;
}

/** A recurrence rule of days (RFC 5545, 3.3.10). Lists are empty when the rule does not name them. */
export interface Recurrence {
  readonly frequency: Frequency;
  readonly interval: number;
  /** BYDAY. */
  readonly days: readonly RuleDay[];
  /** BYMONTHDAY: 1 is the first day of a month, -1 the last. */
  readonly monthDays: readonly number[];
  /** BYMONTH, 1 to 12. */
  readonly months: readonly number[];
  /** BYSETPOS: which of the days of each week, month or year; 1 is the first, -1 the last. */
  readonly positions: readonly number[];
  /** WKST: the day that weeks begin with, an index into `weekdays`. */
  readonly weekStart: number;
  /** How many times more, this one included. */
  readonly count?: number;
  /** The last day, `20261231`, or the last moment in UTC, `20261231T120000Z`. */
  readonly until?: string;
}

/** A rule of nothing but its frequency. */
export function plainRecurrence(frequency: Frequency): Recurrence {
  return {
    frequency,
    interval: 1,
    days: [],
    monthDays: [],
    months: [],
    positions: [],
    weekStart: MONDAY,
  };
}

/** Reads a rule; gives text that says what is wrong with it. */
export function parseRecurrence(rule: string): Recurrence | string {
  const parts = new Map<string, string>();
  for (const part of rule.split(';')) {
    const [name = '', value = '', ...more] = part.split('=');
    if (more.length > 0 || value === '') return `${name.slice(0, 20)} has no value`;
    if (parts.has(name)) return `${name.slice(0, 20)} is given twice`;
    if (!PARTS.includes(name)) return `${name.slice(0, 20)} is not among ${PARTS.join(', ')}`;
    parts.set(name, value);
  }
  const frequency = frequencies.find((known) => known === parts.get('FREQ'));
  if (frequency === undefined) return `FREQ must be ${frequencies.join(', ')}`;
  const interval = wholeNumber(parts.get('INTERVAL') ?? '1', 999);
  if (interval === undefined) return 'INTERVAL must be 1 to 999';
  const days = listOf(parts.get('BYDAY'), (text) => ruleDay(text, frequency));
  if (days === undefined) return byDayFault(frequency);
  const monthDays = listOf(parts.get('BYMONTHDAY'), (text) => fromEitherEnd(text, 31));
  if (monthDays === undefined) return 'BYMONTHDAY must be different numbers of 1 to 31 or -31 to -1';
  if (monthDays.length > 0 && frequency === 'WEEKLY') return 'BYMONTHDAY does not go with FREQ=WEEKLY';
  const months = listOf(parts.get('BYMONTH'), (text) => wholeNumber(text, 12));
  if (months === undefined) return 'BYMONTH must be different numbers of 1 to 12';
  const positions = listOf(parts.get('BYSETPOS'), (text) => fromEitherEnd(text, 366));
  if (positions === undefined) return 'BYSETPOS must be different numbers of 1 to 366 or -366 to -1';
  if (positions.length > 0 && [days, monthDays, months].every(({ length }) => length === 0)) {
    return 'BYSETPOS chooses among what BYDAY, BYMONTHDAY or BYMONTH names';
  }
  const weekStart = weekdays.indexOf(parts.get('WKST') ?? 'MO');
  if (weekStart === -1) return 'WKST must be a day such as MO';
  const until = parts.get('UNTIL');
  if (until !== undefined && !isUntil(until)) return 'UNTIL must look like 20261231 or 20261231T120000Z';
  const counted = parts.get('COUNT');
  if (counted !== undefined && until !== undefined) return 'COUNT and UNTIL exclude each other';
  const count = counted === undefined ? undefined : wholeNumber(counted, 9999);
  if (counted !== undefined && count === undefined) return 'COUNT must be 1 to 9999';
  return {
    frequency,
    interval,
    days,
    monthDays,
    months,
    positions,
    weekStart,
    ...(count === undefined ? {} : { count }),
    ...(until === undefined ? {} : { until }),
  };
}

const frequencies: readonly Frequency[] = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'];
const PARTS: readonly string[] = [
  'FREQ',
  'INTERVAL',
  'BYDAY',
  'BYMONTHDAY',
  'BYMONTH',
  'BYSETPOS',
  'WKST',
  'COUNT',
  'UNTIL',
];

/** The values of a part, empty when it is absent; undefined when one is wrong or there twice. */
function listOf<Value>(
  text: string | undefined,
  read: (text: string) => Value | undefined,
): readonly Value[] | undefined {
  const texts = text?.split(',') ?? [];
  const values = texts.flatMap((each) => read(each) ?? []);
  const different = new Set(values.map((value) => JSON.stringify(value))).size;
  return different === texts.length ? values : undefined;
}

function ruleDay(text: string, frequency: Frequency): RuleDay | undefined {
  const [, ordinal = '', name = ''] = /^([+-]?\d{1,2})?([A-Z]{2})$/.exec(text) ?? [];
  const weekday = weekdays.indexOf(name);
  if (weekday === -1) return undefined;
  if (ordinal === '') return { weekday };
  const most = { DAILY: 0, WEEKLY: 0, MONTHLY: 5, YEARLY: 53 }[frequency];
  const nth = fromEitherEnd(ordinal, most);
  return nth === undefined ? undefined : { weekday, nth };
}

function byDayFault(frequency: Frequency): string {
  return frequency === 'MONTHLY' || frequency === 'YEARLY'
    ? 'BYDAY must be different days such as MO, 2TU or -1FR'
    : `BYDAY must be different days such as MO,TH with FREQ=${frequency}`;
}

function wholeNumber(text: string, max: number): number | undefined {
  const value = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  return value >= 1 && value <= max ? value : undefined;
}

function fromEitherEnd(text: string, max: number): number | undefined {
  const distance = wholeNumber(text.replace(/^[+-]/, ''), max);
  if (distance === undefined) return undefined;
  return text.startsWith('-') ? -distance : distance;
}

const UNTIL = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})Z)?$/;

function isUntil(text: string): boolean {
  const [, year, month, day, hour = '00', minute = '00', second = '00'] = UNTIL.exec(text) ?? [];
  if (year === undefined) return false;
  const moment = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return !Number.isNaN(moment.getTime()) && moment.getUTCDate() === Number(day);
}

/** The schema of a rule as text. */
export function recurrenceRule(): z.ZodType<string> {
  return z
    .string()
    .max(200)
    .superRefine((rule, context) => {
      const parsed = parseRecurrence(rule);
      if (typeof parsed === 'string') context.addIssue({ code: 'custom', message: parsed });
    })
    .meta({ maxLength: 200 });
}
