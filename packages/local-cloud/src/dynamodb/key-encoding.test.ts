import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AttributeValue } from './attribute-value.ts';
import { afterPrefix, encodeKeyPrefix, encodeKeyValue } from './key-encoding.ts';
import { compareNumbers, normalizeNumber } from './number.ts';

const text = fc.string({
  unit: fc.constantFrom('\0', '\u0001', 'a', 'b', 'ÿ', '\uffff', '😀'),
  maxLength: 6,
});
const bytes = fc.uint8Array({ maxLength: 6 }).map((array) => Buffer.from(array));
const number = fc
  .tuple(fc.bigInt({ min: -(10n ** 38n) + 1n, max: 10n ** 38n - 1n }), fc.integer({ min: -130, max: 87 }))
  .map(([digits, exponent]) => normalizeNumber(`${digits}E${exponent}`));
const smallNumber = fc
  .tuple(fc.integer({ min: -200, max: 200 }), fc.integer({ min: -3, max: 3 }))
  .map(([digits, exponent]) => normalizeNumber(`${digits}E${exponent}`));

const values: fc.Arbitrary<{ value: AttributeValue; raw: Buffer | string }> = fc.oneof(
  text.map((S) => ({ value: { S }, raw: Buffer.from(S) })),
  bytes.map((raw) => ({ value: { B: raw.toString('base64') }, raw })),
);

describe('key encoding', () => {
  it('orders strings and binaries by their bytes', () => {
    fc.assert(
      fc.property(values, values, (left, right) => {
        expect(Buffer.compare(encodeKeyValue(left.value), encodeKeyValue(right.value))).toBe(
          Buffer.compare(Buffer.from(left.raw), Buffer.from(right.raw)),
        );
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    ['large', number],
    ['small', smallNumber],
  ])('orders %s numbers by value', (_, numbers) => {
    fc.assert(
      fc.property(numbers, numbers, (left, right) => {
        expect(Buffer.compare(encodeKeyValue({ N: left }), encodeKeyValue({ N: right }))).toBe(
          Math.sign(compareNumbers(left, right)),
        );
      }),
      { numRuns: 1000 },
    );
  });

  it('never begins with the encoding of another value of its type', () => {
    const one = fc.oneof(
      values.map(({ value }) => value),
      fc.oneof(number, smallNumber).map((N) => ({ N })),
    );
    fc.assert(
      fc.property(one, one, (left, right) => {
        const [shorter, longer] = [encodeKeyValue(left), encodeKeyValue(right)].sort(
          (a, b) => a.length - b.length,
        );
        fc.pre(shorter !== undefined && longer !== undefined && !shorter.equals(longer));
        fc.pre(Object.keys(left)[0] === Object.keys(right)[0]);
        expect(longer?.subarray(0, shorter?.length)).not.toEqual(shorter);
      }),
      { numRuns: 1000 },
    );
  });

  it('finds by prefix what begins with it', () => {
    fc.assert(
      fc.property(text, text, (prefix, whole) => {
        const from = encodeKeyPrefix({ S: prefix });
        const to = afterPrefix(from);
        const encoded = encodeKeyValue({ S: whole });
        const within = Buffer.compare(encoded, from) >= 0 && (!to || Buffer.compare(encoded, to) < 0);
        expect(within).toBe(
          Buffer.from(whole).subarray(0, Buffer.byteLength(prefix)).equals(Buffer.from(prefix)),
        );
      }),
      { numRuns: 1000 },
    );
  });
});
