import { templateIdentity } from '../../apigateway/template-identity.ts';
import type { PropertySupport, ResourceProvider } from '../resource-provider.ts';
import { requiredText, text } from './property-values.ts';

const LOCAL: PropertySupport = { noted: 'the API is reached at its local address instead' };

/** AWS::ApiGatewayV2::DomainName: taken in, so that records and mappings can refer to it, and left out. */
export function httpDomainNameProvider(account: { readonly region: string }): ResourceProvider {
  return {
    type: 'AWS::ApiGatewayV2::DomainName',
    properties: {
      DomainName: LOCAL,
      DomainNameConfigurations: LOCAL,
      RoutingMode: LOCAL,
      Tags: LOCAL,
      MutualTlsAuthentication: { refused: 'client certificates are not asked for here.' },
    },
    async create({ properties }) {
      const name = requiredText(properties, 'DomainName');
      return {
        physicalId: name,
        attributes: {
          DomainName: name,
          DomainNameArn: `arn:aws:apigateway:${account.region}::/domainnames/${name}`,
          RegionalDomainName: `d-local.execute-api.${account.region}.amazonaws.com`,
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

/** AWS::ApiGatewayV2::ApiMapping: a path of a custom domain, which does not exist here. */
export function apiMappingProvider(): ResourceProvider {
  return {
    type: 'AWS::ApiGatewayV2::ApiMapping',
    properties: { ApiId: LOCAL, ApiMappingKey: LOCAL, DomainName: LOCAL, Stage: LOCAL },
    async create({ creationToken }) {
      const id = templateIdentity('api-mapping', creationToken, 6);
      return { physicalId: id, attributes: { ApiMappingId: id } };
    },
    update: async (_, { physicalId, attributes }) => ({ physicalId, attributes }),
    delete: async () => {},
  };
}
