import { parseRecurrence, type Recurrence, type Task } from '@taskyard/contract';
import { nextDay } from './recurring-days.ts';
import { localTime, momentOf } from './zoned-time.ts';

/** When a task is due the next time, and by which rule it comes again after that. */
export type Occurrence = Pick<Task, 'dueOn' | 'dueAt' | 'recurrence'>;

const DAY = 24 * 60 * 60 * 1000;

/**
 * The next occurrence of a task that recurs (RFC 5545), undefined after the last. A rule counts from the task's own
 * due date. A moment keeps its hour in the task's time zone, or in UTC; days that a month does not have are left out.
 */
export function nextOccurrence(task: Task): Occurrence | undefined {
  const rule = task.recurrence === undefined ? 'none' : parseRecurrence(task.recurrence);
  if (typeof rule === 'string' || rule.count === 1) return undefined;
  const recurrence =
    rule.count === undefined
      ? task.recurrence
      : task.recurrence?.replace(/COUNT=\d+/, `COUNT=${rule.count - 1}`);
  const again = recurrence === undefined ? {} : { recurrence };
  if (task.dueOn !== undefined) {
    const day = nextDay(Date.parse(task.dueOn), rule);
    if (day === undefined) return undefined;
    const dueOn = new Date(day).toISOString().slice(0, 10);
    return isOver(rule, dueOn.replaceAll('-', '')) ? undefined : { dueOn, ...again };
  }
  if (task.dueAt === undefined) return undefined;
  const zone = task.timeZone ?? 'UTC';
  const local = localTime(Date.parse(task.dueAt), zone);
  const day = nextDay(local - (((local % DAY) + DAY) % DAY), rule);
  if (day === undefined) return undefined;
  const dueAt = new Date(momentOf(day + (((local % DAY) + DAY) % DAY), zone)).toISOString();
  return isOver(rule, dueAt.replace(/\.\d+/, '').replaceAll(/[-:]/g, '')) ? undefined : { dueAt, ...again };
}

/** `moment` is written as UNTIL is. A last day lasts until its end in UTC. */
function isOver({ until }: Recurrence, moment: string): boolean {
  return until !== undefined && moment.slice(0, until.length) > until;
}
