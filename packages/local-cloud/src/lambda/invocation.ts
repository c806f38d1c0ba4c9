import type { Journal } from '../journal/journal.ts';
import type { LogLine } from '../logs/log-sink.ts';
import type { EnvironmentDetails } from './environment/environment-fleet.ts';
import type { Lease } from './environment/environment-pool.ts';
import type { Failure } from './environment/execution-environment.ts';
import type { InvocationResult } from './function-invoker.ts';
import type { FunctionVersion } from './function-version.ts';
import { findingOf } from './log-findings.ts';
import { unreadablePayload } from './payload.ts';
import type { ReportStatus } from './platform-log.ts';
import type { ErrorPayload, InvokeMessage } from './runtime/protocol.ts';

const TAIL_BYTES = 4096;

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
}): Promise<InvocationResult> {
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
  const duration = performance.now() - begun;
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
  report(journal, version, requestId, log.lines, error);
  return {
    ...(error === undefined ? {} : { functionError: 'Unhandled' }),
    payload: outcome.ok && 'payload' in outcome ? outcome.payload : JSON.stringify(error),
    requestId,
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

function errorOf(failure: Failure, requestId: string, timeout: number): ErrorPayload {
  switch (failure.kind) {
    case 'error':
      return failure.error;
    case 'timeout':
      return {
        errorType: 'Sandbox.Timedout',
        errorMessage: `RequestId: ${requestId} Error: Task timed out after ${timeout.toFixed(2)} seconds`,
      };
    case 'unreadable':
      return { errorType: 'InvalidRequestContentException', errorMessage: failure.reason };
    case 'out-of-memory':
    case 'exit':
      return {
        errorType: 'Runtime.ExitError',
        errorMessage: `RequestId: ${requestId} Error: ${exitReason(failure)}`,
      };
  }
}

function exitReason(failure: Failure & { kind: 'out-of-memory' | 'exit' }): string {
  if (failure.kind === 'out-of-memory') return 'Runtime exited with error: signal: killed';
  return failure.exitCode === 0
    ? 'Runtime exited without providing a reason'
    : `Runtime exited with error: exit status ${failure.exitCode}`;
}

function crashLines(failure: Failure, requestId: string, timeout: number, now: number): string[] {
  if (failure.kind === 'timeout') {
    const time = new Date(now).toISOString();
    return [`${time} ${requestId} Task timed out after ${timeout.toFixed(2)} seconds\n\n`];
  }
  if (failure.kind === 'error' || failure.kind === 'unreadable') return [];
  return [`RequestId: ${requestId} Error: ${exitReason(failure)}\nRuntime.ExitError\n`];
}

function statusOf(failure: Failure): ReportStatus {
  switch (failure.kind) {
    case 'timeout':
      return { status: 'timeout' };
    case 'out-of-memory':
      return { status: 'error', errorType: 'Runtime.OutOfMemory' };
    case 'exit':
      return { status: 'error', errorType: 'Runtime.ExitError' };
    case 'unreadable':
      return { status: 'error', errorType: 'InvalidRequestContentException' };
    case 'error':
      return { status: 'error', errorType: failure.error.errorType };
  }
}

/** Whether the handler itself failed, which is no fault of the environment. */
function isHandlers(failure: Failure, alive: boolean): boolean {
  return failure.kind === 'error' && alive;
}

function report(
  journal: Journal,
  version: FunctionVersion,
  requestId: string,
  lines: readonly LogLine[],
  error: ErrorPayload | undefined,
): void {
  const { name, configuration } = version;
  const findings = lines.flatMap(({ message }) => findingOf(message) ?? []);
  const failure = error === undefined ? undefined : `${error.errorType}: ${error.errorMessage}`;
  const seen = new Set<string>();
  for (const { rule, text } of findings) {
    // The error that ended the request is in the log too; it is told once, below.
    if (seen.has(text) || (error !== undefined && repeats(text, error.errorMessage))) continue;
    seen.add(text);
    journal.write({
      source: 'lambda',
      outcome: 'failed',
      requestId,
      rule: `${rule} of ${name}`,
      text,
      ...(rule === 'access denied' ? { hint: grantHint(configuration.role) } : {}),
    });
  }
  if (failure === undefined) return;
  const hint = hintOf(failure, configuration);
  journal.write({
    source: 'lambda',
    outcome: 'failed',
    requestId,
    rule: `the handler ${configuration.handler} of ${name}`,
    text: failure.slice(0, 1000),
    ...(hint === undefined ? {} : { hint }),
  });
}

/** Whether a line of the log is about the error that ended the request. Its text may be escaped there. */
function repeats(logged: string, errorMessage: string): boolean {
  const told = (errorMessage.split('\n')[0] ?? '').replace(/\s+/g, ' ').trim().slice(0, 100);
  return logged.includes(told) || logged.includes(JSON.stringify(told).slice(1, -1));
}

function hintOf(failure: string, { role, code }: FunctionVersion['configuration']): string | undefined {
  if (findingOf(failure)?.rule === 'access denied') return grantHint(role);
  const [, module] = /Cannot find (?:module|package) '([^']+)'/.exec(failure) ?? [];
  if (module === undefined || code.kind === 'inline') return undefined;
  return module.startsWith('@aws-sdk/') || module.startsWith('@smithy/')
    ? `Lambda brings ${module} along, and here it is taken from the project: install it there, or bundle it.`
    : `The module is not in the function's asset: bundle ${module} with the function.`;
}

function grantHint(role: string): string {
  return `Allow the action in a policy of the role ${role.split('/').at(-1)}; in a CDK app, by one of the resource's grant methods.`;
}
