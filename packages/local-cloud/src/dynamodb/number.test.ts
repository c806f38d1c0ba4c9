import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addNumbers, compareNumbers, normalizeNumber, subtractNumbers } from './number.ts';

const OVERFLOW = 'Number overflow. Attempting to store a number with magnitude larger than supported range';
const UNDERFLOW =
  'Number underflow. Attempting to store a number with magnitude smaller than supported range';
const PRECISION = 'Attempting to store more than 38 significant digits in a Number';

describe('normalizeNumber', () => {
  it.each([
    ['0', '0'],
    ['-0', '0'],
    ['-0.00', '0'],
    ['1.0', '1'],
    ['+1', '1'],
    ['007', '7'],
    ['.5', '0.5'],
    ['5.', '5'],
    ['-1.50', '-1.5'],
    ['1E2', '100'],
    ['12e-1', '1.2'],
    ['1E-130', `0.${'0'.repeat(129)}1`],
    ['9.99E125', `999${'0'.repeat(123)}`],
    ['12345678901234567890123456789012345678', '12345678901234567890123456789012345678'],
    ['-12345678901234567890123456789012345678', '-12345678901234567890123456789012345678'],
    [`1${'0'.repeat(100)}`, `1${'0'.repeat(100)}`],
  ])('keeps %s as %s', (text, expected) => {
    expect(normalizeNumber(text)).toBe(expected);
  });

  it.each([
    ['', 'The parameter cannot be converted to a numeric value'],
    [' 1', 'The parameter cannot be converted to a numeric value:  1'],
    ['abc', 'The parameter cannot be converted to a numeric value: abc'],
    ['NaN', 'The parameter cannot be converted to a numeric value: NaN'],
    ['0x10', 'The parameter cannot be converted to a numeric value: 0x10'],
    ['.', 'The parameter cannot be converted to a numeric value: .'],
    ['1e', 'The parameter cannot be converted to a numeric value: 1e'],
    ['1E126', OVERFLOW],
    ['-1E126', OVERFLOW],
    ['1E999999999', OVERFLOW],
    ['1E-131', UNDERFLOW],
    ['123456789012345678901234567890123456789', PRECISION],
    ['0.123456789012345678901234567890123456789', PRECISION],
  ])('refuses %j', (text, message) => {
    expect(() => normalizeNumber(text)).toThrow(message);
  });
});

const decimals = fc
  .tuple(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.integer({ min: -15, max: 0 }))
  .map(([digits, exponent]) => ({ digits, exponent, text: normalizeNumber(`${digits}E${exponent}`) }));

const scaled = (number: { digits: bigint; exponent: number }): bigint =>
  number.digits * 10n ** BigInt(15 + number.exponent);

describe('arithmetic', () => {
  it('is exact', () => {
    fc.assert(
      fc.property(decimals, decimals, (left, right) => {
        expect(addNumbers(left.text, right.text)).toBe(
          normalizeNumber(`${scaled(left) + scaled(right)}E-15`),
        );
        expect(subtractNumbers(left.text, right.text)).toBe(
          normalizeNumber(`${scaled(left) - scaled(right)}E-15`),
        );
      }),
    );
  });

  it('orders by value', () => {
    fc.assert(
      fc.property(decimals, decimals, (left, right) => {
        const order = scaled(left) === scaled(right) ? 0 : scaled(left) < scaled(right) ? -1 : 1;
        expect(Math.sign(compareNumbers(left.text, right.text))).toBe(order);
      }),
    );
  });

  it.each([
    [normalizeNumber('9E125'), normalizeNumber('1E125'), OVERFLOW],
    [normalizeNumber('1E38'), '1', PRECISION],
  ])('refuses %s + %s', (left, right, message) => {
    expect(() => addNumbers(left, right)).toThrow(message);
  });
});
