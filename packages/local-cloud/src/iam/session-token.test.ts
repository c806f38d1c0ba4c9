import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { SYSTEM_SOURCES } from '../aws/sources.ts';
import { type SessionClaims, sessionTokens } from './session-token.ts';

const tokens = sessionTokens(SYSTEM_SOURCES, randomBytes(32));
const claims: Omit<SessionClaims, 'accessKeyId'> = {
  holder: { type: 'role', name: 'handler', id: 'AROAAAAAAAAAAAAAAAAAA' },
  sessionName: 'fn',
  issuedAt: 1_000,
  expiration: 2_000,
  tags: { team: 'blå' },
};

it('opens to what was sealed', () => {
  const issued = tokens.issue(claims);
  expect(issued.accessKeyId).toMatch(/^ASIA[A-Z2-7]{16}$/);
  expect(issued.secretAccessKey).toHaveLength(40);
  expect(issued.expiration).toBe(2_000);
  expect(tokens.open(issued.sessionToken)).toEqual({ ...claims, accessKeyId: issued.accessKeyId });
  expect(tokens.secretOf(issued.accessKeyId)).toBe(issued.secretAccessKey);
});

it('tells nothing to who only holds it', () => {
  const { sessionToken } = tokens.issue(claims);
  expect(Buffer.from(sessionToken, 'base64').toString('latin1')).not.toContain('handler');
});

it('does not open with another key', () => {
  const { sessionToken } = tokens.issue(claims);
  expect(sessionTokens(SYSTEM_SOURCES, randomBytes(32)).open(sessionToken)).toBeUndefined();
});

it('does not open after any change', () => {
  const bytes = Buffer.from(tokens.issue(claims).sessionToken, 'base64');
  fc.assert(
    fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, mask) => {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ mask;
      expect(tokens.open(changed.toString('base64'))).toBeUndefined();
    }),
  );
});

it('refuses whatever else is given', () => {
  fc.assert(fc.property(fc.string(), (text) => tokens.open(text) === undefined));
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
      expect(tokens.open(Buffer.from([1, ...bytes]).toString('base64'))).toBeUndefined();
    }),
  );
});
