import { isGatewayResponseType } from '../../apigateway/gateway-response-types.ts';
import type { RestApiStore } from '../../apigateway/rest-api-store.ts';
import { templateIdentity } from '../../apigateway/template-identity.ts';
import type { JsonObject, ResourceProvider } from '../resource-provider.ts';
import { numeric, requiredText, textMap } from './property-values.ts';

/** AWS::ApiGateway::GatewayResponse */
export function gatewayResponseProvider(store: RestApiStore): ResourceProvider {
  return {
    type: 'AWS::ApiGateway::GatewayResponse',
    properties: {
      RestApiId: 'supported',
      ResponseType: {
        supportedWhen: (value) => typeof value === 'string' && isGatewayResponseType(value),
        otherwise: { refused: 'there is no gateway response of this type.' },
      },
      StatusCode: 'supported',
      ResponseParameters: 'supported',
      ResponseTemplates: 'supported',
    },
    async create({ creationToken, properties }) {
      await put(properties);
      const id = templateIdentity('gateway-response', creationToken, 10);
      return { physicalId: id, attributes: { Id: id } };
    },
    async update({ properties }, state, previous) {
      const moved =
        properties.RestApiId !== previous.RestApiId || properties.ResponseType !== previous.ResponseType;
      if (moved) return 'replace';
      await put(properties);
      return { physicalId: state.physicalId, attributes: state.attributes };
    },
    delete: (_, previous) => store.gatewayResponses.delete(idOf(previous)),
  };

  async function put(properties: JsonObject): Promise<void> {
    await store.gatewayResponses.put(idOf(properties), {
      apiId: requiredText(properties, 'RestApiId'),
      responseType: requiredText(properties, 'ResponseType'),
      statusCode: numeric(properties, 'StatusCode'),
      responseParameters: textMap(properties, 'ResponseParameters'),
      responseTemplates: textMap(properties, 'ResponseTemplates'),
    });
  }
}

function idOf(properties: JsonObject): string {
  return `${requiredText(properties, 'RestApiId')}/${requiredText(properties, 'ResponseType')}`;
}
