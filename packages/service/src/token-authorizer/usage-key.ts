import { createHash } from 'node:crypto';

/**
 * The key of the usage plan that a person's requests are counted by: the same for all their tokens, so that more tokens
 * let no more through.
 */
export function usageKeyOf(owner: string, keys: readonly string[]): string {
  const number = createHash('sha256').update(owner).digest().readUInt32BE();
  const key = keys[number % keys.length];
  if (key === undefined) throw new Error('There are no usage keys');
  return key;
}
