import * as member from '../input/members.ts';
import { pageOf } from '../input/page.ts';
import { integer, required, structure } from '../input/shape.ts';
import { describedResourceServer } from '../pools/resource-servers.ts';
import { type Operation, poolOperation } from './operation.ts';

const input = structure({
  UserPoolId: required(member.poolId),
  MaxResults: required(integer(1, 50)),
  NextToken: member.pageToken,
});

export const listResourceServers: Operation = poolOperation(
  'ListResourceServers',
  input,
  async (core, given, pool) => {
    const found = await pageOf(
      core.resourceServers.list(`${pool.id}/`),
      (server) => server.identifier,
      given.MaxResults,
      given.NextToken,
    );
    return {
      ResourceServers: found.items.map(describedResourceServer),
      ...(found.next === undefined ? {} : { NextToken: found.next }),
    };
  },
);
