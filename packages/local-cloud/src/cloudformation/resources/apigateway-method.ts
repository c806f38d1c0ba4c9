import { wholeMatch } from '../../apigateway/java-pattern.ts';
import { functionOf } from '../../apigateway/lambda-call.ts';
import { mappingTemplate } from '../../apigateway/mapping-template.ts';
import type { IntegrationResponse, IntegrationSettings, Method } from '../../apigateway/rest-api-model.ts';
import type { RestApiStore } from '../../apigateway/rest-api-store.ts';
import {
  type Json,
  type JsonObject,
  type ResourceProvider,
  UnsupportedPropertyError,
} from '../resource-provider.ts';
import {
  flag,
  flagMap,
  isObject,
  numeric,
  object,
  objects,
  oneOf,
  onlyMembers,
  requiredText,
  text,
  textMap,
  texts,
} from './property-values.ts';

/** What methods can do depends on what the rest of the cloud offers. */
export interface MethodAbilities {
  /** Whether AWS_IAM methods can be checked. */
  readonly signatures: boolean;
  /** Whether integrations can act as a role (`Credentials`). */
  readonly roles: boolean;
  /** AWS services that integrations can call beside Lambda, by their name in an integration URI. */
  readonly services: ReadonlySet<string>;
}

/** AWS::ApiGateway::Method */
export function methodProvider(store: RestApiStore, abilities: MethodAbilities): ResourceProvider {
  return {
    type: 'AWS::ApiGateway::Method',
    properties: {
      RestApiId: 'supported',
      ResourceId: 'supported',
      HttpMethod: 'supported',
      ApiKeyRequired: 'supported',
      AuthorizationScopes: 'supported',
      AuthorizationType: {
        supportedWhen: (value) => value !== 'AWS_IAM' || abilities.signatures,
        otherwise: {
          refused: 'signatures on API calls are not verified here, so AWS_IAM would let nobody in.',
        },
      },
      AuthorizerId: 'supported',
      Integration: 'supported',
      MethodResponses: 'supported',
      OperationName: 'supported',
      RequestModels: 'supported',
      RequestParameters: 'supported',
      RequestValidatorId: 'supported',
    },
    check: (properties) => checkMethod(properties, abilities),
    async create({ properties }) {
      const method = methodOf(properties);
      const id = `${method.apiId}/${method.resourceId}/${method.httpMethod}`;
      await store.methods.put(id, method);
      return { physicalId: id.replaceAll('/', '|'), attributes: {} };
    },
    async update({ properties }, state, previous) {
      const names = ['RestApiId', 'ResourceId', 'HttpMethod'];
      if (names.some((name) => properties[name] !== previous[name])) return 'replace';
      const method = methodOf(properties);
      await store.methods.put(`${method.apiId}/${method.resourceId}/${method.httpMethod}`, method);
      return { physicalId: state.physicalId, attributes: state.attributes };
    },
    delete: ({ physicalId }) => store.methods.delete(physicalId.replaceAll('|', '/')),
  };
}

function methodOf(properties: JsonObject): Method {
  return {
    apiId: requiredText(properties, 'RestApiId'),
    resourceId: requiredText(properties, 'ResourceId'),
    httpMethod: requiredText(properties, 'HttpMethod').toUpperCase(),
    authorizationType:
      oneOf(properties, 'AuthorizationType', ['NONE', 'AWS_IAM', 'CUSTOM', 'COGNITO_USER_POOLS']) ?? 'NONE',
    authorizerId: text(properties, 'AuthorizerId'),
    authorizationScopes: texts(properties, 'AuthorizationScopes'),
    apiKeyRequired: flag(properties, 'ApiKeyRequired'),
    operationName: text(properties, 'OperationName'),
    requestValidatorId: text(properties, 'RequestValidatorId'),
    requestModels: textMap(properties, 'RequestModels'),
    requestParameters: flagMap(properties, 'RequestParameters'),
    methodResponses: objects(properties, 'MethodResponses').map((response) => ({
      statusCode: requiredText(response, 'StatusCode'),
      responseParameters: flagMap(response, 'ResponseParameters'),
    })),
    integration: integrationOf(object(properties, 'Integration')),
  };
}

const INTEGRATION_TYPES = ['AWS_PROXY', 'AWS', 'HTTP_PROXY', 'HTTP', 'MOCK'] as const;
const CONTENT_HANDLING = ['CONVERT_TO_TEXT', 'CONVERT_TO_BINARY'] as const;

function integrationOf(given: JsonObject | undefined): IntegrationSettings {
  if (given === undefined) throw new Error('No integration defined for method');
  const type = oneOf(given, 'Type', INTEGRATION_TYPES);
  if (type === undefined) throw new Error('Property Integration.Type cannot be empty.');
  const timeoutMs = numeric(given, 'TimeoutInMillis') ?? 29_000;
  if (timeoutMs < 50) throw new Error('Timeout should be between 50 ms and 29000 ms');
  return {
    type,
    uri: text(given, 'Uri'),
    integrationHttpMethod: text(given, 'IntegrationHttpMethod')?.toUpperCase(),
    credentials: text(given, 'Credentials'),
    timeoutMs,
    passthroughBehavior:
      oneOf(given, 'PassthroughBehavior', ['WHEN_NO_MATCH', 'WHEN_NO_TEMPLATES', 'NEVER']) ?? 'WHEN_NO_MATCH',
    contentHandling: oneOf(given, 'ContentHandling', CONTENT_HANDLING),
    requestTemplates: textMap(given, 'RequestTemplates'),
    requestParameters: textMap(given, 'RequestParameters'),
    responses: objects(given, 'IntegrationResponses').map(integrationResponseOf),
  };
}

function integrationResponseOf(given: JsonObject): IntegrationResponse {
  const pattern = text(given, 'SelectionPattern');
  return {
    statusCode: requiredText(given, 'StatusCode'),
    selectionPattern: pattern === '' ? undefined : pattern,
    contentHandling: oneOf(given, 'ContentHandling', CONTENT_HANDLING),
    responseTemplates: textMap(given, 'ResponseTemplates'),
    responseParameters: textMap(given, 'ResponseParameters'),
  };
}

const INTEGRATION_PROPERTIES = [
  'CacheKeyParameters',
  'CacheNamespace',
  'ConnectionType',
  'ContentHandling',
  'Credentials',
  'IntegrationHttpMethod',
  'IntegrationResponses',
  'PassthroughBehavior',
  'RequestParameters',
  'RequestTemplates',
  'ResponseTransferMode',
  'TimeoutInMillis',
  'TlsConfig',
  'Type',
  'Uri',
];

const VPC_LINK = 'there are no VPC links on one machine.';

function checkMethod(properties: JsonObject, abilities: MethodAbilities): void {
  const integration = properties.Integration;
  onlyMembers(integration, 'Integration', INTEGRATION_PROPERTIES, {
    ConnectionId: VPC_LINK,
    IntegrationTarget: VPC_LINK,
  });
  if (!isObject(integration)) return;
  refuseWhen(integration.ConnectionType === 'VPC_LINK', 'Integration.ConnectionType', VPC_LINK);
  refuseWhen(
    integration.ResponseTransferMode === 'STREAM',
    'Integration.ResponseTransferMode',
    'answers are not streamed here.',
  );
  refuseWhen(
    integration.Credentials !== undefined && !abilities.roles,
    'Integration.Credentials',
    'integrations cannot act as a role here; allow the function with an AWS::Lambda::Permission.',
  );
  refuseWhen(
    typeof integration.Credentials === 'string' && integration.Credentials.includes('user/*'),
    'Integration.Credentials',
    "the caller's own credentials are not passed on here.",
  );
  refuseWhen(
    Object.keys(object(integration, 'RequestParameters') ?? {}).some((name) =>
      /invocation-type$/i.test(name),
    ),
    'Integration.RequestParameters',
    'functions are called synchronously here; X-Amz-Invocation-Type is not emulated.',
  );
  checkUri(integration, abilities);
  checkTemplates('Integration.RequestTemplates', integration.RequestTemplates, integration.Type);
  objects(integration, 'IntegrationResponses').forEach((response, index) => {
    const path = `Integration.IntegrationResponses.${index}`;
    onlyMembers(response, path, [
      'ContentHandling',
      'ResponseParameters',
      'ResponseTemplates',
      'SelectionPattern',
      'StatusCode',
    ]);
    checkTemplates(`${path}.ResponseTemplates`, response.ResponseTemplates, integration.Type);
    checkPattern(`${path}.SelectionPattern`, response.SelectionPattern);
  });
  objects(properties, 'MethodResponses').forEach((response, index) => {
    onlyMembers(response, `MethodResponses.${index}`, ['ResponseModels', 'ResponseParameters', 'StatusCode']);
  });
}

const SERVICE_URI = /^arn:[^:]*:apigateway:[^:]*:([^:]+):(?:path|action)\//;
const LOOPBACK_URI =
  /^https?:\/\/(?:localhost|127\.0\.0\.1|\[::1\]|[^/]*\$\{stageVariables\.[^}]*\})(?:[:/]|$)/;

function checkUri({ Type: type, Uri: uri }: JsonObject, abilities: MethodAbilities): void {
  if (typeof uri !== 'string') return;
  if (type === 'HTTP' || type === 'HTTP_PROXY') {
    refuseWhen(
      !LOOPBACK_URI.test(uri),
      'Integration.Uri',
      'HTTP integrations reach only this machine (localhost) here.',
    );
  }
  if (type !== 'AWS' && type !== 'AWS_PROXY') return;
  const service = SERVICE_URI.exec(uri)?.[1];
  if (service === undefined) return;
  refuseWhen(
    type === 'AWS_PROXY' && functionOf(uri, null) === '',
    'Integration.Uri',
    'AWS_PROXY integrations call Lambda functions only.',
  );
  if (service === 'lambda') return;
  refuseWhen(
    !abilities.services.has(service),
    'Integration.Uri',
    `integrations with the service ${service} are not emulated.`,
  );
  refuseWhen(!uri.includes(':action/'), 'Integration.Uri', 'only `action/` URIs of services are emulated.');
}

function checkTemplates(path: string, templates: Json | undefined, type: Json | undefined): void {
  // API Gateway ignores the templates of proxy integrations, whatever they hold.
  if (!isObject(templates) || type === 'AWS_PROXY' || type === 'HTTP_PROXY') return;
  for (const [mediaType, template] of Object.entries(templates)) {
    if (typeof template !== 'string') continue;
    try {
      mappingTemplate(template);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new UnsupportedPropertyError(`${path}.${mediaType}`, reason);
    }
  }
}

function checkPattern(path: string, pattern: Json | undefined): void {
  if (typeof pattern !== 'string') return;
  try {
    wholeMatch(pattern);
  } catch {
    throw new UnsupportedPropertyError(path, `the expression ${pattern} is not one that is emulated.`);
  }
}

function refuseWhen(condition: boolean, path: string, reason: string): void {
  if (condition) throw new UnsupportedPropertyError(path, reason);
}
