import * as member from '../input/members.ts';
import { required, structure } from '../input/shape.ts';
import { findClient } from '../sign-in/client-access.ts';
import { type Operation, poolOperation } from './operation.ts';

const input = structure({ UserPoolId: required(member.poolId), ClientId: required(member.clientId) });

export const deleteUserPoolClient: Operation = poolOperation(
  'DeleteUserPoolClient',
  input,
  async (core, given, pool) => {
    await core.clients.delete(findClient(core, given.ClientId, pool.id).client.id);
    return {};
  },
);
