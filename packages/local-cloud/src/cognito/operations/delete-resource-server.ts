import * as member from '../input/members.ts';
import { required, structure } from '../input/shape.ts';
import { deleteResourceServer as remove } from '../pools/resource-servers.ts';
import { type Operation, poolOperation } from './operation.ts';

const input = structure({
  UserPoolId: required(member.poolId),
  Identifier: required(member.resourceServerIdentifier),
});

export const deleteResourceServer: Operation = poolOperation(
  'DeleteResourceServer',
  input,
  async (core, given, pool) => {
    await remove(core, pool.id, given.Identifier);
    return {};
  },
);
