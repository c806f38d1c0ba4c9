import { wholeMatch } from '../../apigateway/java-pattern.ts';
import type { AuthorizerSettings } from '../../apigateway/rest-api-model.ts';
import type { RestApiStore } from '../../apigateway/rest-api-store.ts';
import { templateIdentity } from '../../apigateway/template-identity.ts';
import { type JsonObject, type ResourceProvider, UnsupportedPropertyError } from '../resource-provider.ts';
import type { MethodAbilities } from './apigateway-method.ts';
import { numeric, oneOf, requiredText, text, texts } from './property-values.ts';

/** AWS::ApiGateway::Authorizer */
export function authorizerProvider(store: RestApiStore, abilities: MethodAbilities): ResourceProvider {
  return {
    type: 'AWS::ApiGateway::Authorizer',
    properties: {
      RestApiId: 'supported',
      Name: 'supported',
      Type: 'supported',
      ProviderARNs: 'supported',
      IdentitySource: 'supported',
      IdentityValidationExpression: 'supported',
      AuthorizerUri: 'supported',
      AuthorizerResultTtlInSeconds: 'supported',
      AuthorizerCredentials: {
        supportedWhen: () => abilities.roles,
        otherwise: {
          refused:
            'authorizers cannot act as a role here; allow the function with an AWS::Lambda::Permission.',
        },
      },
      AuthType: { noted: 'it concerns OpenAPI exports only' },
    },
    check: ({ IdentityValidationExpression: expression }) => {
      if (typeof expression !== 'string') return;
      try {
        wholeMatch(expression);
      } catch {
        throw new UnsupportedPropertyError(
          'IdentityValidationExpression',
          `the expression ${expression} is not one that is emulated.`,
        );
      }
    },
    async create({ creationToken, properties }) {
      return await put(templateIdentity('authorizer', creationToken, 6), properties);
    },
    async update({ properties }, { physicalId }, previous) {
      return properties.RestApiId === previous.RestApiId ? await put(physicalId, properties) : 'replace';
    },
    delete: ({ physicalId }, previous) =>
      store.authorizers.delete(`${requiredText(previous, 'RestApiId')}/${physicalId}`),
  };

  async function put(id: string, properties: JsonObject) {
    const authorizer = authorizerOf(id, properties);
    await store.authorizers.put(`${authorizer.apiId}/${id}`, authorizer);
    return { physicalId: id, attributes: { AuthorizerId: id } };
  }
}

function authorizerOf(id: string, properties: JsonObject): AuthorizerSettings {
  const type = oneOf(properties, 'Type', ['TOKEN', 'REQUEST', 'COGNITO_USER_POOLS']);
  const sources = (text(properties, 'IdentitySource') ?? '').split(',').map((source) => source.trim());
  const base = {
    id,
    apiId: requiredText(properties, 'RestApiId'),
    name: requiredText(properties, 'Name'),
    identitySources: sources.filter((source) => source !== ''),
    identityValidationExpression: text(properties, 'IdentityValidationExpression'),
  };
  if (type === undefined) throw new Error('Property Type cannot be empty.');
  if (type === 'COGNITO_USER_POOLS') {
    const providerArns = texts(properties, 'ProviderARNs');
    if (providerArns.length === 0) throw new Error('Invalid Authorizer provider ARNs: none is given');
    return { ...base, type, providerArns };
  }
  const resultTtl = numeric(properties, 'AuthorizerResultTtlInSeconds') ?? 300;
  if (resultTtl < 0 || resultTtl > 3600) {
    throw new Error('Authorizer result TTL should be between 0 and 3600 seconds');
  }
  if (base.identitySources.length === 0 && (type === 'TOKEN' || resultTtl > 0)) {
    if (type === 'REQUEST') {
      throw new Error('Identity source is required for REQUEST type authorizer when caching is enabled');
    }
    base.identitySources.push('method.request.header.Authorization');
  }
  return {
    ...base,
    type,
    uri: requiredText(properties, 'AuthorizerUri'),
    credentials: text(properties, 'AuthorizerCredentials'),
    resultTtl,
  };
}
