import { templateIdentity } from '../../apigateway/template-identity.ts';
import { CORS_MEMBERS, type CorsSettings, type HttpApi } from '../../apigatewayv2/http-api-model.ts';
import { deleteHttpApi, type HttpApiStore } from '../../apigatewayv2/http-api-store.ts';
import type { Account } from '../../aws/account.ts';
import {
  type JsonObject,
  type PropertySupport,
  type ResourceProvider,
  type ResourceState,
  UnsupportedPropertyError,
} from '../resource-provider.ts';
import { flag, numeric, object, onlyMembers, text, texts } from './property-values.ts';

const OPEN_API: PropertySupport = {
  refused: 'an API cannot be made from an OpenAPI document here; declare its routes and integrations.',
};
const QUICK_CREATE: PropertySupport = {
  refused: 'declare a route, an integration and a stage instead of this short form.',
};
const OPEN_API_ONLY: PropertySupport = { noted: 'it concerns OpenAPI imports only' };

/** AWS::ApiGatewayV2::Api: HTTP APIs. */
export function httpApiProvider(store: HttpApiStore, account: Account): ResourceProvider {
  return {
    type: 'AWS::ApiGatewayV2::Api',
    properties: {
      Name: 'supported',
      ProtocolType: {
        supportedWhen: (value) => value === 'HTTP',
        otherwise: { refused: 'only HTTP APIs are emulated; WebSocket APIs are not.' },
      },
      CorsConfiguration: 'supported',
      RouteSelectionExpression: {
        supportedWhen: (value) => /^\$\{?request\.method\}? \$\{?request\.path\}?$/.test(String(value)),
        otherwise: { refused: 'HTTP APIs select routes by $request.method $request.path only.' },
      },
      ApiKeySelectionExpression: { noted: 'it concerns WebSocket APIs only' },
      DisableSchemaValidation: { noted: 'it concerns WebSocket APIs only' },
      Description: { noted: 'descriptions are not kept' },
      DisableExecuteApiEndpoint: { noted: 'the local address stays open: it stands for the custom domain' },
      IpAddressType: { noted: 'the API is reached at its local address' },
      Tags: { noted: 'tags are not kept' },
      Version: { noted: 'versions of an API are not kept' },
      BasePath: OPEN_API_ONLY,
      FailOnWarnings: OPEN_API_ONLY,
      Body: OPEN_API,
      BodyS3Location: OPEN_API,
      Target: QUICK_CREATE,
      RouteKey: QUICK_CREATE,
      CredentialsArn: QUICK_CREATE,
    },
    check: (properties) => {
      onlyMembers(properties.CorsConfiguration, 'CorsConfiguration', CORS_MEMBERS);
      const settings = corsOf(properties);
      if (settings?.allowCredentials && settings.allowOrigins.includes('*')) {
        throw new UnsupportedPropertyError(
          'CorsConfiguration.AllowCredentials',
          "allow-credentials is not supported if 'allow-origin' is *: name the origins.",
        );
      }
    },
    async create({ creationToken, properties, logicalId }) {
      return await put(templateIdentity('http-api', creationToken, 10), logicalId, properties);
    },
    update: ({ properties, logicalId }, { physicalId }) => put(physicalId, logicalId, properties),
    delete: ({ physicalId }) => deleteHttpApi(store, physicalId),
  };

  async function put(id: string, logicalId: string, properties: JsonObject): Promise<ResourceState> {
    const api: HttpApi = { id, name: text(properties, 'Name') ?? logicalId, cors: corsOf(properties) };
    await store.apis.put(id, api);
    const ApiEndpoint = `https://${id}.execute-api.${account.region}.${account.urlSuffix}`;
    return { physicalId: id, attributes: { ApiId: id, ApiEndpoint } };
  }
}

function corsOf(properties: JsonObject): CorsSettings | undefined {
  const settings = object(properties, 'CorsConfiguration');
  if (settings === undefined) return undefined;
  const listed = (name: string): string[] => {
    const values = texts(settings, name);
    const wrong = values.find((value) => !/^[!-~]+$/.test(value));
    if (wrong !== undefined) throw new TypeError(`CorsConfiguration.${name}: ${wrong} cannot be sent`);
    return values;
  };
  return {
    allowOrigins: listed('AllowOrigins'),
    allowMethods: listed('AllowMethods'),
    allowHeaders: listed('AllowHeaders'),
    exposeHeaders: listed('ExposeHeaders'),
    allowCredentials: flag(settings, 'AllowCredentials'),
    maxAge: numeric(settings, 'MaxAge'),
  };
}
