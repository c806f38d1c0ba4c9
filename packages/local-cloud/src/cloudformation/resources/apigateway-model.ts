import { checkModelSchema } from '../../apigateway/model-schemas.ts';
import type { RestApiStore } from '../../apigateway/rest-api-store.ts';
import type { JsonObject, ResourceProvider, ResourceState } from '../resource-provider.ts';
import { object, requiredText, text } from './property-values.ts';

/** AWS::ApiGateway::Model */
export function modelProvider(store: RestApiStore): ResourceProvider {
  return {
    type: 'AWS::ApiGateway::Model',
    properties: {
      RestApiId: 'supported',
      Name: 'supported',
      ContentType: 'supported',
      Schema: 'supported',
      Description: { noted: 'descriptions are not kept' },
    },
    create: ({ creationToken, logicalId, properties }) => {
      // Model names are letters and digits, so a generated one has no dashes.
      const generated = `${logicalId.replace(/[^A-Za-z0-9]/g, '')}${creationToken}`;
      return put(text(properties, 'Name') ?? generated, properties);
    },
    async update({ properties }, { physicalId }, previous) {
      const moved = ['RestApiId', 'Name', 'ContentType'].some((name) => properties[name] !== previous[name]);
      return moved ? 'replace' : await put(physicalId, properties);
    },
    delete: ({ physicalId }, previous) =>
      store.models.delete(`${requiredText(previous, 'RestApiId')}/${physicalId}`),
  };

  async function put(name: string, properties: JsonObject): Promise<ResourceState> {
    const apiId = requiredText(properties, 'RestApiId');
    const schema = schemaOf(properties);
    checkModelSchema(schema);
    const contentType = text(properties, 'ContentType') ?? 'application/json';
    await store.models.put(`${apiId}/${name}`, { apiId, name, contentType, schema });
    return { physicalId: name, attributes: {} };
  }
}

/** Templates give the schema as an object or as JSON text. */
function schemaOf(properties: JsonObject): JsonObject {
  const { Schema: given } = properties;
  if (typeof given !== 'string') return object(properties, 'Schema') ?? {};
  let parsed: unknown;
  try {
    parsed = JSON.parse(given);
  } catch (cause) {
    throw new Error('Invalid model specified: the schema is not JSON', { cause });
  }
  return object({ Schema: parsed as JsonObject }, 'Schema') ?? {};
}
