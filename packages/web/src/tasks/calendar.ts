/** A day of the local calendar as the API writes it: `2026-11-20`. */
export type Day = string;

const MS_OF_DAY = 24 * 60 * 60 * 1000;

export function dayOf(moment: Date): Day {
  const year = String(moment.getFullYear()).padStart(4, '0');
  return `${year}-${twoDigits(moment.getMonth() + 1)}-${twoDigits(moment.getDate())}`;
}

/** Midnight of the day, in local time. */
export function startOfDay(day: Day): Date {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date);
}

export function addDays(day: Day, days: number): Day {
  const date = startOfDay(day);
  // Not by hours: a day may have 23 or 25 of them.
  return dayOf(new Date(date.getFullYear(), date.getMonth(), date.getDate() + days));
}

export function daysBetween(from: Day, to: Day): number {
  const utc = (day: Day): number => Date.parse(`${day}T00:00:00Z`);
  return Math.round((utc(to) - utc(from)) / MS_OF_DAY);
}

/** 0 for Sunday to 6 for Saturday. */
export function weekdayOf(day: Day): number {
  return startOfDay(day).getDay();
}

/** The day, or undefined when the calendar has none such (the 30th of February). */
export function calendarDay(year: number, month: number, date: number): Day | undefined {
  const moment = new Date(year, month - 1, date);
  const real = moment.getFullYear() === year && moment.getMonth() === month - 1 && moment.getDate() === date;
  return real ? dayOf(moment) : undefined;
}

/** The moment as the API takes it, with the local offset: `2026-11-20T17:00:00+01:00`. */
export function localMoment(day: Day, hours: number, minutes: number): string {
  const moment = startOfDay(day);
  moment.setHours(hours, minutes);
  const offset = -moment.getTimezoneOffset();
  const size = Math.abs(offset);
  const zone =
    offset === 0
      ? 'Z'
      : `${offset < 0 ? '-' : '+'}${twoDigits(Math.floor(size / 60))}:${twoDigits(size % 60)}`;
  return `${dayOf(moment)}T${twoDigits(moment.getHours())}:${twoDigits(moment.getMinutes())}:00${zone}`;
}

export function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
