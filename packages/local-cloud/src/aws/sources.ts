import { randomBytes, randomUUID } from 'node:crypto';

/** What is not a function of the input: time, ids and randomness. Handed in, so that tests can fix it. */
export interface Sources {
  /** Milliseconds since the epoch. */
  now(): number;
  /** A version 4 UUID. */
  uuid(): string;
  /** `length` random bytes, fit for keys. */
  bytes(length: number): Buffer;
}

export const SYSTEM_SOURCES: Sources = { now: Date.now, uuid: randomUUID, bytes: randomBytes };

/** `length` random characters of `alphabet`, each as likely as any other. */
export function randomText(sources: Sources, length: number, alphabet: string): string {
  const fair = 256 - (256 % alphabet.length);
  let text = '';
  while (text.length < length) {
    for (const byte of sources.bytes(length)) {
      if (byte < fair && text.length < length) text += alphabet[byte % alphabet.length];
    }
  }
  return text;
}
