import { ProblemError } from './problem-error.ts';
import type { CallOptions, OperationRow } from './request.ts';

/** The longest wait before another try, in milliseconds. A service that asks for more is not waited for. */
const LONGEST_WAIT_MS = 20_000;

/** What a try waits before the second one, in milliseconds; it doubles with each. */
const FIRST_WAIT_MS = 200;

/** The service said that it did nothing: RFC 6585, 4 and RFC 9110, 15.6.4. */
const TURNED_AWAY: ReadonlySet<number> = new Set([429, 503]);

/** It may have done it, or not. */
const UNCERTAIN: ReadonlySet<number> = new Set([500, 502, 504]);

/**
 * Milliseconds to wait before the same call is sent again, or undefined when it must not be: because the answer is
 * final, or because the call could happen twice (a create without a key), or because a first success would make the
 * second try fail (a deletion, a change of one version).
 *
 * `tried` counts from 1; `random` gives 0 to 1, so that many clients do not come back together.
 */
export function waitBeforeRetry(
  error: unknown,
  operation: Pick<OperationRow, 'method'>,
  options: CallOptions,
  tried: number,
  random: () => number,
): number | undefined {
  const { method } = operation;
  const repeatable = method === 'GET' || (method === 'POST' && options.idempotencyKey !== undefined);
  const backoff = random() * Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** tried);
  if (!(error instanceof ProblemError)) {
    // No answer: fetch says so with a TypeError. Anything else is a mistake of the caller's, or an abort.
    return repeatable && error instanceof TypeError ? backoff : undefined;
  }
  if (TURNED_AWAY.has(error.status) && (repeatable || method === 'PUT' || method === 'DELETE')) {
    const asked = (error.retryAfter ?? 0) * 1000;
    return asked > LONGEST_WAIT_MS ? undefined : Math.max(asked, backoff);
  }
  return UNCERTAIN.has(error.status) && repeatable ? backoff : undefined;
}

/** Waits; rejects with the signal's reason when it is aborted meanwhile. */
export function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = (): void => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', abort);
      resolve();
    }, milliseconds);
    if (signal?.aborted) abort();
    else signal?.addEventListener('abort', abort, { once: true });
  });
}
