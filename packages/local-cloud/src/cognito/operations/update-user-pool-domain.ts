import { domainInput, updateUserPoolDomain as update } from '../pools/domains.ts';
import { type Operation, poolOperation } from './operation.ts';

export const updateUserPoolDomain: Operation = poolOperation(
  'UpdateUserPoolDomain',
  domainInput,
  async (core, given) => {
    const domain = await update(core, given);
    return { ManagedLoginVersion: domain.managedLoginVersion };
  },
);
