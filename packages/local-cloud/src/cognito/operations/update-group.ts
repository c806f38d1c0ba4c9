import { describedGroup, groupInput, updateGroup as update } from '../pools/groups.ts';
import { type Operation, poolOperation } from './operation.ts';

export const updateGroup: Operation = poolOperation('UpdateGroup', groupInput, async (core, given, pool) => {
  return { Group: describedGroup(await update(core, pool, given)) };
});
