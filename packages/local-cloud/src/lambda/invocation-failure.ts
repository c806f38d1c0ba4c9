import type { Failure } from './environment/execution-environment.ts';
import type { ReportStatus } from './platform-log.ts';
import type { ErrorPayload } from './runtime/protocol.ts';

/** The error that the caller gets. */
export function errorOf(failure: Failure, requestId: string, timeout: number): ErrorPayload {
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

/** What Lambda itself logs about it. */
export function crashLines(failure: Failure, requestId: string, timeout: number, now: number): string[] {
  if (failure.kind === 'timeout') {
    const time = new Date(now).toISOString();
    return [`${time} ${requestId} Task timed out after ${timeout.toFixed(2)} seconds\n\n`];
  }
  if (failure.kind === 'error' || failure.kind === 'unreadable') return [];
  return [`RequestId: ${requestId} Error: ${exitReason(failure)}\nRuntime.ExitError\n`];
}

/** How the REPORT shows it. */
export function statusOf(failure: Failure): ReportStatus {
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
export function isHandlers(failure: Failure, alive: boolean): boolean {
  return failure.kind === 'error' && alive;
}
