import { templateIdentity } from '../../apigateway/template-identity.ts';
import { functionArnOf } from '../../apigatewayv2/function-arn.ts';
import type {
  HttpApiAuthorizer,
  JwtAuthorizer,
  RequestAuthorizer,
} from '../../apigatewayv2/http-api-model.ts';
import { selection } from '../../apigatewayv2/selection-expression.ts';
import { tokenIssuer } from '../../apigatewayv2/token-issuer.ts';
import {
  type JsonObject,
  type ResourceProvider,
  type ResourceState,
  UnsupportedPropertyError,
} from '../resource-provider.ts';
import type { HttpApiProviderNeeds } from './apigatewayv2-providers.ts';
import { flag, numeric, object, oneOf, onlyMembers, requiredText, text, texts } from './property-values.ts';

const OTHER_ISSUER =
  'tokens are taken from the user pools of this cloud and from issuers on this machine only.';

/** AWS::ApiGatewayV2::Authorizer */
export function httpAuthorizerProvider(needs: HttpApiProviderNeeds): ResourceProvider {
  const { store, account, origin, abilities } = needs;
  return {
    type: 'AWS::ApiGatewayV2::Authorizer',
    properties: {
      ApiId: 'supported',
      Name: 'supported',
      AuthorizerType: 'supported',
      IdentitySource: 'supported',
      JwtConfiguration: 'supported',
      AuthorizerUri: 'supported',
      AuthorizerPayloadFormatVersion: 'supported',
      AuthorizerResultTtlInSeconds: 'supported',
      EnableSimpleResponses: 'supported',
      AuthorizerCredentialsArn: {
        supportedWhen: () => abilities.roles,
        otherwise: {
          refused:
            'authorizers cannot act as a role here; allow the function with an AWS::Lambda::Permission.',
        },
      },
      IdentityValidationExpression: { noted: 'HTTP APIs do not use it' },
    },
    check: (properties) => {
      onlyMembers(properties.JwtConfiguration, 'JwtConfiguration', ['Audience', 'Issuer']);
      const issuer = object(properties, 'JwtConfiguration')?.Issuer;
      // Before a pool is there, its issuer is a placeholder and no URL.
      if (typeof issuer !== 'string' || !/^https?:/i.test(issuer)) return;
      if (tokenIssuer(issuer, account, origin) === undefined) {
        throw new UnsupportedPropertyError('JwtConfiguration.Issuer', `${issuer}: ${OTHER_ISSUER}`);
      }
    },
    async create({ creationToken, properties }) {
      return await put(templateIdentity('http-authorizer', creationToken, 6), properties);
    },
    async update({ properties }, { physicalId }, previous) {
      return properties.ApiId === previous.ApiId ? await put(physicalId, properties) : 'replace';
    },
    delete: ({ physicalId }, previous) =>
      store.authorizers.delete(`${requiredText(previous, 'ApiId')}/${physicalId}`),
  };

  async function put(id: string, properties: JsonObject): Promise<ResourceState> {
    const authorizer = authorizerOf(id, properties, needs);
    await store.authorizers.put(`${authorizer.apiId}/${id}`, authorizer);
    return { physicalId: id, attributes: { AuthorizerId: id } };
  }
}

function authorizerOf(id: string, properties: JsonObject, needs: HttpApiProviderNeeds): HttpApiAuthorizer {
  const type = oneOf(properties, 'AuthorizerType', ['JWT', 'REQUEST']);
  if (type === undefined) throw new Error('Property AuthorizerType cannot be empty.');
  const sources = texts(properties, 'IdentitySource');
  for (const source of sources) {
    if (selection(source) === undefined || source.startsWith('$request.body')) {
      throw new Error(`IdentitySource: ${source} is not an expression that is emulated`);
    }
  }
  const base = {
    id,
    apiId: requiredText(properties, 'ApiId'),
    name: requiredText(properties, 'Name'),
  };
  return type === 'JWT'
    ? { ...base, ...jwtOf(sources, properties, needs) }
    : { ...base, ...requestOf(sources, properties) };
}

type OwnPart<Authorizer> = Omit<Authorizer, 'id' | 'apiId' | 'name'>;

function jwtOf(
  sources: readonly string[],
  properties: JsonObject,
  { account, origin }: HttpApiProviderNeeds,
): OwnPart<JwtAuthorizer> {
  const [identitySource, ...more] = sources;
  if (identitySource === undefined || more.length > 0) {
    throw new Error('A JWT authorizer has exactly one IdentitySource');
  }
  const configuration = object(properties, 'JwtConfiguration') ?? {};
  const issuerText = requiredText(configuration, 'Issuer');
  const issuer = tokenIssuer(issuerText, account, origin);
  if (issuer === undefined) throw new Error(`JwtConfiguration.Issuer: ${issuerText}: ${OTHER_ISSUER}`);
  const audience = texts(configuration, 'Audience');
  if (audience.length === 0) throw new Error('JwtConfiguration.Audience: at least one audience is needed');
  return { type: 'JWT', identitySource, issuer, audience };
}

function requestOf(sources: readonly string[], properties: JsonObject): OwnPart<RequestAuthorizer> {
  const payloadFormat = oneOf(properties, 'AuthorizerPayloadFormatVersion', ['1.0', '2.0']);
  if (payloadFormat === undefined) {
    throw new Error(
      'AuthorizerPayloadFormatVersion is a required parameter for REQUEST authorizer on HTTP Apis',
    );
  }
  const simpleResponses = flag(properties, 'EnableSimpleResponses');
  if (simpleResponses && payloadFormat === '1.0') {
    throw new Error('EnableSimpleResponses is supported for payload format 2.0 only');
  }
  const resultTtl = numeric(properties, 'AuthorizerResultTtlInSeconds') ?? 0;
  if (resultTtl < 0 || resultTtl > 3600) {
    throw new Error('Authorizer result TTL should be between 0 and 3600 seconds');
  }
  if (resultTtl > 0 && sources.length === 0) {
    throw new Error('IdentitySource is required when caching of authorizer results is enabled');
  }
  const uri = requiredText(properties, 'AuthorizerUri');
  if (functionArnOf(uri, {}) === '') throw new Error(`Invalid Authorizer URI: ${uri}`);
  return {
    type: 'REQUEST',
    uri,
    credentials: text(properties, 'AuthorizerCredentialsArn'),
    payloadFormat,
    simpleResponses,
    identitySources: sources,
    resultTtl,
  };
}
