import { ProblemError } from '@taskyard/client';

const MOST_TRIES = 5;

/** Whether a call that failed for the `count`th time is worth another try: no network, or a service that is busy. */
export function isWorthRetrying(count: number, error: unknown): boolean {
  if (error instanceof ProblemError) {
    return (error.status === 429 || error.status >= 500) && count < MOST_TRIES;
  }
  // `fetch` rejects so when there is no network; what waits then goes on when there is one again.
  return error instanceof TypeError;
}

/** Milliseconds until the next try. */
export function retryDelay(count: number, error: unknown): number {
  if (error instanceof ProblemError && error.retryAfter !== undefined) return error.retryAfter * 1000;
  return Math.min(500 * 2 ** count, 15_000);
}
