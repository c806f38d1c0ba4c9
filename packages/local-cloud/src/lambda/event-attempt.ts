import { AwsError } from '../aws/aws-error.ts';
import { type OutcomeNeeds, sendDeadLetter, tellDestination } from './event-outcome.ts';
import type { EventVerdict, QueuedEvent } from './event-queue.ts';
import type { InvocationResult } from './function-invoker.ts';
import type { EventInvokeConfig } from './function-record.ts';
import type { FunctionStore } from './function-store.ts';
import type { FunctionVersion } from './function-version.ts';
import type { LambdaInvoker } from './lambda-invoker.ts';

const DEFAULTS = { maximumRetryAttempts: 2, maximumEventAge: 21_600 };

type EventSettings = EventInvokeConfig & typeof DEFAULTS;

/** A function that fails is tried again after a minute, then after two. */
const RETRY_AFTER_MS = [60_000, 120_000];
const THROTTLE_FIRST_MS = 1000;
const THROTTLE_MOST_MS = 300_000;

interface EventNeeds extends OutcomeNeeds {
  readonly functions: FunctionStore;
  readonly invoker: LambdaInvoker;
  /** Waiting times are multiplied by it. */
  readonly timeScale: number;
}

/**
 * Runs a queued event once and says what becomes of it: a function that fails is tried again, twice by
 * default; one that cannot be started, for up to six hours. Then its destination and its dead-letter queue hear of it.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
 */
export async function attemptEvent(needs: EventNeeds, event: QueuedEvent): Promise<EventVerdict> {
  const { invoker, functions, now, timeScale } = needs;
  const config: EventSettings = {
    ...DEFAULTS,
    ...functions.get(event.functionName)?.eventInvokeConfigs[event.qualifier ?? ''],
  };
  let version: FunctionVersion | undefined;
  let result: InvocationResult;
  try {
    version = invoker.resolve(event.functionName, event.qualifier);
    result = await invoker.invoke(version, event.payload, {
      requestId: event.id,
      ...(event.qualifier === undefined ? {} : { qualifier: event.qualifier }),
    });
  } catch (error) {
    return notStarted(needs, event, config, version, error);
  }
  if (result.functionError === undefined) {
    if (config.onSuccess !== undefined) {
      await tellDestination(needs, event, version, config.onSuccess, 'Success', result);
    }
    return 'done';
  }
  const attempts = event.attempts + 1;
  const wait = (RETRY_AFTER_MS[attempts - 1] ?? 120_000) * timeScale;
  const tooOld = now() + wait - event.enqueuedAt > config.maximumEventAge * 1000;
  if (attempts <= config.maximumRetryAttempts && !tooOld) return { ...event, attempts, dueAt: now() + wait };
  const tried = { ...event, attempts };
  const condition = attempts <= config.maximumRetryAttempts ? 'EventAgeExceeded' : 'RetriesExhausted';
  givenUp(needs, event, `it failed ${attempts} times`);
  await sendDeadLetter(needs, tried, version, errorMessage(result.payload));
  if (config.onFailure !== undefined) {
    await tellDestination(needs, tried, version, config.onFailure, condition, result);
  }
  return 'done';
}

async function notStarted(
  needs: EventNeeds,
  event: QueuedEvent,
  config: EventSettings,
  version: FunctionVersion | undefined,
  error: unknown,
): Promise<EventVerdict> {
  const { now, timeScale } = needs;
  const throttles = event.throttles + 1;
  const wait = Math.min(THROTTLE_FIRST_MS * 2 ** (throttles - 1), THROTTLE_MOST_MS) * timeScale;
  const tooOld = now() + wait - event.enqueuedAt > config.maximumEventAge * 1000;
  const passing = error instanceof AwsError && error.code === 'TooManyRequestsException';
  if (passing && !tooOld) return { ...event, throttles, dueAt: now() + wait };
  const reason = error instanceof Error ? error.message : String(error);
  givenUp(needs, event, passing ? `it is too old (${reason})` : reason);
  if (version === undefined) return 'done';
  await sendDeadLetter(needs, event, version, reason);
  if (config.onFailure !== undefined) {
    await tellDestination(needs, event, version, config.onFailure, 'EventAgeExceeded', undefined);
  }
  return 'done';
}

/** Of a failed request's payload. */
function errorMessage(payload: string): string {
  const { errorMessage: message } = JSON.parse(payload);
  return String(message);
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
