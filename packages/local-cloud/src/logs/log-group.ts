import type { Account } from '../aws/account.ts';
import { regionalArn } from '../aws/account.ts';
import type { LogLine } from './log-sink.ts';
import type { SubscriptionFilter } from './subscriptions/subscription-filter.ts';

export interface LogGroup {
  readonly name: string;
  /** Tells two groups apart that had the same name one after the other. */
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  /** Absent when events never expire. */
  readonly retentionInDays?: number;
  readonly logGroupClass: string;
  readonly tags: Readonly<Record<string, string>>;
  /** Absent in groups that nobody subscribes to. */
  readonly subscriptions?: readonly SubscriptionFilter[];
  /** Of the template resource that made it; absent when a call or a function did. */
  readonly creationToken?: string;
}

export interface LogStream {
  readonly name: string;
  /** Tells two streams of a group apart that had the same name one after the other. */
  readonly id: string;
  readonly createdAt: number;
  /** Timestamps of its events; absent while it is empty. */
  readonly firstEventAt?: number;
  readonly lastEventAt?: number;
  readonly lastIngestedAt?: number;
}

/** The retention periods that PutRetentionPolicy takes, in days. */
export const RETENTION_DAYS: readonly number[] = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/** `arn:aws:logs:us-east-1:000000000000:log-group:/aws/lambda/f`, without the `:*` of older policies. */
export function logGroupArn(account: Account, name: string): string {
  return regionalArn(account, 'logs', `log-group:${name}`);
}

export function logStreamArn(account: Account, group: string, stream: string): string {
  return `${logGroupArn(account, group)}:log-stream:${stream}`;
}

/** The stream with what its new events change about it. */
export function withEvents(stream: LogStream, events: readonly LogLine[], ingestedAt: number): LogStream {
  let first = stream.firstEventAt ?? Number.POSITIVE_INFINITY;
  let last = stream.lastEventAt ?? 0;
  for (const { timestamp } of events) {
    first = Math.min(first, timestamp);
    last = Math.max(last, timestamp);
  }
  return events.length === 0
    ? stream
    : { ...stream, firstEventAt: first, lastEventAt: last, lastIngestedAt: ingestedAt };
}
