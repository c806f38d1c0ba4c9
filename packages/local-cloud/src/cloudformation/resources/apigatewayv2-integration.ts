import { loopbackUrl } from '../../apigateway/http-backend.ts';
import { templateIdentity } from '../../apigateway/template-identity.ts';
import { functionArnOf } from '../../apigatewayv2/function-arn.ts';
import type { HttpApiIntegration, ParameterMappings } from '../../apigatewayv2/http-api-model.ts';
import type { HttpApiStore } from '../../apigatewayv2/http-api-store.ts';
import { requestMapping, responseMapping } from '../../apigatewayv2/parameter-mapping.ts';
import {
  type JsonObject,
  type PropertySupport,
  type ResourceProvider,
  type ResourceState,
  UnsupportedPropertyError,
} from '../resource-provider.ts';
import type { HttpApiAbilities } from './apigatewayv2-providers.ts';
import { isObject, numeric, object, oneOf, requiredText, text, textMap } from './property-values.ts';

const WEB_SOCKETS: PropertySupport = { refused: 'it concerns WebSocket APIs, which are not emulated.' };
const VPC_LINK = { refused: 'there are no VPC links on one machine.' };

/** AWS::ApiGatewayV2::Integration: functions, and servers on this machine. */
export function httpIntegrationProvider(store: HttpApiStore, abilities: HttpApiAbilities): ResourceProvider {
  return {
    type: 'AWS::ApiGatewayV2::Integration',
    properties: {
      ApiId: 'supported',
      IntegrationType: {
        supportedWhen: (value) => value === 'AWS_PROXY' || value === 'HTTP_PROXY',
        otherwise: { refused: 'HTTP APIs have AWS_PROXY and HTTP_PROXY integrations only.' },
      },
      IntegrationUri: 'supported',
      IntegrationMethod: 'supported',
      PayloadFormatVersion: 'supported',
      TimeoutInMillis: 'supported',
      RequestParameters: 'supported',
      ResponseParameters: 'supported',
      CredentialsArn: {
        supportedWhen: () => abilities.roles,
        otherwise: {
          refused:
            'integrations cannot act as a role here; allow the function with an AWS::Lambda::Permission.',
        },
      },
      ConnectionType: { supportedWhen: (value) => value === 'INTERNET', otherwise: VPC_LINK },
      ConnectionId: VPC_LINK,
      Description: { noted: 'descriptions are not kept' },
      IntegrationSubtype: { refused: 'of AWS services only Lambda can be called here.' },
      TlsConfig: { refused: "a backend's certificate is checked by its own name only." },
      ContentHandlingStrategy: WEB_SOCKETS,
      PassthroughBehavior: WEB_SOCKETS,
      RequestTemplates: WEB_SOCKETS,
      TemplateSelectionExpression: WEB_SOCKETS,
    },
    check,
    async create({ creationToken, properties }) {
      return await put(templateIdentity('http-integration', creationToken, 7), properties);
    },
    async update({ properties }, { physicalId }, previous) {
      return properties.ApiId === previous.ApiId ? await put(physicalId, properties) : 'replace';
    },
    delete: ({ physicalId }, previous) =>
      store.integrations.delete(`${requiredText(previous, 'ApiId')}/${physicalId}`),
  };

  async function put(id: string, properties: JsonObject): Promise<ResourceState> {
    const integration = integrationOf(id, properties);
    await store.integrations.put(`${integration.apiId}/${id}`, integration);
    return { physicalId: id, attributes: { IntegrationId: id } };
  }
}

function check(properties: JsonObject): void {
  const uri = properties.IntegrationUri;
  if (properties.IntegrationType === 'HTTP_PROXY' && typeof uri === 'string') checkBackend(uri);
  const lambda = properties.IntegrationType === 'AWS_PROXY';
  if (lambda && Object.keys(object(properties, 'RequestParameters') ?? {}).length > 0) {
    throw new UnsupportedPropertyError(
      'RequestParameters',
      'parameters of requests are mapped for HTTP_PROXY integrations only.',
    );
  }
  checked('RequestParameters', () => requestMapping(textMap(properties, 'RequestParameters')));
  checked('ResponseParameters', () => responseMapping(responseParameters(properties)));
}

/** Refuses a URI that can only lead to another machine; what is not known yet is checked when it is called. */
function checkBackend(uri: string): void {
  const host = /^https?:\/\/([^/]+)/i.exec(uri)?.[1];
  if (host === undefined || host.includes('${')) return;
  if (loopbackUrl(uri.replace(/\{[^{}]*\}/g, 'x')) === undefined) {
    throw new UnsupportedPropertyError(
      'IntegrationUri',
      `${host} is another machine; HTTP integrations call this one only.`,
    );
  }
}

function checked(path: string, compile: () => unknown): void {
  try {
    compile();
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof TypeError)) throw error;
    throw new UnsupportedPropertyError(path, error.message);
  }
}

const LAMBDA_URI = /^arn:/;

function integrationOf(id: string, properties: JsonObject): HttpApiIntegration {
  const type = oneOf(properties, 'IntegrationType', ['AWS_PROXY', 'HTTP_PROXY']);
  if (type === undefined) throw new Error('Property IntegrationType cannot be empty.');
  const timeoutMs = numeric(properties, 'TimeoutInMillis') ?? 30_000;
  if (timeoutMs < 50 || timeoutMs > 30_000) {
    throw new Error('Timeout should be between 50 ms and 30000 ms');
  }
  const uri = requiredText(properties, 'IntegrationUri');
  const base = {
    id,
    apiId: requiredText(properties, 'ApiId'),
    uri,
    timeoutMs,
    responseParameters: responseParameters(properties),
  };
  if (type === 'HTTP_PROXY') {
    return {
      ...base,
      type,
      method: requiredText(properties, 'IntegrationMethod'),
      requestParameters: textMap(properties, 'RequestParameters'),
    };
  }
  if (!LAMBDA_URI.test(uri) || functionArnOf(uri, {}) === '') {
    throw new Error(`Invalid function ARN or invalid uri: ${uri}`);
  }
  const payloadFormat = oneOf(properties, 'PayloadFormatVersion', ['1.0', '2.0']);
  if (payloadFormat === undefined) {
    throw new Error('PayloadFormatVersion is a required parameter for integration type AWS_PROXY');
  }
  return { ...base, type, payloadFormat, credentials: text(properties, 'CredentialsArn') };
}

/** CloudFormation's form, `{ "404": { ResponseParameters: [{ Destination, Source }] } }`, as plain mappings. */
function responseParameters(properties: JsonObject): Record<string, ParameterMappings> {
  const byStatus = object(properties, 'ResponseParameters') ?? {};
  return Object.fromEntries(
    Object.entries(byStatus).map(([status, given]) => {
      const listed = isObject(given) ? given.ResponseParameters : undefined;
      if (!/^[2-5]\d\d$/.test(status) || !isObject(given)) {
        throw new TypeError(`${status} is not a status code with parameters`);
      }
      if (!Array.isArray(listed)) return [status, textMap(byStatus, status)];
      const mappings = listed
        .filter(isObject)
        .map((one): [string, string] => [requiredText(one, 'Destination'), requiredText(one, 'Source')]);
      return [status, Object.fromEntries(mappings)];
    }),
  );
}
