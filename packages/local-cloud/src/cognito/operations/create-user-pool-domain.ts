import { createUserPoolDomain as create, domainInput } from '../pools/domains.ts';
import { type Operation, poolOperation } from './operation.ts';

export const createUserPoolDomain: Operation = poolOperation(
  'CreateUserPoolDomain',
  domainInput,
  async (core, given) => {
    const domain = await create(core, given);
    return { ManagedLoginVersion: domain.managedLoginVersion };
  },
);
