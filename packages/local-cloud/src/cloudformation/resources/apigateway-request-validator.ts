import type { RestApiStore } from '../../apigateway/rest-api-store.ts';
import { templateIdentity } from '../../apigateway/template-identity.ts';
import type { JsonObject, ResourceProvider, ResourceState } from '../resource-provider.ts';
import { flag, requiredText } from './property-values.ts';

/** AWS::ApiGateway::RequestValidator */
export function requestValidatorProvider(store: RestApiStore): ResourceProvider {
  return {
    type: 'AWS::ApiGateway::RequestValidator',
    properties: {
      RestApiId: 'supported',
      Name: 'supported',
      ValidateRequestBody: 'supported',
      ValidateRequestParameters: 'supported',
    },
    create: ({ creationToken, properties }) =>
      put(templateIdentity('request-validator', creationToken, 6), properties),
    async update({ properties }, { physicalId }, previous) {
      const moved = properties.RestApiId !== previous.RestApiId || properties.Name !== previous.Name;
      return moved ? 'replace' : await put(physicalId, properties);
    },
    delete: ({ physicalId }, previous) =>
      store.validators.delete(`${requiredText(previous, 'RestApiId')}/${physicalId}`),
  };

  async function put(id: string, properties: JsonObject): Promise<ResourceState> {
    const apiId = requiredText(properties, 'RestApiId');
    await store.validators.put(`${apiId}/${id}`, {
      id,
      apiId,
      validateBody: flag(properties, 'ValidateRequestBody'),
      validateParameters: flag(properties, 'ValidateRequestParameters'),
    });
    return { physicalId: id, attributes: { RequestValidatorId: id } };
  }
}
