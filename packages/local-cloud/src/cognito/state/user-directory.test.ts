import fc from 'fast-check';
import { expect, it } from 'vitest';
import { memoryStore } from '../../store/memory-store.ts';
import type { User } from '../model/user.ts';
import type { UserPool } from '../model/user-pool.ts';
import { poolSettings } from '../pools/pool-settings.ts';
import { userDirectory } from './user-directory.ts';

function poolWith(settings: Parameters<typeof poolSettings>[0]): UserPool {
  return {
    id: 'us-east-1_Pool00000',
    arn: 'arn',
    name: 'people',
    createdAt: 0,
    modifiedAt: 0,
    settings: poolSettings(settings),
    schema: [],
  };
}

function user(sub: string, username: string, email: string, verified: boolean, groups: string[]): User {
  return {
    sub,
    username,
    status: 'CONFIRMED',
    enabled: true,
    createdAt: 0,
    modifiedAt: 0,
    attributes: { email, email_verified: String(verified) },
    pendingAttributes: {},
    codes: {},
    mfa: { software: false, preferred: false },
    groups,
  };
}

type Action = readonly [
  what: 'create' | 'change' | 'take' | 'remove',
  sub: number,
  email: number,
  verified: boolean,
];

const actions: fc.Arbitrary<Action[]> = fc.array(
  fc.tuple(
    fc.constantFrom('create', 'change', 'take', 'remove'),
    fc.nat({ max: 5 }),
    fc.nat({ max: 3 }),
    fc.boolean(),
  ),
  { maxLength: 40 },
);

it.each([
  ['names are addresses', poolWith({ UsernameAttributes: ['email'] })],
  [
    'addresses are aliases',
    poolWith({ AliasAttributes: ['email'], UsernameConfiguration: { CaseSensitive: false } }),
  ],
])('never gives one name to two users, whatever happens at once: %s', async (_name, pool) => {
  await fc.assert(
    fc.asyncProperty(actions, async (wanted) => {
      const directory = userDirectory(memoryStore());
      const outcomes = wanted.map(([what, sub, email, verified]) => {
        const id = `sub-${sub}`;
        const address = `${verified ? 'A' : 'a'}${email}@example.com`;
        const groups = verified ? ['staff'] : [];
        const next = user(id, id, address, verified, groups);
        if (what === 'create') return directory.create(pool, next);
        if (what === 'remove') return directory.remove(pool, id);
        return directory.change(pool, id, () => next, { takeAliases: what === 'take' });
      });
      for (const outcome of await Promise.allSettled(outcomes)) {
        if (outcome.status === 'rejected') {
          expect(outcome.reason.code).toMatch(/^(UsernameExists|AliasExists|UserNotFound)Exception$/);
        }
      }
      const fold = (text: string): string =>
        pool.settings.UsernameConfiguration?.CaseSensitive === false ? text.toLowerCase() : text;
      const owners = new Map<string, string>();
      const staff: string[] = [];
      for await (const found of directory.list(pool)) {
        const { email = '', email_verified: verified } = found.attributes;
        if (found.groups.includes('staff')) staff.push(found.sub);
        if (pool.settings.UsernameAttributes || verified === 'true') {
          expect(owners.has(fold(email))).toBe(false);
          owners.set(fold(email), found.sub);
          expect(directory.bySignInName(pool, email)?.sub).toBe(found.sub);
        }
        expect(directory.bySignInName(pool, found.username)?.sub).toBe(found.sub);
      }
      for (let email = 0; email <= 3; email += 1) {
        for (const address of [`A${email}@example.com`, `a${email}@example.com`]) {
          expect(directory.bySignInName(pool, address)?.sub).toBe(owners.get(fold(address)));
        }
      }
      const members: string[] = [];
      for await (const member of directory.inGroup(pool, 'staff')) members.push(member.sub);
      expect(members).toEqual(staff);
    }),
    { numRuns: 100 },
  );
});
