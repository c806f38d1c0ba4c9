import { updateUserPoolClient as update } from '../pools/app-clients.ts';
import { changedClientInput } from '../pools/client-input.ts';
import { describedClient } from '../pools/descriptions.ts';
import { type Operation, poolOperation } from './operation.ts';

export const updateUserPoolClient: Operation = poolOperation(
  'UpdateUserPoolClient',
  changedClientInput,
  async (core, given) => ({ UserPoolClient: describedClient(await update(core, given)) }),
);
