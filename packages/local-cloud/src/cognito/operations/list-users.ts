import type { CognitoCore } from '../core.ts';
import * as member from '../input/members.ts';
import { page } from '../input/page.ts';
import { integer, list, required, structure, text } from '../input/shape.ts';
import type { User } from '../model/user.ts';
import type { UserPool } from '../model/user-pool.ts';
import { describedUser } from '../users/descriptions.ts';
import { type UserFilter, userFilter } from '../users/user-filter.ts';
import { type Operation, poolOperation } from './operation.ts';

const input = structure({
  UserPoolId: required(member.poolId),
  AttributesToGet: list(member.attributeName),
  Limit: integer(0, 60),
  PaginationToken: member.pageToken,
  Filter: text({ max: 256 }),
});

/** The one user that an exact filter can find; `unknown` when only a look at all of them tells. */
function indexed(core: CognitoCore, pool: UserPool, { exact }: UserFilter): User | undefined | 'unknown' {
  if (exact === undefined) return 'unknown';
  if (exact.name === 'sub') return core.users.bySub(pool, exact.value);
  const isName = exact.name === 'username' || pool.settings.UsernameAttributes?.includes(exact.name);
  return isName ? core.users.bySignInName(pool, exact.value) : 'unknown';
}

async function* matching(
  core: CognitoCore,
  pool: UserPool,
  filter: UserFilter,
  after: string | undefined,
): AsyncGenerator<User> {
  const one = indexed(core, pool, filter);
  if (one !== 'unknown') {
    if (one && filter.matches(one)) yield one;
    return;
  }
  for await (const user of core.users.list(pool, after)) if (filter.matches(user)) yield user;
}

export const listUsers: Operation = poolOperation('ListUsers', input, async (core, given, pool) => {
  const filter = userFilter(given.Filter);
  const found = await page(
    (after) => matching(core, pool, filter, after),
    (user) => user.sub,
    given.Limit || 60,
    given.PaginationToken,
  );
  const wanted = given.AttributesToGet;
  return {
    Users: found.items.map((user) => {
      const described = describedUser(user);
      if (wanted === undefined || wanted.length === 0) return described;
      return { ...described, Attributes: described.Attributes.filter(({ Name }) => wanted.includes(Name)) };
    }),
    ...(found.next === undefined ? {} : { PaginationToken: found.next }),
  };
});
