import { createHash } from 'node:crypto';

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789';

/**
 * An id in the form that API Gateway gives (`a-z0-9`) for what a template makes: always the same for one
 * creation token, so that a creation tried again after a crash finds what the first one made.
 */
export function templateIdentity(kind: string, creationToken: string, length: number): string {
  const digest = createHash('sha256').update(`${kind}/${creationToken}`).digest();
  return Array.from(digest.subarray(0, length), (byte) => ALPHABET[byte % ALPHABET.length]).join('');
}
