import { ownedBy, type RestApiStore } from '../../apigateway/rest-api-store.ts';
import { templateIdentity } from '../../apigateway/template-identity.ts';
import type { ResourceProvider } from '../resource-provider.ts';
import { requiredText } from './property-values.ts';

const PATH_PART = /^(?:[A-Za-z0-9._\-:,@%$]+|\{[A-Za-z0-9._\-:]+\+?\})$/;

/** AWS::ApiGateway::Resource */
export function apiResourceProvider(store: RestApiStore): ResourceProvider {
  return {
    type: 'AWS::ApiGateway::Resource',
    properties: { RestApiId: 'supported', ParentId: 'supported', PathPart: 'supported' },
    async create({ creationToken, properties }) {
      const id = templateIdentity('resource', creationToken, 6);
      const apiId = requiredText(properties, 'RestApiId');
      const parentId = requiredText(properties, 'ParentId');
      const pathPart = requiredText(properties, 'PathPart');
      if (!PATH_PART.test(pathPart)) {
        throw new Error(
          "Resource's path part only allow a-zA-Z0-9._-: or a valid greedy path variable and curly braces at the beginning and the end.",
        );
      }
      for (const sibling of await ownedBy(store.resources, apiId)) {
        if (sibling.id !== id && sibling.parentId === parentId && sibling.pathPart === pathPart) {
          throw new Error(`Another resource with the same parent already has this name: ${pathPart}`);
        }
      }
      await store.resources.put(`${apiId}/${id}`, { id, apiId, parentId, pathPart });
      return { physicalId: id, attributes: { ResourceId: id } };
    },
    update: async () => 'replace',
    delete: ({ physicalId }, previous) =>
      store.resources.delete(`${requiredText(previous, 'RestApiId')}/${physicalId}`),
  };
}
