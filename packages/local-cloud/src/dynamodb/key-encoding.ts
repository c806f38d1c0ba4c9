import type { AttributeValue } from './attribute-value.ts';
import { decimalParts } from './number.ts';

/** The bytes that stand for zero, below a negative number and above a positive one. */
const NEGATIVE = 0x7f;
const ZERO = 0x80;
const POSITIVE = 0x81;
/** Makes the exponents of DynamoDB's numbers, -130 to 125, a byte. */
const EXPONENT_BIAS = 130;

/**
 * Bytes whose order is DynamoDB's order of key values: numbers by value, strings by their UTF-8 bytes,
 * binaries by unsigned bytes. They end themselves: no encoding is the beginning of another of its type,
 * so a partition key's and a sort key's can be written one after the other.
 */
export function encodeKeyValue(value: AttributeValue): Buffer {
  if ('S' in value) return terminated(Buffer.from(value.S));
  if ('N' in value) return encodeNumber(value.N);
  if ('B' in value) return terminated(Buffer.from(value.B, 'base64'));
  throw new TypeError('Only strings, numbers and binaries can be keys.');
}

/** The bytes with which the encodings of all strings (or binaries) begin that begin with `value`. */
export function encodeKeyPrefix(value: AttributeValue): Buffer {
  if ('S' in value) return escaped(Buffer.from(value.S), 0);
  if ('B' in value) return escaped(Buffer.from(value.B, 'base64'), 0);
  throw new TypeError('Only strings and binaries have prefixes.');
}

/** The first bytes that lie behind everything that begins with `prefix`; undefined when nothing does. */
export function afterPrefix(prefix: Buffer): Buffer | undefined {
  for (let last = prefix.length - 1; last >= 0; last--) {
    const byte = prefix[last] ?? 0;
    if (byte === 0xff) continue;
    const bound = Buffer.from(prefix.subarray(0, last + 1));
    bound[last] = byte + 1;
    return bound;
  }
  return undefined;
}

/** A zero byte is written as 00 FF and the end as 00 01, so that the end sorts before every continuation. */
function terminated(bytes: Buffer): Buffer {
  const encoded = escaped(bytes, 2);
  encoded[encoded.length - 2] = 0;
  encoded[encoded.length - 1] = 1;
  return encoded;
}

function escaped(bytes: Buffer, room: number): Buffer {
  let zeros = 0;
  for (let at = bytes.indexOf(0); at >= 0; at = bytes.indexOf(0, at + 1)) zeros += 1;
  const encoded = Buffer.allocUnsafe(bytes.length + zeros + room);
  if (zeros === 0) {
    bytes.copy(encoded);
    return encoded;
  }
  let end = 0;
  for (const byte of bytes) {
    encoded[end++] = byte;
    if (byte === 0) encoded[end++] = 0xff;
  }
  return encoded;
}

/**
 * Sign, exponent, then two digits a byte from 1 to 100, then a zero byte. A negative number has all but
 * its sign inverted.
 */
function encodeNumber(normalized: string): Buffer {
  const { sign, exponent, digits } = decimalParts(normalized);
  if (sign === 0) return Buffer.from([ZERO]);
  const pairs = (digits.length + 1) >> 1;
  const encoded = Buffer.allocUnsafe(pairs + 3);
  const flip = sign < 0 ? 0xff : 0;
  encoded[0] = sign < 0 ? NEGATIVE : POSITIVE;
  encoded[1] = (exponent + EXPONENT_BIAS) ^ flip;
  for (let pair = 0; pair < pairs; pair++) {
    const value = (digits[2 * pair] ?? 0) * 10 + (digits[2 * pair + 1] ?? 0);
    encoded[pair + 2] = (value + 1) ^ flip;
  }
  encoded[pairs + 2] = flip;
  return encoded;
}
