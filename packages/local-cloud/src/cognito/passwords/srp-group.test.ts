import fc from 'fast-check';
import { expect, it } from 'vitest';
import { N, padded, power, powerOfGenerator, toNumber } from './srp-group.ts';

function slowPower(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  for (let b = base % N, e = exponent; e > 0n; e >>= 1n, b = (b * b) % N) {
    if (e & 1n) result = (result * b) % N;
  }
  return result;
}

const edges: [bigint, bigint][] = [
  [0n, 5n],
  [1n, 5n],
  [2n, 1n],
  [N - 1n, 4n],
  [N - 1n, 5n],
  [N, 3n],
  [N + 1n, 3n],
  [N + 7n, 3n],
];

it.each(edges)('raises an edge of the group to a power', (base, exponent) => {
  expect(power(base, exponent)).toBe(slowPower(base, exponent));
});

it('raises as plain arithmetic does', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 2n, max: N - 2n }), fc.bigInt({ min: 1n, max: 2n ** 256n }), (base, e) => {
      expect(power(base, e)).toBe(slowPower(base, e));
      expect(powerOfGenerator(e)).toBe(slowPower(2n, e));
    }),
    { numRuns: 20 },
  );
});

it('pads to a positive number of whole bytes', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: N }), (value) => {
      const bytes = padded(value);
      expect(toNumber(bytes)).toBe(value);
      expect((bytes[0] ?? 0) < 0x80).toBe(true);
    }),
  );
});
