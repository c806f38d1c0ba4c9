import * as member from '../input/members.ts';
import { required, structure, text } from '../input/shape.ts';
import { deleteUserPoolDomain as remove } from '../pools/domains.ts';
import { type Operation, poolOperation } from './operation.ts';

const input = structure({
  UserPoolId: required(member.poolId),
  Domain: required(text({ min: 1, max: 253 })),
});

export const deleteUserPoolDomain: Operation = poolOperation(
  'DeleteUserPoolDomain',
  input,
  async (core, given, pool) => {
    await remove(core, pool.id, given.Domain);
    return {};
  },
);
