import { createUserPoolClient as create } from '../pools/app-clients.ts';
import { newClientInput } from '../pools/client-input.ts';
import { describedClient } from '../pools/descriptions.ts';
import { type Operation, poolOperation } from './operation.ts';

export const createUserPoolClient: Operation = poolOperation(
  'CreateUserPoolClient',
  newClientInput,
  async (core, given) => ({ UserPoolClient: describedClient(await create(core, given)) }),
);
