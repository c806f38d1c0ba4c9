import {
  createResourceServer as create,
  describedResourceServer,
  resourceServerInput,
} from '../pools/resource-servers.ts';
import { type Operation, poolOperation } from './operation.ts';

export const createResourceServer: Operation = poolOperation(
  'CreateResourceServer',
  resourceServerInput,
  async (core, given) => {
    return { ResourceServer: describedResourceServer(await create(core, given)) };
  },
);
