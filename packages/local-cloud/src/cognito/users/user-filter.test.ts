import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { User } from '../model/user.ts';
import { userFilter } from './user-filter.ts';

const user = (email: string): User => ({
  sub: 'sub-1',
  username: 'fay',
  status: 'CONFIRMED',
  enabled: true,
  createdAt: 0,
  modifiedAt: 0,
  attributes: { email, given_name: 'Fay' },
  pendingAttributes: {},
  codes: {},
  mfa: { software: false, preferred: false },
  groups: [],
});

it.each([
  ['', true],
  ['email = "fay@example.com"', true],
  ['email="FAY@example.com"', false],
  ['"email" ^= "fay@"', true],
  ['given_name ^= "F"', true],
  ['family_name = ""', true],
  ['cognito:user_status = "confirmed"', true],
  ['status = "Disabled"', false],
  ['username = "fay"', true],
  ['sub ^= "sub-2"', false],
])('%s finds: %s', (filter, found) => {
  expect(userFilter(filter).matches(user('fay@example.com'))).toBe(found);
});

it.each(['email', 'email = x', 'email = "x', 'toString = "x"', 'custom:team = "x"', 'email != "x"'])(
  'refuses %s',
  (filter) => {
    expect(() => userFilter(filter)).toThrow(expect.objectContaining({ code: 'InvalidParameterException' }));
  },
);

it('finds any value that is quoted', () => {
  fc.assert(
    fc.property(fc.string(), (value) => {
      const quoted = value.replace(/["\\]/g, '\\$&');
      fc.pre(!/[\n\r\u2028\u2029]/.test(value));
      expect(userFilter(`email = "${quoted}"`).matches(user(value))).toBe(true);
    }),
  );
});
