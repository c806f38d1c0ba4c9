import { randomBytes } from 'node:crypto';

/** Time and randomness, handed in so that tests can fix them. */
export interface Sources {
  /** Milliseconds since the epoch. */
  now(): number;
  /** `length` random bytes, fit for keys. */
  bytes(length: number): Buffer;
}

export const SYSTEM_SOURCES: Sources = { now: Date.now, bytes: randomBytes };
