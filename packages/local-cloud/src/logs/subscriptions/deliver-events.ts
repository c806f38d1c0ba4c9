import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Account } from '../../aws/account.ts';
import type { Journal } from '../../journal/journal.ts';
import type { EventSender } from '../../lambda/event-sender.ts';
import type { FunctionInvoker } from '../../lambda/function-invoker.ts';
import { parseFilterPattern } from '../filter-pattern.ts';
import type { StoredEvent } from '../log-chunk.ts';
import { eventId } from '../log-event-position.ts';
import { type LogGroup, logGroupArn } from '../log-group.ts';
import type { LogFollower } from '../log-store.ts';
import type { SubscriptionFilter } from './subscription-filter.ts';

const zipped = promisify(gzip);

/** How subscribed functions are reached. */
export interface SubscriptionTargets {
  /** Whether the function lets CloudWatch Logs invoke it for the group. */
  allows(functionArn: string, groupName: string): boolean;
  readonly send: EventSender;
}

/** The functions of the cloud. */
export interface LogFunctions {
  readonly allows: FunctionInvoker['allows'];
  readonly send: EventSender;
}

export function subscriptionTargets(account: Account, { allows, send }: LogFunctions): SubscriptionTargets {
  const principals = ['logs.amazonaws.com', `logs.${account.region}.amazonaws.com`];
  return {
    allows: (functionArn, groupName) => {
      const source = `${logGroupArn(account, groupName)}:*`;
      return principals.some((principal) => allows(functionArn, principal, source));
    },
    send,
  };
}

/** So that what becomes of it, when nothing can be compressed, is still an event that functions take. */
const MOST_BYTES = 700_000;

/**
 * Gives functions what their subscriptions ask for.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html
 */
export function subscriptionDelivery(
  { account, journal }: { readonly account: Account; readonly journal: Journal },
  targets: SubscriptionTargets,
): LogFollower {
  async function deliver(
    group: LogGroup,
    stream: string,
    { name, destinationArn }: SubscriptionFilter,
    events: readonly StoredEvent[],
  ): Promise<void> {
    if (!targets.allows(destinationArn, group.name)) {
      throw new Error(
        `CloudWatch Logs may not invoke ${destinationArn}: it needs an AWS::Lambda::Permission.`,
      );
    }
    for (const part of parts(events)) {
      const content = JSON.stringify({
        messageType: 'DATA_MESSAGE',
        owner: account.accountId,
        logGroup: group.name,
        logStream: stream,
        subscriptionFilters: [name],
        logEvents: part.map((event) => ({
          id: eventId(event),
          timestamp: event.timestamp,
          message: event.message,
        })),
      });
      const data = (await zipped(content)).toString('base64');
      await targets.send(destinationArn, JSON.stringify({ awslogs: { data } }));
    }
  }

  return (group, stream, events) => {
    for (const filter of group.subscriptions ?? []) {
      const matches = parseFilterPattern(filter.pattern);
      const wanted = events.filter(({ message }) => matches(message));
      if (wanted.length === 0) continue;
      deliver(group, stream, filter, wanted).catch((error: unknown) =>
        journal.write({
          source: 'logs',
          outcome: 'failed',
          rule: `subscription filter ${filter.name} of ${group.name}`,
          text: error instanceof Error ? error.message : String(error),
        }),
      );
    }
  };
}

function* parts(events: readonly StoredEvent[]): Generator<readonly StoredEvent[]> {
  let part: StoredEvent[] = [];
  let bytes = 0;
  for (const event of events) {
    const own = Buffer.byteLength(event.message) + 128;
    if (part.length > 0 && bytes + own > MOST_BYTES) {
      yield part;
      part = [];
      bytes = 0;
    }
    part.push(event);
    bytes += own;
  }
  yield part;
}
