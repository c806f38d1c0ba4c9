import { createGroup as create, describedGroup, groupInput } from '../pools/groups.ts';
import { type Operation, poolOperation } from './operation.ts';

export const createGroup: Operation = poolOperation('CreateGroup', groupInput, async (core, given, pool) => {
  return { Group: describedGroup(await create(core, pool, given)) };
});
