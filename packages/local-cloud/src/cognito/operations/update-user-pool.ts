import { changedPoolInput } from '../pools/pool-input.ts';
import { updateUserPool as update } from '../pools/user-pools.ts';
import { type Operation, poolOperation } from './operation.ts';

export const updateUserPool: Operation = poolOperation(
  'UpdateUserPool',
  changedPoolInput,
  async (core, given, pool) => {
    await update(core, pool.id, given);
    return {};
  },
);
