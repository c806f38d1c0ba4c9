import type { Task } from '@taskyard/client';
import { addDays, type Day, dayOf, daysBetween, startOfDay, twoDigits, weekdayOf } from './calendar.ts';
import { isOpen } from './task-words.ts';

/** How a due time stands to now. */
export type DueState = 'overdue' | 'today' | 'tomorrow' | 'week' | 'later' | 'none';

type Dated = Pick<Task, 'dueOn' | 'dueAt' | 'status'>;

/** The local day on which it is due. */
export function dueDay({ dueOn, dueAt }: Pick<Task, 'dueOn' | 'dueAt'>): Day | undefined {
  return dueOn ?? (dueAt === undefined ? undefined : dayOf(new Date(dueAt)));
}

export function dueState(task: Dated, now: Date): DueState {
  const day = dueDay(task);
  if (day === undefined) return 'none';
  const today = dayOf(now);
  const late = day < today || (task.dueAt !== undefined && new Date(task.dueAt) < now);
  if (late) return isOpen(task.status) ? 'overdue' : 'later';
  if (day === today) return 'today';
  if (day === addDays(today, 1)) return 'tomorrow';
  return daysBetween(today, day) < 7 ? 'week' : 'later';
}

/** Sorts by due time; a day without a time counts as its end, and no due time as after everything. */
export function dueOrder({ dueOn, dueAt }: Pick<Task, 'dueOn' | 'dueAt'>): number {
  if (dueAt !== undefined) return new Date(dueAt).getTime();
  return dueOn === undefined ? Number.POSITIVE_INFINITY : startOfDay(addDays(dueOn, 1)).getTime() - 1;
}

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** A due time in few words: `Today`, `Fri 17:00`, `24 Dec`, `24 Dec 2027`. Undefined when there is none. */
export function dueText(due: Pick<Task, 'dueOn' | 'dueAt'>, now: Date): string | undefined {
  const day = dueDay(due);
  if (day === undefined) return undefined;
  const moment = due.dueAt === undefined ? undefined : new Date(due.dueAt);
  const time =
    moment === undefined ? '' : ` ${twoDigits(moment.getHours())}:${twoDigits(moment.getMinutes())}`;
  return dayText(day, dayOf(now)) + time;
}

function dayText(day: Day, today: Day): string {
  const away = daysBetween(today, day);
  if (away === 0) return 'Today';
  if (away === 1) return 'Tomorrow';
  if (away === -1) return 'Yesterday';
  if (away > 1 && away < 7) return WEEKDAYS[weekdayOf(day)] ?? day;
  const [year, month, date] = day.split('-').map(Number);
  const text = `${date} ${MONTHS[(month ?? 1) - 1]}`;
  return year === Number(today.slice(0, 4)) ? text : `${text} ${year}`;
}
