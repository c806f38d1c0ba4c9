import { createHash } from 'node:crypto';
import { invalidRequest } from '../api/api-problem.ts';

/** How long an answer is kept for its Idempotency-Key, in seconds. */
export const IDEMPOTENCY_SECONDS: number = 24 * 60 * 60;

/** A caller's wish that a create happens once, however often it is sent. */
export interface IdempotencyClaim {
  /** The operation and the hashed key; unique among one owner's claims. */
  readonly key: string;
  /** A hash of the body. */
  readonly fingerprint: string;
  /** Epoch seconds. */
  readonly madeAt: number;
  readonly expiresAt: number;
}

/**
 * The claim of a request, or undefined when it has no Idempotency-Key.
 * `body` is the checked body, so that spaces and the order of members do not count. `now` is in milliseconds.
 */
export function idempotencyClaim(
  operation: string,
  header: string | undefined,
  body: unknown,
  now: number,
): IdempotencyClaim | undefined {
  if (header === undefined) return undefined;
  if (!/^[\x21-\x7e]{1,255}$/.test(header)) {
    throw invalidRequest('Idempotency-Key', 'Must be 1 to 255 visible ASCII characters');
  }
  const madeAt = Math.floor(now / 1000);
  return {
    key: `${operation}#${sha256(header)}`,
    fingerprint: sha256(canonicalJson(body)),
    madeAt,
    expiresAt: madeAt + IDEMPOTENCY_SECONDS,
  };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_name, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
}
