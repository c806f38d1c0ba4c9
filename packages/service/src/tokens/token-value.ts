import { createHash } from 'node:crypto';
import { TOKEN_PATTERN, TOKEN_PREFIX } from '@taskyard/contract';
import type { Sources } from '../sources.ts';

const TOKEN_BYTES = 32;
const IN_A_HEADER = new RegExp(`^(?:bearer +)?(${TOKEN_PATTERN})$`, 'i');

/** A new value: the prefix and 256 random bits. */
export function newTokenValue(bytes: Sources['bytes']): string {
  return `${TOKEN_PREFIX}${bytes(TOKEN_BYTES).toString('base64url')}`;
}

/** The value in an `Authorization` header, bare or as `Bearer`; undefined when there is none. */
export function tokenValueIn(header: string): string | undefined {
  return IN_A_HEADER.exec(header)?.[1];
}

/**
 * What is kept of a value. A plain SHA-256 does: nobody can try 2^256 values, so there is nothing that a slow hash
 * would make harder.
 */
export function tokenHash(value: string): string {
  return createHash('sha256').update(value).digest('base64url');
}
