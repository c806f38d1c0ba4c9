import type { Throttle } from '../../apigateway/rest-api-model.ts';
import type { HttpApiStage } from '../../apigatewayv2/http-api-model.ts';
import type { HttpApiStore } from '../../apigatewayv2/http-api-store.ts';
import {
  type Json,
  type JsonObject,
  type ResourceProvider,
  type ResourceState,
  UnsupportedPropertyError,
} from '../resource-provider.ts';
import {
  flag,
  isObject,
  numeric,
  object,
  onlyMembers,
  requiredText,
  text,
  textMap,
} from './property-values.ts';

/** AWS::ApiGatewayV2::Stage */
export function httpStageProvider(store: HttpApiStore): ResourceProvider {
  return {
    type: 'AWS::ApiGatewayV2::Stage',
    properties: {
      ApiId: 'supported',
      StageName: 'supported',
      AutoDeploy: 'supported',
      DeploymentId: 'supported',
      StageVariables: 'supported',
      DefaultRouteSettings: 'supported',
      RouteSettings: 'supported',
      AccessLogSettings: 'supported',
      Description: { noted: 'descriptions are not kept' },
      Tags: { noted: 'tags are not kept' },
      AccessPolicyId: { noted: 'AWS does not use it' },
      ClientCertificateId: { refused: 'it concerns WebSocket APIs, which are not emulated.' },
    },
    check: checkStage,
    create: ({ properties }) => put(properties),
    async update({ properties }, _state, previous) {
      const moved = properties.ApiId !== previous.ApiId || properties.StageName !== previous.StageName;
      return moved ? 'replace' : await put(properties);
    },
    delete: ({ physicalId }, previous) =>
      store.stages.delete(`${requiredText(previous, 'ApiId')}/${physicalId}`),
  };

  async function put(properties: JsonObject): Promise<ResourceState> {
    const stage = stageOf(properties);
    const { apiId, name, deploymentId } = stage;
    if (deploymentId !== undefined && store.deployments.get(`${apiId}/${deploymentId}`) === undefined) {
      throw new Error('Invalid deployment identifier specified');
    }
    const id = `${apiId}/${name}`;
    const known = store.stages.get(id)?.deploymentId;
    await store.stages.put(id, { ...stage, deploymentId: deploymentId ?? known });
    return { physicalId: name, attributes: {} };
  }
}

function stageOf(properties: JsonObject): HttpApiStage {
  const name = requiredText(properties, 'StageName');
  if (name !== '$default' && !/^[A-Za-z0-9_-]{1,128}$/.test(name)) {
    throw new Error(`Stage name only allows a-zA-Z0-9_- or $default: ${name}`);
  }
  const log = object(properties, 'AccessLogSettings');
  const routes = object(properties, 'RouteSettings') ?? {};
  return {
    apiId: requiredText(properties, 'ApiId'),
    name,
    autoDeploy: flag(properties, 'AutoDeploy'),
    deploymentId: text(properties, 'DeploymentId'),
    variables: textMap(properties, 'StageVariables'),
    defaultThrottle: throttleOf(properties.DefaultRouteSettings),
    routeThrottles: Object.fromEntries(
      Object.entries(routes).map(([routeKey, settings]) => [routeKey, throttleOf(settings)]),
    ),
    accessLog:
      log === undefined
        ? undefined
        : { destinationArn: text(log, 'DestinationArn') ?? '', format: text(log, 'Format') ?? '' },
  };
}

function throttleOf(settings: Json | undefined): Throttle {
  const given = isObject(settings) ? settings : {};
  return {
    rateLimit: numeric(given, 'ThrottlingRateLimit'),
    burstLimit: numeric(given, 'ThrottlingBurstLimit'),
  };
}

const ROUTE_SETTINGS = [
  'DataTraceEnabled',
  'DetailedMetricsEnabled',
  'LoggingLevel',
  'ThrottlingBurstLimit',
  'ThrottlingRateLimit',
];

function checkStage(properties: JsonObject): void {
  onlyMembers(properties.DefaultRouteSettings, 'DefaultRouteSettings', ROUTE_SETTINGS);
  for (const [routeKey, settings] of Object.entries(object(properties, 'RouteSettings') ?? {})) {
    onlyMembers(settings, `RouteSettings.${routeKey}`, ROUTE_SETTINGS);
  }
  onlyMembers(properties.AccessLogSettings, 'AccessLogSettings', ['DestinationArn', 'Format']);
  const destination = object(properties, 'AccessLogSettings')?.DestinationArn;
  if (typeof destination === 'string' && destination.includes(':firehose:')) {
    throw new UnsupportedPropertyError(
      'AccessLogSettings.DestinationArn',
      'access logs go to a log group here, not to Firehose.',
    );
  }
}
