import type { ResourceProvider } from '../resource-provider.ts';

/** AWS::Lambda::LayerVersionPermission: there is one account here, and it may use its own layers anyway. */
export function lambdaLayerVersionPermissionProvider(): ResourceProvider {
  return {
    type: 'AWS::Lambda::LayerVersionPermission',
    properties: {
      Action: 'supported',
      LayerVersionArn: 'supported',
      OrganizationId: 'supported',
      Principal: 'supported',
    },
    async create({ creationToken, properties }) {
      return { physicalId: `${String(properties.LayerVersionArn)}#${creationToken}`, attributes: {} };
    },
    update: async () => 'replace',
    async delete() {},
  };
}
