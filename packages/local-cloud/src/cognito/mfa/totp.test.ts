import fc from 'fast-check';
import { expect, it } from 'vitest';
import { base32, fromBase32, matchingStep, stepAt, totpCode } from './totp.ts';

const SECRET = base32(Buffer.from('12345678901234567890'));

// RFC 6238, appendix B, of which six digits are used here.
it.each([
  [59, '287082'],
  [1111111109, '081804'],
  [1111111111, '050471'],
  [1234567890, '005924'],
  [2000000000, '279037'],
  [20000000000, '353130'],
])('has the code of RFC 6238 at %d seconds', (seconds, code) => {
  expect(totpCode(SECRET, stepAt(seconds * 1000))).toBe(code);
  expect(matchingStep(SECRET, code, seconds * 1000 + 30_000)).toBe(stepAt(seconds * 1000));
  expect(matchingStep(SECRET, code, seconds * 1000 + 60_000)).toBeUndefined();
});

it('writes secrets in base 32 and reads them back', () => {
  expect(base32(Buffer.from('foobar'))).toBe('MZXW6YTBOI');
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
      expect(fromBase32(base32(bytes))).toEqual(Buffer.from(bytes));
    }),
  );
});
