import * as member from '../input/members.ts';
import { pageOf } from '../input/page.ts';
import { integer, required, structure } from '../input/shape.ts';
import { type Operation, poolOperation } from './operation.ts';

const input = structure({
  UserPoolId: required(member.poolId),
  MaxResults: integer(1, 60),
  NextToken: member.pageToken,
});

export const listUserPoolClients: Operation = poolOperation(
  'ListUserPoolClients',
  input,
  async (core, given, pool) => {
    const own = core.clients.list().filter((client) => client.poolId === pool.id);
    const found = await pageOf(own, (client) => client.id, given.MaxResults ?? 60, given.NextToken);
    return {
      UserPoolClients: found.items.map((client) => ({
        ClientId: client.id,
        UserPoolId: client.poolId,
        ClientName: client.settings.ClientName,
      })),
      ...(found.next === undefined ? {} : { NextToken: found.next }),
    };
  },
);
