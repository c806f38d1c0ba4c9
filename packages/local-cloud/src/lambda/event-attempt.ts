import type { Account } from '../aws/account.ts';
import { AwsError } from '../aws/aws-error.ts';
import type { RoleCredentials } from '../iam/role-credentials.ts';
import type { Journal } from '../journal/journal.ts';
import type { EventVerdict, QueuedEvent } from './event-queue.ts';
import type { InvocationResult } from './function-invoker.ts';
import { type EventInvokeConfig, functionArn } from './function-record.ts';
import type { FunctionStore } from './function-store.ts';
import type { FunctionVersion } from './function-version.ts';
import type { LambdaInvoker } from './lambda-invoker.ts';

const DEFAULT_CONFIG: EventInvokeConfig = { maximumRetryAttempts: 2, maximumEventAge: 21_600 };

/** A function that fails is tried again after a minute, then after two. */
const RETRY_AFTER_MS = [60_000, 120_000];
const THROTTLE_FIRST_MS = 1000;
const THROTTLE_MOST_MS = 300_000;

interface EventNeeds {
  readonly account: Account;
  readonly journal: Journal;
  readonly roles: RoleCredentials;
  readonly functions: FunctionStore;
  readonly invoker: LambdaInvoker;
  readonly now: () => number;
  /** Waiting times are multiplied by it. */
  readonly timeScale: number;
  /** Enqueues an event for the function with that ARN. */
  readonly send: (functionArn: string, payload: string) => Promise<unknown>;
}

/**
 * Runs a queued event once and says what becomes of it: a function that fails is tried again, twice by
 * default; one that cannot be started, for up to six hours. Then its destination hears of it.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
 */
export async function attemptEvent(needs: EventNeeds, event: QueuedEvent): Promise<EventVerdict> {
  const { invoker, functions, now, timeScale } = needs;
  const config =
    functions.get(event.functionName)?.eventInvokeConfigs[event.qualifier ?? ''] ?? DEFAULT_CONFIG;
  let version: FunctionVersion;
  let result: InvocationResult;
  try {
    version = invoker.resolve(event.functionName, event.qualifier);
    result = await invoker.invoke(version, event.payload, {
      requestId: event.id,
      ...(event.qualifier === undefined ? {} : { qualifier: event.qualifier }),
    });
  } catch (error) {
    return notStarted(needs, event, config, error);
  }
  if (result.functionError === undefined) {
    await tellDestination(needs, event, version, config.onSuccess, 'Success', result);
    return 'done';
  }
  const attempts = event.attempts + 1;
  if (attempts <= config.maximumRetryAttempts) {
    const wait = (RETRY_AFTER_MS[attempts - 1] ?? 120_000) * timeScale;
    return { ...event, attempts, dueAt: now() + wait };
  }
  givenUp(needs, event, `it failed ${attempts} times`);
  const tried = { ...event, attempts };
  await tellDestination(needs, tried, version, config.onFailure, 'RetriesExhausted', result);
  return 'done';
}

function notStarted(
  needs: EventNeeds,
  event: QueuedEvent,
  config: EventInvokeConfig,
  error: unknown,
): EventVerdict {
  const { now, timeScale } = needs;
  const throttles = event.throttles + 1;
  const wait = Math.min(THROTTLE_FIRST_MS * 2 ** (throttles - 1), THROTTLE_MOST_MS) * timeScale;
  const tooOld = now() + wait - event.enqueuedAt > config.maximumEventAge * 1000;
  const passing = error instanceof AwsError && error.code === 'TooManyRequestsException';
  if (passing && !tooOld) return { ...event, throttles, dueAt: now() + wait };
  const reason = error instanceof Error ? error.message : String(error);
  givenUp(needs, event, passing ? `it is too old (${reason})` : reason);
  return 'done';
}

function givenUp({ journal }: Pick<EventNeeds, 'journal'>, event: QueuedEvent, reason: string): void {
  journal.write({
    source: 'lambda',
    outcome: 'failed',
    requestId: event.id,
    rule: `asynchronous invocation of ${event.functionName}`,
    text: `The event was given up: ${reason}.`,
  });
}

/** What the function answered; Python's NaN is the one text that is no JSON. */
function payloadOf({ payload }: InvocationResult): unknown {
  try {
    return JSON.parse(payload);
  } catch {
    return payload;
  }
}

async function tellDestination(
  needs: EventNeeds,
  event: QueuedEvent,
  { name, version, configuration }: FunctionVersion,
  destination: string | undefined,
  condition: 'Success' | 'RetriesExhausted',
  result: InvocationResult,
): Promise<void> {
  if (destination === undefined) return;
  const { account, roles, journal, now, send } = needs;
  if (!roles.allows(configuration.role, name, 'lambda:InvokeFunction', destination)) {
    journal.write({
      source: 'lambda',
      outcome: 'refused',
      requestId: event.id,
      rule: `identity policy of role ${configuration.role}`,
      text: `The destination ${destination} was not told: the role of ${name} may not lambda:InvokeFunction on it.`,
    });
    return;
  }
  const record = {
    version: '1.0',
    timestamp: new Date(now()).toISOString(),
    requestContext: {
      requestId: event.id,
      functionArn: functionArn(account, name, version),
      condition,
      approximateInvokeCount: condition === 'Success' ? event.attempts + 1 : event.attempts,
    },
    requestPayload: JSON.parse(event.payload === '' ? '{}' : event.payload),
    responseContext: {
      statusCode: 200,
      executedVersion: version,
      ...(result.functionError === undefined ? {} : { functionError: result.functionError }),
    },
    responsePayload: payloadOf(result),
  };
  try {
    await send(destination, JSON.stringify(record));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    givenUp(needs, event, `its destination ${destination} could not be told (${reason})`);
  }
}
