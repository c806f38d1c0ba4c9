import { required, structure, text } from '../input/shape.ts';
import { describedDomain } from '../pools/domains.ts';
import { accountOperation, type Operation } from './operation.ts';

const input = structure({ Domain: required(text({ min: 1, max: 253 })) });

export const describeUserPoolDomain: Operation = accountOperation(
  'DescribeUserPoolDomain',
  input,
  async (core, given) => {
    const domain = core.domains.get(given.Domain);
    return { DomainDescription: domain ? describedDomain(core, domain) : {} };
  },
);
