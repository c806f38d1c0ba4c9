import * as member from '../input/members.ts';
import { required, structure } from '../input/shape.ts';
import { describedClient } from '../pools/descriptions.ts';
import { findClient } from '../sign-in/client-access.ts';
import { type Operation, poolOperation } from './operation.ts';

const input = structure({ UserPoolId: required(member.poolId), ClientId: required(member.clientId) });

export const describeUserPoolClient: Operation = poolOperation(
  'DescribeUserPoolClient',
  input,
  async (core, given, pool) => ({
    UserPoolClient: describedClient(findClient(core, given.ClientId, pool.id).client),
  }),
);
