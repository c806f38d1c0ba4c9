import type { MethodSetting, Stage } from '../../apigateway/rest-api-model.ts';
import type { RestApiStore } from '../../apigateway/rest-api-store.ts';
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
  objects,
  oneOf,
  onlyMembers,
  requiredText,
  text,
  textMap,
} from './property-values.ts';

const NO_CACHE = 'answers are not cached here, so they would differ.';
const CANARY = 'a stage serves one deployment here, not a share of two.';
const CLIENT_CERTIFICATE = 'backends are not called with client certificates here.';

/** AWS::ApiGateway::Stage */
export function stageProvider(store: RestApiStore): ResourceProvider {
  return {
    type: 'AWS::ApiGateway::Stage',
    properties: {
      RestApiId: 'supported',
      StageName: 'supported',
      DeploymentId: 'supported',
      Variables: 'supported',
      MethodSettings: 'supported',
      AccessLogSetting: 'supported',
      CacheClusterEnabled: {
        supportedWhen: (value) => String(value) === 'false',
        otherwise: { refused: NO_CACHE },
      },
      CacheClusterSize: { noted: 'there is no cache cluster' },
      TracingEnabled: { noted: 'there are no X-Ray traces' },
      Description: { noted: 'descriptions are not kept' },
      DocumentationVersion: { noted: 'there is no documentation of stages' },
      Tags: { noted: 'tags are not kept' },
      CanarySetting: { refused: CANARY },
      ClientCertificateId: { refused: CLIENT_CERTIFICATE },
    },
    check: (properties) => checkStageSettings('', properties),
    async create({ properties }) {
      return await put(properties);
    },
    async update({ properties }, _state, previous) {
      const moved =
        properties.RestApiId !== previous.RestApiId || properties.StageName !== previous.StageName;
      return moved ? 'replace' : await put(properties);
    },
    delete: ({ physicalId }, previous) =>
      store.stages.delete(`${requiredText(previous, 'RestApiId')}/${physicalId}`),
  };

  async function put(properties: JsonObject): Promise<ResourceState> {
    const apiId = requiredText(properties, 'RestApiId');
    const name = requiredText(properties, 'StageName');
    const deploymentId = requiredText(properties, 'DeploymentId');
    if (store.deployments.get(`${apiId}/${deploymentId}`) === undefined) {
      throw new Error('Deployment id does not exist');
    }
    await store.stages.put(`${apiId}/${name}`, stageOf(apiId, name, deploymentId, properties));
    return { physicalId: name, attributes: {} };
  }
}

/** A stage from the properties of a Stage or from a Deployment's StageDescription. */
export function stageOf(
  apiId: string,
  name: string,
  deploymentId: string,
  settings: Json | undefined,
): Stage {
  if (!/^[A-Za-z0-9_-]{1,128}$/.test(name)) throw new Error(`Stage name only allows a-zA-Z0-9_-: ${name}`);
  const properties = isObject(settings) ? settings : {};
  const log = object(properties, 'AccessLogSetting');
  const methodSettings = objects(properties, 'MethodSettings').map(methodSetting);
  // A StageDescription may give the settings of all methods without a list.
  const own = methodSetting({ ...pick(properties), ResourcePath: '/*', HttpMethod: '*' });
  return {
    apiId,
    name,
    deploymentId,
    variables: textMap(properties, 'Variables'),
    methodSettings: [own, ...methodSettings],
    accessLog:
      log === undefined
        ? undefined
        : { destinationArn: text(log, 'DestinationArn') ?? '', format: text(log, 'Format') ?? '' },
  };
}

const METHOD_SETTINGS = [
  'CacheDataEncrypted',
  'CacheTtlInSeconds',
  'CachingEnabled',
  'DataTraceEnabled',
  'LoggingLevel',
  'MetricsEnabled',
  'ThrottlingBurstLimit',
  'ThrottlingRateLimit',
];

function pick(properties: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(properties).filter(([name]) => METHOD_SETTINGS.includes(name)));
}

function methodSetting(setting: JsonObject): MethodSetting {
  const path = text(setting, 'ResourcePath') ?? '/*';
  return {
    resourcePath: path.replaceAll('~1', '/').replace(/^\/\//, '/'),
    httpMethod: text(setting, 'HttpMethod') ?? '*',
    loggingLevel: oneOf(setting, 'LoggingLevel', ['OFF', 'ERROR', 'INFO']) ?? 'OFF',
    dataTraceEnabled: flag(setting, 'DataTraceEnabled'),
    rateLimit: numeric(setting, 'ThrottlingRateLimit'),
    burstLimit: numeric(setting, 'ThrottlingBurstLimit'),
  };
}

/** Refuses nested settings of a stage that are not emulated; `path` is empty for a Stage itself. */
export function checkStageSettings(path: string, settings: Json | undefined): void {
  if (!isObject(settings)) return;
  const prefix = path === '' ? '' : `${path}.`;
  if (path !== '') {
    onlyMembers(settings, path, [...METHOD_SETTINGS, ...STAGE_DESCRIPTION], {
      CanarySetting: CANARY,
      ClientCertificateId: CLIENT_CERTIFICATE,
    });
    checkMethodSetting(path, settings);
    if (flag(settings, 'CacheClusterEnabled')) {
      throw new UnsupportedPropertyError(`${path}.CacheClusterEnabled`, NO_CACHE);
    }
  }
  onlyMembers(settings.AccessLogSetting, `${prefix}AccessLogSetting`, ['DestinationArn', 'Format']);
  const destination = object(settings, 'AccessLogSetting')?.DestinationArn;
  if (typeof destination === 'string' && destination.includes(':firehose:')) {
    throw new UnsupportedPropertyError(
      `${prefix}AccessLogSetting.DestinationArn`,
      'access logs go to a log group here, not to Firehose.',
    );
  }
  objects(settings, 'MethodSettings').forEach((setting, index) => {
    const own = `${prefix}MethodSettings.${index}`;
    onlyMembers(setting, own, [...METHOD_SETTINGS, 'HttpMethod', 'ResourcePath']);
    checkMethodSetting(own, setting);
  });
}

const STAGE_DESCRIPTION = [
  'AccessLogSetting',
  'CacheClusterEnabled',
  'CacheClusterSize',
  'Description',
  'DocumentationVersion',
  'MethodSettings',
  'Tags',
  'TracingEnabled',
  'Variables',
];

function checkMethodSetting(path: string, setting: JsonObject): void {
  if (flag(setting, 'CachingEnabled')) {
    throw new UnsupportedPropertyError(`${path}.CachingEnabled`, NO_CACHE);
  }
}
