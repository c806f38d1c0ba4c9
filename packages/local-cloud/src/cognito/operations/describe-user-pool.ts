import * as member from '../input/members.ts';
import { required, structure } from '../input/shape.ts';
import { describedPool } from '../pools/descriptions.ts';
import { type Operation, poolOperation } from './operation.ts';

const input = structure({ UserPoolId: required(member.poolId) });

export const describeUserPool: Operation = poolOperation(
  'DescribeUserPool',
  input,
  async (core, _given, pool) => ({ UserPool: describedPool(core, pool) }),
);
