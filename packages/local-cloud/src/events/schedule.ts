import { AwsError } from '../aws/aws-error.ts';
import { parseCron } from './cron-expression.ts';

/** When a rule fires. Times are in milliseconds since the epoch. */
export interface Schedule {
  /**
   * The first time after `time`; undefined when there is none. `since` is when the rule was made or enabled,
   * from which rates are counted.
   */
  next(time: number, since: number): number | undefined;
}

const MINUTE_MS = 60_000;
const UNITS: Readonly<Record<string, number>> = {
  minute: MINUTE_MS,
  hour: 60 * MINUTE_MS,
  day: 24 * 60 * MINUTE_MS,
};

/**
 * Reads `rate(5 minutes)` or `cron(0 12 * * ? *)`. Throws AwsError `ValidationException`.
 *
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html
 */
export function parseSchedule(expression: string): Schedule {
  const cron = /^cron\((.*)\)$/s.exec(expression)?.[1];
  const schedule = cron === undefined ? parseRate(expression) : parseCron(cron);
  if (schedule === undefined) {
    throw new AwsError('ValidationException', 'Parameter ScheduleExpression is not valid.');
  }
  return schedule;
}

/** One of something, or several of some things: `rate(1 hour)`, `rate(2 hours)`. */
function parseRate(expression: string): Schedule | undefined {
  const [, digits = '', unit = '', plural] =
    /^rate\((\d{1,9}) (minute|hour|day)(s?)\)$/.exec(expression) ?? [];
  const count = Number(digits);
  const length = UNITS[unit];
  if (length === undefined || count < 1 || (count === 1) === (plural === 's')) return undefined;
  const every = count * length;
  return {
    next: (time, since) => since + (Math.floor(Math.max(time - since, 0) / every) + 1) * every,
  };
}
