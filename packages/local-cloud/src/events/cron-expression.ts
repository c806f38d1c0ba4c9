/** A cron expression of EventBridge: six fields, in UTC. */
export interface CronExpression {
  /** The first minute after `time` that fits; both in milliseconds since the epoch. Undefined when there is none. */
  next(time: number): number | undefined;
}

const DAY_MS = 86_400_000;
const LAST_YEAR = 2199;
const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
/** The week begins on Sunday, which is 1. */
const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

/** A day, as the fields about days see it. */
interface Day {
  readonly day: number;
  readonly lastDay: number;
  /** 1 for Sunday. */
  readonly weekday: number;
}

type DayTest = (day: Day) => boolean;

/**
 * Reads `minutes hours day-of-month month day-of-week year`; undefined when EventBridge would not take it.
 *
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html
 */
export function parseCron(text: string): CronExpression | undefined {
  const fields = text.trim().split(/\s+/);
  if (fields.length !== 6) return undefined;
  const [
    minuteField = '',
    hourField = '',
    dayField = '',
    monthField = '',
    weekdayField = '',
    yearField = '',
  ] = fields;
  // One of the two says nothing, so that they cannot contradict each other.
  if ((dayField === '?') === (weekdayField === '?')) return undefined;
  const minutes = parseValues(minuteField, 0, 59);
  const hours = parseValues(hourField, 0, 23);
  const months = parseValues(monthField, 1, 12, MONTHS);
  const years = parseValues(yearField, 1970, LAST_YEAR);
  const fits = dayField === '?' ? parseWeekdays(weekdayField) : parseDays(dayField);
  if (!minutes || !hours || !months || !years || !fits) return undefined;
  const times = [...hours].flatMap((hour) => [...minutes].map((minute) => (hour * 60 + minute) * 60_000));
  times.sort((one, other) => one - other);

  return {
    next(time) {
      let midnight = Math.floor(time / DAY_MS) * DAY_MS;
      for (;;) {
        const date = new Date(midnight);
        const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + 1];
        if (year > LAST_YEAR) return undefined;
        if (!years.has(year)) {
          midnight = Date.UTC(year + 1, 0, 1);
          continue;
        }
        if (!months.has(month)) {
          midnight = Date.UTC(year, month, 1);
          continue;
        }
        const lastDay = new Date(Date.UTC(year, month, 0)).getUTCDate();
        if (fits({ day: date.getUTCDate(), lastDay, weekday: date.getUTCDay() + 1 })) {
          const found = times.find((offset) => midnight + offset > time);
          if (found !== undefined) return midnight + found;
        }
        midnight += DAY_MS;
      }
    },
  };
}

/** `*`, `5`, `1-5`, `0/15`, `2-10/4`, and lists of these; names where there are some. */
function parseValues(
  field: string,
  least: number,
  most: number,
  names: readonly string[] = [],
): ReadonlySet<number> | undefined {
  const values = new Set<number>();
  for (const piece of field.split(',')) {
    const [, range = '', step] = /^([^/]+)(?:\/(\d{1,4}))?$/.exec(piece) ?? [];
    const bounds = parseRange(range, least, most, names, step !== undefined);
    const width = step === undefined ? 1 : Number(step);
    if (bounds === undefined || width < 1) return undefined;
    const [from, to] = bounds;
    for (let value = from; value <= to; value += width) values.add(value);
  }
  return values;
}

function parseRange(
  range: string,
  least: number,
  most: number,
  names: readonly string[],
  stepped: boolean,
): readonly [from: number, to: number] | undefined {
  if (range === '*') return [least, most];
  const [first = '', last, ...more] = range.split('-');
  const from = parseValue(first, least, most, names);
  const to = last === undefined ? (stepped ? most : from) : parseValue(last, least, most, names);
  if (from === undefined || to === undefined || from > to || more.length > 0) return undefined;
  return [from, to];
}

function parseValue(text: string, least: number, most: number, names: readonly string[]): number | undefined {
  const named = names.indexOf(text.toUpperCase());
  const value = named >= 0 ? named + least : /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN;
  return value >= least && value <= most ? value : undefined;
}

/** Days of the month: values, `L` for the last, `LW` for the last weekday, `3W` for the weekday nearest to the 3rd. */
function parseDays(field: string): DayTest | undefined {
  if (field === 'L') return ({ day, lastDay }) => day === lastDay;
  if (field === 'LW') return (date) => date.day === nearestWeekday(date.lastDay, date);
  const near = /^(\d{1,2})W$/.exec(field)?.[1];
  if (near !== undefined) {
    const wanted = parseValue(near, 1, 31, []);
    return wanted === undefined
      ? undefined
      : (date) => wanted <= date.lastDay && date.day === nearestWeekday(wanted, date);
  }
  const days = parseValues(field, 1, 31);
  return days && (({ day }) => days.has(day));
}

/** Monday to Friday, nearest to that day of the month and within it. */
function nearestWeekday(wanted: number, { day, weekday, lastDay }: Day): number {
  const weekdayOfWanted = ((((weekday - 1 + wanted - day) % 7) + 7) % 7) + 1;
  if (weekdayOfWanted === 7) return wanted > 1 ? wanted - 1 : wanted + 2;
  if (weekdayOfWanted === 1) return wanted < lastDay ? wanted + 1 : wanted - 2;
  return wanted;
}

/** Days of the week: values, `L` for Saturday, `6L` for the last Friday, `3#2` for the second Tuesday. */
function parseWeekdays(field: string): DayTest | undefined {
  if (field === 'L') return ({ weekday }) => weekday === 7;
  const [, name = '', which] = /^(\w{1,3}?)(L|#[1-5])$/i.exec(field) ?? [];
  if (which !== undefined) {
    const wanted = parseValue(name, 1, 7, WEEKDAYS);
    if (wanted === undefined) return undefined;
    return which.toUpperCase() === 'L'
      ? ({ weekday, day, lastDay }) => weekday === wanted && day > lastDay - 7
      : ({ weekday, day }) => weekday === wanted && Math.ceil(day / 7) === Number(which.slice(1));
  }
  const days = parseValues(field, 1, 7, WEEKDAYS);
  return days && (({ weekday }) => days.has(weekday));
}
