import { describedPool } from '../pools/descriptions.ts';
import { newPoolInput } from '../pools/pool-input.ts';
import { createUserPool as create } from '../pools/user-pools.ts';
import { accountOperation, type Operation } from './operation.ts';

export const createUserPool: Operation = accountOperation(
  'CreateUserPool',
  newPoolInput,
  async (core, given) => ({ UserPool: describedPool(core, await create(core, given)) }),
);
