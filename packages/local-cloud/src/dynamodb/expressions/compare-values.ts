import type { AttributeValue } from '../attribute-value.ts';
import { compareNumbers } from '../number.ts';

const SURROGATES = 0xd800;
const BEHIND_SURROGATES = 0xe000;

/**
 * Negative, zero or positive as `left` is below, equal to or above `right`; undefined for values of
 * different types and of types without an order. Strings go by their UTF-8 bytes, binaries by unsigned
 * bytes, numbers by value.
 */
export function compareValues(left: AttributeValue, right: AttributeValue): number | undefined {
  if ('S' in left) return 'S' in right ? compareStrings(left.S, right.S) : undefined;
  if ('N' in left) return 'N' in right ? compareNumbers(left.N, right.N) : undefined;
  if ('B' in left && 'B' in right) return bytesOf(left.B).compare(bytesOf(right.B));
  return undefined;
}

/** The bytes of a binary value on the wire. */
export function bytesOf(base64: string): Buffer {
  return Buffer.from(base64, 'base64');
}

/** The order of two strings by code points, which is the order of their UTF-8 bytes. */
export function compareStrings(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  for (let index = 0; index < length; index += 1) {
    const one = left.charCodeAt(index);
    const other = right.charCodeAt(index);
    if (one !== other) return codePointRank(one) - codePointRank(other);
  }
  return left.length - right.length;
}

/** Halves of surrogate pairs stand for code points above all that one unit can hold. */
function codePointRank(unit: number): number {
  return unit >= SURROGATES && unit < BEHIND_SURROGATES ? unit + 0x10000 : unit;
}
