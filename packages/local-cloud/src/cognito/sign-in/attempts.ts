import { AwsError } from '../../aws/aws-error.ts';
import { expiringMap } from '../state/expiring-map.ts';
import { type KeyedLock, keyedLock } from '../state/keyed-lock.ts';

/** What a person may only do so often an hour. */
export type LimitedAction =
  | 'ConfirmSignUp'
  | 'ResendConfirmationCode'
  | 'ChangePassword'
  | 'GetUserAttributeVerificationCode'
  | 'VerifyUserAttribute'
  | 'ForgotPassword'
  | 'ConfirmForgotPassword';

/**
 * A user's attempts an hour.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html
 */
const HOURLY: Readonly<Record<LimitedAction, number>> = {
  ConfirmSignUp: 15,
  ResendConfirmationCode: 5,
  ChangePassword: 5,
  GetUserAttributeVerificationCode: 5,
  VerifyUserAttribute: 15,
  ForgotPassword: 5,
  ConfirmForgotPassword: 15,
};

const HOUR = 3_600_000;
const FREE_FAILURES = 5;
const QUIET_TIME = 15 * 60_000;
const LONGEST_LOCK = 15 * 60_000;
const REMEMBERED_KEYS = 50_000;

interface Failures {
  readonly count: number;
  /** Milliseconds since the epoch. */
  readonly lockedUntil: number;
}

/**
 * Slows down guessing. `key` names a user, or a name that no user has: both are counted alike, so that
 * a lock says nothing about who exists. Kept in memory: a restart forgives.
 */
export interface Attempts {
  /**
   * Runs one check of a password after another for one key. After five failures each further one locks
   * the key for 1, 2, 4, ... seconds up to 15 minutes; a success or 15 quiet minutes forgive.
   * Throws NotAuthorizedException while locked.
   */
  guard(key: string, check: () => Promise<boolean>): Promise<boolean>;
  /** Throws LimitExceededException when the action was done too often within an hour. */
  count(action: LimitedAction, key: string): void;
}

export function attempts(now: () => number): Attempts {
  const failures = expiringMap<Failures>(now, REMEMBERED_KEYS);
  const counts = expiringMap<{ readonly times: number; readonly until: number }>(now, REMEMBERED_KEYS);
  const checks: KeyedLock = keyedLock();

  function fail(key: string): void {
    const count = (failures.get(key)?.count ?? 0) + 1;
    const lock = count < FREE_FAILURES ? 0 : Math.min(2 ** (count - FREE_FAILURES) * 1000, LONGEST_LOCK);
    const lockedUntil = now() + lock;
    failures.set(key, { count, lockedUntil }, Math.max(now() + QUIET_TIME, lockedUntil));
  }

  return {
    guard: (key, check) =>
      checks.run(key, async () => {
        if ((failures.get(key)?.lockedUntil ?? 0) > now()) {
          throw new AwsError('NotAuthorizedException', 'Password attempts exceeded');
        }
        const right = await check();
        if (right) failures.delete(key);
        else fail(key);
        return right;
      }),
    count(action, key) {
      const id = `${action}/${key}`;
      const { times, until } = counts.get(id) ?? { times: 0, until: now() + HOUR };
      if (times >= HOURLY[action]) {
        throw new AwsError('LimitExceededException', 'Attempt limit exceeded, please try after some time.');
      }
      counts.set(id, { times: times + 1, until }, until);
    },
  };
}
