import { templateIdentity } from '../../apigateway/template-identity.ts';
import type { ResourceProvider } from '../resource-provider.ts';

/** AWS::ApiGateway::Account: which role writes execution logs. Nothing needs it here. */
export function apiAccountProvider(): ResourceProvider {
  return {
    type: 'AWS::ApiGateway::Account',
    properties: { CloudWatchRoleArn: { noted: 'stages write their logs without a role of their own' } },
    async create({ creationToken }) {
      const id = templateIdentity('account', creationToken, 10);
      return { physicalId: id, attributes: { Id: id } };
    },
    update: async (_, { physicalId, attributes }) => ({ physicalId, attributes }),
    delete: async () => {},
  };
}
