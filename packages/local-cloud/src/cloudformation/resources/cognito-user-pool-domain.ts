import type { CognitoCore } from '../../cognito/core.ts';
import { readInput } from '../../cognito/input/shape.ts';
import { createUserPoolDomain, domainInput, updateUserPoolDomain } from '../../cognito/pools/domains.ts';
import type { ResourceProvider, ResourceState } from '../resource-provider.ts';
import { asOperationInput, changes } from './cognito-properties.ts';

function state(domain: string): ResourceState {
  return {
    physicalId: domain,
    attributes: { Id: domain, CloudFrontDistribution: 'distribution.cloudfront.net' },
  };
}

/** AWS::Cognito::UserPoolDomain */
export function userPoolDomainProvider(core: CognitoCore): ResourceProvider {
  return {
    type: 'AWS::Cognito::UserPoolDomain',
    properties: {
      UserPoolId: 'supported',
      Domain: 'supported',
      CustomDomainConfig: { noted: 'the pages are reached below the pool’s local address' },
      ManagedLoginVersion: { noted: 'there is one set of sign-in pages' },
      Routing: { noted: 'there is one region' },
    },
    async create({ creationToken, properties }) {
      const input = readInput(domainInput, asOperationInput(properties));
      return state((await createUserPoolDomain(core, input, creationToken)).domain);
    },
    async update({ properties }, _state, previous) {
      if (changes(previous, properties, ['UserPoolId', 'Domain'])) return 'replace';
      const input = readInput(domainInput, asOperationInput(properties));
      return state((await updateUserPoolDomain(core, input)).domain);
    },
    async delete({ physicalId }, previous) {
      if (core.domains.get(physicalId)?.poolId === previous.UserPoolId) await core.domains.delete(physicalId);
    },
  };
}
