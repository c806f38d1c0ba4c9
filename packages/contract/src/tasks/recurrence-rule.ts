import * as z from 'zod';

export type Frequency = 'DAILY' | 'WEEKLY' | 'MONTHLY' | 'YEARLY';

/** Days as RFC 5545 writes them; the index is the day of the week, Sunday first. */
export const weekdays: readonly string[] = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];

/** A recurrence rule (RFC 5545, 3.3.10), as far as tasks know it. */
export interface Recurrence {
  readonly frequency: Frequency;
  readonly interval: number;
  /** Indexes into `weekdays`; only of weekly rules. Empty when the rule names none. */
  readonly days: readonly number[];
  /** How many times more, this one included. */
  readonly count?: number;
  /** The last day, `20261231`, or the last moment in UTC, `20261231T120000Z`. */
  readonly until?: string;
}

const UNTIL = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})Z)?$/;

/** Reads a rule; gives text that says what is wrong with it. */
export function parseRecurrence(rule: string): Recurrence | string {
  const parts = new Map<string, string>();
  for (const part of rule.split(';')) {
    const [name = '', value = '', ...more] = part.split('=');
    if (more.length > 0 || value === '') return `${name.slice(0, 20)} has no value`;
    if (parts.has(name)) return `${name.slice(0, 20)} is given twice`;
    parts.set(name, value);
  }
  const frequency = frequencies.find((known) => known === parts.get('FREQ'));
  if (frequency === undefined) return `FREQ must be ${frequencies.join(', ')}`;
  for (const name of parts.keys()) {
    if (!PARTS.includes(name)) return `${name.slice(0, 20)} is not among ${PARTS.join(', ')}`;
  }
  const interval = countOf(parts.get('INTERVAL') ?? '1', 999);
  if (interval === undefined) return 'INTERVAL must be 1 to 999';
  const named = parts.get('BYDAY')?.split(',') ?? [];
  const days = named.map((day) => weekdays.indexOf(day));
  if (days.includes(-1) || new Set(days).size !== days.length) return 'BYDAY must be days such as MO,TH';
  if (days.length > 0 && frequency !== 'WEEKLY') return 'BYDAY goes with FREQ=WEEKLY';
  const until = parts.get('UNTIL');
  if (until !== undefined && !isUntil(until)) return 'UNTIL must look like 20261231 or 20261231T120000Z';
  const counted = parts.get('COUNT');
  if (counted !== undefined && until !== undefined) return 'COUNT and UNTIL exclude each other';
  if (counted === undefined) return { frequency, interval, days, ...(until === undefined ? {} : { until }) };
  const count = countOf(counted, 9999);
  return count === undefined ? 'COUNT must be 1 to 9999' : { frequency, interval, days, count };
}

const frequencies: readonly Frequency[] = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'];
const PARTS: readonly string[] = ['FREQ', 'INTERVAL', 'BYDAY', 'COUNT', 'UNTIL'];

function countOf(text: string, max: number): number | undefined {
  const value = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  return value >= 1 && value <= max ? value : undefined;
}

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
