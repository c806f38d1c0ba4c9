import {
  describedResourceServer,
  resourceServerInput,
  updateResourceServer as update,
} from '../pools/resource-servers.ts';
import { type Operation, poolOperation } from './operation.ts';

export const updateResourceServer: Operation = poolOperation(
  'UpdateResourceServer',
  resourceServerInput,
  async (core, given) => {
    return { ResourceServer: describedResourceServer(await update(core, given)) };
  },
);
