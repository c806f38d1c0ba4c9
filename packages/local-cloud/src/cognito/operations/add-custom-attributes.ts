import * as member from '../input/members.ts';
import { required, structure } from '../input/shape.ts';
import { schemaAttributes } from '../pools/pool-input.ts';
import { addCustomAttributes as add } from '../pools/user-pools.ts';
import { type Operation, poolOperation } from './operation.ts';

const input = structure({
  UserPoolId: required(member.poolId),
  CustomAttributes: required(schemaAttributes),
});

export const addCustomAttributes: Operation = poolOperation(
  'AddCustomAttributes',
  input,
  async (core, given, pool) => {
    await add(core, pool.id, given.CustomAttributes);
    return {};
  },
);
