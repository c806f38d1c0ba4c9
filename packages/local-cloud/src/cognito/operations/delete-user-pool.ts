import * as member from '../input/members.ts';
import { required, structure } from '../input/shape.ts';
import { deleteUserPool as remove } from '../pools/user-pools.ts';
import { type Operation, poolOperation } from './operation.ts';

const input = structure({ UserPoolId: required(member.poolId) });

export const deleteUserPool: Operation = poolOperation(
  'DeleteUserPool',
  input,
  async (core, _given, pool) => {
    await remove(core, pool.id);
    return {};
  },
);
