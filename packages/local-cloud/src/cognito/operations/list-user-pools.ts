import * as member from '../input/members.ts';
import { pageOf } from '../input/page.ts';
import { integer, required, structure } from '../input/shape.ts';
import { timestamp } from '../pools/descriptions.ts';
import { accountOperation, type Operation } from './operation.ts';

const input = structure({ NextToken: member.pageToken, MaxResults: required(integer(1, 60)) });

export const listUserPools: Operation = accountOperation('ListUserPools', input, async (core, given) => {
  const found = await pageOf(core.pools.list(), (pool) => pool.id, given.MaxResults, given.NextToken);
  return {
    UserPools: found.items.map((pool) => ({
      Id: pool.id,
      Name: pool.name,
      LambdaConfig: pool.settings.LambdaConfig,
      CreationDate: timestamp(pool.createdAt),
      LastModifiedDate: timestamp(pool.modifiedAt),
    })),
    ...(found.next === undefined ? {} : { NextToken: found.next }),
  };
});
