import { randomBytes } from 'node:crypto';
import { TOKEN_PATTERN } from '@taskyard/contract';
import { describe, expect, it } from 'vitest';
import { newTokenValue, tokenHash, tokenValueIn } from './token-value.ts';

const value = newTokenValue(randomBytes);

it('a value is the prefix and 256 random bits', () => {
  expect(value).toMatch(new RegExp(`^${TOKEN_PATTERN}$`));
  expect(newTokenValue(randomBytes)).not.toBe(value);
  expect(newTokenValue(() => Buffer.alloc(32, 255))).toBe(`ty_pat_${'_'.repeat(42)}8`);
});

it('a hash tells nothing of the value', () => {
  expect(tokenHash('ty_pat_x')).toBe(tokenHash('ty_pat_x'));
  expect(tokenHash(value)).toMatch(/^[A-Za-z0-9_-]{43}$/);
  expect(value).not.toContain(tokenHash(value));
});

describe('the value in a header', () => {
  it.each([value, `Bearer ${value}`, `bearer ${value}`, `Bearer  ${value}`])('is found in %#', (header) => {
    expect(tokenValueIn(header)).toBe(value);
  });

  it.each([
    '',
    'my-super-secret-token',
    `Basic ${value}`,
    `${value} `,
    `x${value}`,
    `${value}x`,
    `${value}\n`,
  ])('is not found in %j', (header) => {
    expect(tokenValueIn(header)).toBeUndefined();
  });
});
