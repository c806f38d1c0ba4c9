import type { Journal } from '../journal/journal.ts';
import { spanTimes } from '../journal/span.ts';
import { traceKey } from '../journal/trace-key.ts';
import type { LogLine } from '../logs/log-sink.ts';
import type { EnvironmentDetails } from './environment/environment-fleet.ts';
import type { Lease } from './environment/environment-pool.ts';
import type { InvocationResult } from './function-invoker.ts';
import type { FunctionVersion } from './function-version.ts';
import { crashLines, errorOf, isHandlers, statusOf } from './invocation-failure.ts';
import { reportInvocation } from './invocation-journal.ts';
import { unreadablePayload } from './payload.ts';
import type { InvokeMessage } from './runtime/protocol.ts';

const TAIL_BYTES = 4096;

export interface TimedResult extends InvocationResult {
  /** Milliseconds that the handler took. */
  readonly duration: number;
}

/**
 * Runs one request in a leased environment, writes its log and its journal, and gives the environment back.
 * What the function does wrong is a result. Throws AwsError when the payload is not JSON.
 */
export async function runInvocation(needs: {
  readonly version: FunctionVersion;
  readonly lease: Lease & { readonly details: EnvironmentDetails };
  readonly request: Omit<InvokeMessage, 'type' | 'deadline'>;
  readonly now: () => number;
  readonly journal: Journal;
}): Promise<TimedResult> {
  const { version, lease, request, now, journal } = needs;
  const { environment, details, cold } = lease;
  const { platform, writer, pool } = details;
  const { requestId } = request;
  const { timeout, memorySize } = version.configuration;
  const log = new InvocationLog(now);

  log.add(environment.takeLines());
  if (cold?.ok === false) {
    log.platform(platform.initReport(cold.duration, statusOf(cold.failure)));
  }
  log.begin(platform.start(requestId));
  const begun = performance.now();
  const limit = timeout * 1000;
  const outcome =
    cold?.ok === false
      ? cold
      : await environment.invoke({ type: 'invoke', ...request, deadline: now() + limit }, limit);
  const timedOut = cold?.ok !== false && !outcome.ok && outcome.failure.kind === 'timeout';
  const duration = timedOut ? limit : performance.now() - begun;
  journal.measure?.({
    kind: 'function',
    name: version.name,
    requestId,
    traceId: traceKey(request.traceId),
    ...spanTimes(begun, begun + duration),
    ...(cold?.ok === true ? { coldStart: cold.duration } : {}),
    logGroup: version.configuration.logging.group,
  });
  if (!outcome.ok && outcome.failure.kind === 'unreadable') {
    pool.release(environment);
    throw unreadablePayload(outcome.failure.reason);
  }
  log.add(environment.takeLines());
  if (!outcome.ok) log.platform(crashLines(outcome.failure, requestId, timeout, now()));
  const memoryUsed = 'memoryUsed' in outcome ? (outcome.memoryUsed ?? 0) : 0;
  log.platform(
    platform.end({
      requestId,
      duration,
      ...(cold?.ok === true ? { initDuration: cold.duration } : {}),
      memorySize,
      memoryUsed: Math.min(memoryUsed, memorySize),
      outcome:
        outcome.ok || isHandlers(outcome.failure, environment.alive)
          ? { status: 'success' }
          : statusOf(outcome.failure),
    }),
  );
  await writer.write(log.lines);
  pool.release(environment);

  const error = outcome.ok ? undefined : errorOf(outcome.failure, requestId, timeout);
  reportInvocation(journal, version, request, log.lines, error);
  return {
    ...(error === undefined ? {} : { functionError: 'Unhandled' }),
    payload: outcome.ok && 'payload' in outcome ? outcome.payload : JSON.stringify(error),
    requestId,
    duration,
    logTail: log.tail(),
  };
}

/** The lines of one request, and of the start of its environment when it was the first. */
class InvocationLog {
  readonly lines: LogLine[] = [];
  readonly #now: () => number;
  #requestStart = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  add(lines: readonly LogLine[]): void {
    this.lines.push(...lines);
  }

  platform(messages: readonly string[]): void {
    const timestamp = this.#now();
    for (const message of messages) this.lines.push({ timestamp, message });
  }

  /** From here on the lines belong to the request itself. */
  begin(messages: readonly string[]): void {
    this.#requestStart = this.lines.length;
    this.platform(messages);
  }

  /** The last 4 KB of the request's lines. */
  tail(): string {
    const text = this.lines
      .slice(this.#requestStart)
      .map(({ message }) => (message.endsWith('\n') ? message : `${message}\n`))
      .join('');
    return text.length <= TAIL_BYTES / 4 || Buffer.byteLength(text) <= TAIL_BYTES
      ? text
      : Buffer.from(text).subarray(-TAIL_BYTES).toString();
  }
}
