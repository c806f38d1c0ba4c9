import type { Account } from '../aws/account.ts';
import type { RoleCredentials } from '../iam/role-credentials.ts';
import type { Journal } from '../journal/journal.ts';
import type { QueueSender } from '../sqs/queue-sender.ts';
import type { QueuedEvent } from './event-queue.ts';
import type { InvocationResult } from './function-invoker.ts';
import { functionArn } from './function-record.ts';
import type { FunctionVersion } from './function-version.ts';

export interface OutcomeNeeds {
  readonly account: Account;
  readonly journal: Journal;
  readonly roles: RoleCredentials;
  readonly now: () => number;
  /** Enqueues an event for the function with that ARN. */
  readonly send: (functionArn: string, payload: string) => Promise<unknown>;
  /** Absent where there are no queues. */
  readonly queues: QueueSender | undefined;
}

export type EventCondition = 'Success' | 'RetriesExhausted' | 'EventAgeExceeded';

/** `ErrorMessage` of a dead letter has at most this many characters. */
const MAX_ERROR_MESSAGE = 1024;

/**
 * Tells a destination, a function or a queue, what became of an event. `result` is absent when the function was never
 * started. https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
 */
export async function tellDestination(
  needs: OutcomeNeeds,
  event: QueuedEvent,
  version: FunctionVersion,
  destination: string,
  condition: EventCondition,
  result: InvocationResult | undefined,
): Promise<void> {
  const record = {
    version: '1.0',
    timestamp: new Date(needs.now()).toISOString(),
    requestContext: {
      requestId: event.id,
      functionArn: functionArn(needs.account, version.name, version.version),
      condition,
      approximateInvokeCount: condition === 'Success' ? event.attempts + 1 : event.attempts,
    },
    requestPayload: JSON.parse(event.payload === '' ? '{}' : event.payload),
    ...(result === undefined
      ? {}
      : {
          responseContext: {
            statusCode: 200,
            executedVersion: version.version,
            ...(result.functionError === undefined ? {} : { functionError: result.functionError }),
          },
          responsePayload: payloadOf(result),
        }),
  };
  const body = JSON.stringify(record);
  await deliver(needs, event, version, destination, () =>
    isQueue(destination)
      ? needs.queues?.send(destination, body, senderOf(version))
      : needs.send(destination, body),
  );
}

/**
 * Puts an event that was given up into the function's dead-letter queue: the event itself, and why as attributes.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html#invocation-dlq
 */
export async function sendDeadLetter(
  needs: OutcomeNeeds,
  event: QueuedEvent,
  version: FunctionVersion,
  reason: string,
): Promise<void> {
  const { deadLetterTarget } = version.configuration;
  if (deadLetterTarget === undefined) return;
  const attributes = {
    RequestID: { DataType: 'String', StringValue: event.id },
    ErrorCode: { DataType: 'Number', StringValue: '200' },
    ErrorMessage: { DataType: 'String', StringValue: reason.slice(0, MAX_ERROR_MESSAGE) || 'unknown' },
  };
  await deliver(needs, event, version, deadLetterTarget, () =>
    needs.queues?.send(deadLetterTarget, event.payload, senderOf(version), attributes),
  );
}

async function deliver(
  { roles, journal }: OutcomeNeeds,
  event: QueuedEvent,
  { name, configuration }: FunctionVersion,
  destination: string,
  send: () => Promise<unknown> | undefined,
): Promise<void> {
  const action = isQueue(destination) ? 'sqs:SendMessage' : 'lambda:InvokeFunction';
  const entry = { source: 'lambda', requestId: event.id } as const;
  if (!roles.allows(configuration.role, name, action, destination)) {
    journal.write({
      ...entry,
      outcome: 'refused',
      rule: `identity policy of role ${configuration.role}`,
      text: `The destination ${destination} was not told: the role of ${name} may not ${action} on it.`,
    });
    return;
  }
  try {
    await send();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    journal.write({
      ...entry,
      outcome: 'failed',
      rule: `asynchronous invocation of ${name}`,
      text: `The destination ${destination} could not be told: ${reason}`,
    });
  }
}

function isQueue(arn: string): boolean {
  return arn.split(':')[2] === 'sqs';
}

/** As which queues show the function. */
function senderOf({ name, configuration }: FunctionVersion): string {
  return `${configuration.role.split('/').at(-1)}:${name}`;
}

/** What the function answered; Python's NaN is the one text that is no JSON. */
function payloadOf({ payload }: InvocationResult): unknown {
  try {
    return JSON.parse(payload);
  } catch {
    return payload;
  }
}
