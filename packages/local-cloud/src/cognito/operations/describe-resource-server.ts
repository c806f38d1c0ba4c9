import * as member from '../input/members.ts';
import { required, structure } from '../input/shape.ts';
import { describedResourceServer, findResourceServer } from '../pools/resource-servers.ts';
import { type Operation, poolOperation } from './operation.ts';

const input = structure({
  UserPoolId: required(member.poolId),
  Identifier: required(member.resourceServerIdentifier),
});

export const describeResourceServer: Operation = poolOperation(
  'DescribeResourceServer',
  input,
  async (core, given, pool) => {
    return { ResourceServer: describedResourceServer(findResourceServer(core, pool.id, given.Identifier)) };
  },
);
