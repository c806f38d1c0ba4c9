import * as member from '../input/members.ts';
import { page } from '../input/page.ts';
import { integer, list, required, structure, text } from '../input/shape.ts';
import { describedUser } from '../users/descriptions.ts';
import { userFilter } from '../users/user-filter.ts';
import { type Operation, poolOperation } from './operation.ts';

const input = structure({
  UserPoolId: required(member.poolId),
  AttributesToGet: list(member.attributeName),
  Limit: integer(0, 60),
  PaginationToken: member.pageToken,
  Filter: text({ max: 256 }),
});

export const listUsers: Operation = poolOperation('ListUsers', input, async (core, given, pool) => {
  const matches = userFilter(given.Filter);
  async function* matching(after: string | undefined): AsyncGenerator<Parameters<typeof describedUser>[0]> {
    for await (const user of core.users.list(pool, after)) if (matches(user)) yield user;
  }
  const found = await page(matching, (user) => user.sub, given.Limit || 60, given.PaginationToken);
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
