import type { RestApiStore } from '../../apigateway/rest-api-store.ts';
import { templateIdentity } from '../../apigateway/template-identity.ts';
import { randomText, type Sources } from '../../aws/sources.ts';
import type { JsonObject, ResourceProvider, ResourceState } from '../resource-provider.ts';
import { generatedName } from './generated-name.ts';
import { flag, text } from './property-values.ts';

const VALUE_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** AWS::ApiGateway::ApiKey */
export function apiKeyProvider(store: RestApiStore, sources: Sources): ResourceProvider {
  return {
    type: 'AWS::ApiGateway::ApiKey',
    properties: {
      Name: 'supported',
      Value: 'supported',
      Enabled: 'supported',
      GenerateDistinctId: { noted: 'a key and its id always differ' },
      CustomerId: { noted: 'there is no marketplace' },
      Description: { noted: 'descriptions are not kept' },
      StageKeys: { noted: 'usage plans alone tie keys to stages' },
      Tags: { noted: 'tags are not kept' },
    },
    create: (request) => {
      const id = templateIdentity('api-key', request.creationToken, 10);
      const name = text(request.properties, 'Name') ?? generatedName(request, 128);
      return put(id, name, request.properties);
    },
    async update({ properties }, { physicalId }, previous) {
      if (properties.Name !== previous.Name || properties.Value !== previous.Value) return 'replace';
      return await put(physicalId, store.apiKeys.get(physicalId)?.name ?? physicalId, properties);
    },
    delete: ({ physicalId }) => store.apiKeys.delete(physicalId),
  };

  async function put(id: string, name: string, properties: JsonObject): Promise<ResourceState> {
    const given = text(properties, 'Value');
    const value = given ?? store.apiKeys.get(id)?.value ?? randomText(sources, 40, VALUE_ALPHABET);
    if (value.length < 20 || value.length > 128) {
      throw new Error('API Key value should be at least 20 characters and at most 128');
    }
    for await (const [otherId, other] of store.apiKeys.list()) {
      if (otherId !== id && other.value === value) throw new Error('API Key already exists');
    }
    await store.apiKeys.put(id, { id, name, value, enabled: flag(properties, 'Enabled') });
    return { physicalId: id, attributes: { APIKeyId: id } };
  }
}
