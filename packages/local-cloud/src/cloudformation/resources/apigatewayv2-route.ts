import { ownedBy } from '../../apigateway/rest-api-store.ts';
import { templateIdentity } from '../../apigateway/template-identity.ts';
import type { HttpRoute, RouteAuthorization } from '../../apigatewayv2/http-api-model.ts';
import type { HttpApiStore } from '../../apigatewayv2/http-api-store.ts';
import type { JsonObject, PropertySupport, ResourceProvider, ResourceState } from '../resource-provider.ts';
import type { HttpApiAbilities } from './apigatewayv2-providers.ts';
import { oneOf, requiredText, text, texts } from './property-values.ts';

const WEB_SOCKETS: PropertySupport = { refused: 'it concerns WebSocket APIs, which are not emulated.' };

/** AWS::ApiGatewayV2::Route */
export function httpRouteProvider(store: HttpApiStore, abilities: HttpApiAbilities): ResourceProvider {
  return {
    type: 'AWS::ApiGatewayV2::Route',
    properties: {
      ApiId: 'supported',
      RouteKey: 'supported',
      Target: 'supported',
      AuthorizerId: 'supported',
      AuthorizationScopes: 'supported',
      AuthorizationType: {
        supportedWhen: (value) => value !== 'AWS_IAM' || abilities.signatures,
        otherwise: { refused: 'signatures of requests to APIs are not verified here.' },
      },
      OperationName: { noted: 'names of operations are not kept' },
      ApiKeyRequired: {
        supportedWhen: (value) => String(value) === 'false',
        otherwise: { refused: 'HTTP APIs have no API keys.' },
      },
      ModelSelectionExpression: WEB_SOCKETS,
      RequestModels: WEB_SOCKETS,
      RequestParameters: WEB_SOCKETS,
      RouteResponseSelectionExpression: WEB_SOCKETS,
    },
    async create({ creationToken, properties }) {
      return await put(templateIdentity('http-route', creationToken, 7), properties);
    },
    async update({ properties }, { physicalId }, previous) {
      return properties.ApiId === previous.ApiId ? await put(physicalId, properties) : 'replace';
    },
    delete: ({ physicalId }, previous) =>
      store.routes.delete(`${requiredText(previous, 'ApiId')}/${physicalId}`),
  };

  async function put(id: string, properties: JsonObject): Promise<ResourceState> {
    const route = routeOf(id, properties);
    for (const other of await ownedBy(store.routes, route.apiId)) {
      if (other.id !== id && other.routeKey === route.routeKey) {
        throw new Error(`Route with key ${route.routeKey} already exists for this API`);
      }
    }
    const { apiId, authorization } = route;
    if ('authorizerId' in authorization) {
      const authorizer = store.authorizers.get(`${apiId}/${authorization.authorizerId}`);
      const wanted = authorization.type === 'JWT' ? 'JWT' : 'REQUEST';
      if (authorizer?.type !== wanted) {
        throw new Error(
          `Invalid authorizer ID specified. Setting the authorization type to ${authorization.type} requires a valid ${wanted} authorizer.`,
        );
      }
    }
    await store.routes.put(`${apiId}/${id}`, route);
    return { physicalId: id, attributes: { RouteId: id } };
  }
}

const ROUTE_KEY =
  /^(?:ANY|GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) \/(?:(?:[^/{}\s]+|\{[\w.:-]+\})(?:\/|$))*(?:\{[\w.:-]+\+\})?$/;

function routeOf(id: string, properties: JsonObject): HttpRoute {
  const routeKey = requiredText(properties, 'RouteKey');
  if (routeKey !== '$default' && !ROUTE_KEY.test(routeKey)) {
    throw new Error(
      `The provided route key is not formatted properly for HTTP protocol: ${routeKey}. Format should be "<HTTP METHOD> /<RESOURCE PATH>" or "$default"`,
    );
  }
  const target = text(properties, 'Target');
  const integrationId = target === undefined ? undefined : /^integrations\/([a-z0-9]+)$/.exec(target)?.[1];
  if (target !== undefined && integrationId === undefined) {
    throw new Error(`Invalid target ${target}: it must be integrations/<id>`);
  }
  return {
    id,
    apiId: requiredText(properties, 'ApiId'),
    routeKey,
    integrationId,
    authorization: authorizationOf(properties),
  };
}

/** RFC 6749 section 3.3. */
const SCOPE = /^[!#-[\]-~]+$/;

function authorizationOf(properties: JsonObject): RouteAuthorization {
  const type = oneOf(properties, 'AuthorizationType', ['NONE', 'AWS_IAM', 'JWT', 'CUSTOM']) ?? 'NONE';
  switch (type) {
    case 'JWT': {
      const scopes = texts(properties, 'AuthorizationScopes');
      const wrong = scopes.find((scope) => !SCOPE.test(scope));
      if (wrong !== undefined) throw new Error(`Invalid authorization scope: ${wrong}`);
      return { type, authorizerId: requiredText(properties, 'AuthorizerId'), scopes };
    }
    case 'CUSTOM':
      return { type, authorizerId: requiredText(properties, 'AuthorizerId') };
    default:
      return { type };
  }
}
