import { availableParallelism } from 'node:os';

/** What all functions share: how many environments there may be, and how many may be starting. */
export interface EnvironmentLimits {
  /** Takes the right to start one environment; false when there are too many already. */
  take(): boolean;
  /** An environment has started, or failed to. */
  started(): void;
  /** An environment is gone. */
  gone(): void;
  /** Called whenever a right has become free. */
  onFree(listener: () => void): void;
  /**
   * Whether an environment must go, because a function that has none has waited for one since before `since` and there
   * is no room for it.
   */
  mustYield(since: number): boolean;
}

/**
 * Environments that exist at once. Each is a thread with a heap of its own; Lambda's own limit for an account
 * is 1,000.
 */
export const MAX_ENVIRONMENTS = 100;

/** Starting is work for the processor: more starts than it has cores would only delay each other. */
const MAX_STARTING = Math.max(2, availableParallelism());

export function environmentLimits(needs: {
  readonly most: number;
  /** Is asked to end an idle environment of whatever function when there are too many. */
  readonly makeRoom: () => void;
  /** Since when a function without any environment has waited for one; undefined when none does. */
  readonly starvedSince: () => number | undefined;
}): EnvironmentLimits {
  let existing = 0;
  let starting = 0;
  const listeners: (() => void)[] = [];
  const free = (): void => {
    for (const listener of listeners) listener();
  };
  return {
    take() {
      if (starting >= MAX_STARTING) return false;
      if (existing >= needs.most) {
        needs.makeRoom();
        return false;
      }
      existing += 1;
      starting += 1;
      return true;
    },
    started() {
      starting -= 1;
      free();
    },
    gone() {
      existing -= 1;
      free();
    },
    onFree: (listener) => listeners.push(listener),
    mustYield(since) {
      if (existing < needs.most) return false;
      const starved = needs.starvedSince();
      return starved !== undefined && starved < since;
    },
  };
}
