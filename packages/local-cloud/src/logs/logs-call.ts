import type { Readable } from 'node:stream';
import type { Account } from '../aws/account.ts';
import { AwsError } from '../aws/aws-error.ts';
import type { LiveTail } from './live-tail/live-tail.ts';
import { type LogGroup, type LogStream, logStreamArn } from './log-group.ts';
import type { LogStore } from './log-store.ts';
import type { LogsInput } from './logs-input.ts';
import type { SubscriptionTargets } from './subscriptions/deliver-events.ts';

/** One call of an operation of CloudWatch Logs. */
export interface LogsCall {
  readonly account: Account;
  readonly store: LogStore;
  readonly liveTail: LiveTail;
  readonly subscriptions: SubscriptionTargets;
  readonly requestId: string;
  readonly now: number;
  readonly input: LogsInput;
  /** Throws AwsError `AccessDeniedException` when the caller may not do that. */
  authorize(action: string, resource: string): void;
}

/** Answers with the operation's output, or the messages of one that goes on; undefined where it has none. */
export type LogsOperation = (call: LogsCall) => Promise<object | Readable | undefined>;

/**
 * Checks a call that is about a whole group. CloudWatch Logs names the stream too, as an empty one;
 * this is why policies end with `:*`.
 */
export function authorizeGroup(call: LogsCall, action: string, group: string): void {
  call.authorize(action, logStreamArn(call.account, group, ''));
}

export function existingGroup(call: LogsCall, name: string): LogGroup {
  const group = call.store.group(name);
  if (group === undefined) {
    throw new AwsError('ResourceNotFoundException', 'The specified log group does not exist.');
  }
  return group;
}

export function existingStream(call: LogsCall, group: LogGroup, name: string): LogStream {
  const stream = call.store.stream(group, name);
  if (stream === undefined) {
    throw new AwsError('ResourceNotFoundException', 'The specified log stream does not exist.');
  }
  return stream;
}

/** A page's token: opaque to the caller, and only good for the operation that gave it. */
export function pageToken(operation: string, position: string): string {
  return Buffer.from(`${operation}:${position}`).toString('base64url');
}

export function pagePosition(operation: string, token: string | undefined): string | undefined {
  if (token === undefined) return undefined;
  const text = Buffer.from(token, 'base64url').toString();
  if (!text.startsWith(`${operation}:`)) {
    throw new AwsError('InvalidParameterException', 'The specified nextToken is invalid.');
  }
  return text.slice(operation.length + 1);
}
