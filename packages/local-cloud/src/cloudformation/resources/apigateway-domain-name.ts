import type { PropertySupport, ResourceProvider } from '../resource-provider.ts';
import { requiredText, text } from './property-values.ts';

const LOCAL: PropertySupport = { noted: 'the API is reached at its local address instead' };

/** AWS::ApiGateway::DomainName: taken in, so that records and mappings can refer to it, and left out. */
export function domainNameProvider(account: { readonly region: string }): ResourceProvider {
  return {
    type: 'AWS::ApiGateway::DomainName',
    properties: {
      DomainName: LOCAL,
      CertificateArn: LOCAL,
      RegionalCertificateArn: LOCAL,
      OwnershipVerificationCertificateArn: LOCAL,
      EndpointConfiguration: LOCAL,
      EndpointAccessMode: LOCAL,
      RoutingMode: LOCAL,
      SecurityPolicy: LOCAL,
      Tags: LOCAL,
      MutualTlsAuthentication: { refused: 'client certificates are not asked for here.' },
    },
    async create({ properties }) {
      const name = requiredText(properties, 'DomainName');
      const target = `d-local.execute-api.${account.region}.amazonaws.com`;
      return {
        physicalId: name,
        attributes: {
          DistributionDomainName: target,
          DistributionHostedZoneId: 'Z2FDTNDATAQYW2',
          RegionalDomainName: target,
          RegionalHostedZoneId: 'Z1UJRXOUMOOFQ8',
        },
      };
    },
    async update({ properties }, { physicalId, attributes }) {
      return text(properties, 'DomainName') === physicalId ? { physicalId, attributes } : 'replace';
    },
    delete: async () => {},
  };
}

/** AWS::ApiGateway::BasePathMapping: a path of a custom domain, which does not exist here. */
export function basePathMappingProvider(): ResourceProvider {
  return {
    type: 'AWS::ApiGateway::BasePathMapping',
    properties: { DomainName: LOCAL, RestApiId: LOCAL, BasePath: LOCAL, Stage: LOCAL, Id: LOCAL },
    async create({ properties }) {
      const path = text(properties, 'BasePath') ?? '(none)';
      return { physicalId: `${requiredText(properties, 'DomainName')}|${path}`, attributes: {} };
    },
    update: async (_, { physicalId, attributes }) => ({ physicalId, attributes }),
    delete: async () => {},
  };
}
