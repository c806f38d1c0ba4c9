import { compileResourcePolicy } from '../../apigateway/resource-policy.ts';
import type { RestApi } from '../../apigateway/rest-api-model.ts';
import { deleteRestApi, type RestApiStore } from '../../apigateway/rest-api-store.ts';
import { templateIdentity } from '../../apigateway/template-identity.ts';
import type { Account } from '../../aws/account.ts';
import { AwsError } from '../../aws/aws-error.ts';
import { explainMalformedPolicy } from '../../iam/policy/malformed-policy.ts';
import {
  type JsonObject,
  type ResourceProvider,
  type ResourceState,
  UnsupportedPropertyError,
} from '../resource-provider.ts';
import { isObject, object, oneOf, onlyMembers, text, texts } from './property-values.ts';

const OPEN_API = 'an API cannot be made from an OpenAPI document here; declare its resources and methods.';

/** AWS::ApiGateway::RestApi */
export function restApiProvider(store: RestApiStore, account: Account): ResourceProvider {
  return {
    type: 'AWS::ApiGateway::RestApi',
    properties: {
      Name: 'supported',
      ApiKeySourceType: 'supported',
      BinaryMediaTypes: 'supported',
      Policy: 'supported',
      EndpointConfiguration: {
        supportedWhen: (value) =>
          !(isObject(value) && Array.isArray(value.Types) && value.Types.includes('EDGE')),
        otherwise: { noted: 'no CloudFront stands before the API, so functions get none of its headers' },
      },
      Description: { noted: 'descriptions are not kept' },
      Tags: { noted: 'tags are not kept' },
      DisableExecuteApiEndpoint: { noted: 'the local address stays open: it stands for the custom domain' },
      EndpointAccessMode: { noted: 'there is no TLS on one machine' },
      SecurityPolicy: { noted: 'there is no TLS on one machine' },
      FailOnWarnings: { noted: 'it concerns OpenAPI imports only' },
      MinimumCompressionSize: { noted: 'answers are not compressed on the way to the same machine' },
      Mode: { noted: 'it concerns OpenAPI imports only' },
      Parameters: { noted: 'they concern OpenAPI imports only' },
      Body: { refused: OPEN_API },
      BodyS3Location: { refused: OPEN_API },
      CloneFrom: { refused: 'an API cannot be cloned here.' },
    },
    check: (properties) => {
      checkEndpoint(properties);
      checkPolicy(properties, account);
    },
    async create({ creationToken, properties, logicalId }) {
      const id = templateIdentity('rest-api', creationToken, 10);
      const api = restApi(id, logicalId, properties);
      await store.apis.put(id, api);
      return state(api);
    },
    async update({ properties, logicalId }, { physicalId }) {
      const api = restApi(physicalId, logicalId, properties);
      await store.apis.put(physicalId, api);
      return state(api);
    },
    delete: ({ physicalId }) => deleteRestApi(store, physicalId),
  };
}

function restApi(id: string, logicalId: string, properties: JsonObject): RestApi {
  return {
    id,
    name: text(properties, 'Name') ?? logicalId,
    rootResourceId: templateIdentity('root-resource', id, 10),
    binaryMediaTypes: texts(properties, 'BinaryMediaTypes').map((type) => type.replaceAll('~1', '/')),
    apiKeySource: oneOf(properties, 'ApiKeySourceType', ['HEADER', 'AUTHORIZER']) ?? 'HEADER',
    policy: object(properties, 'Policy'),
  };
}

function state(api: RestApi): ResourceState {
  return {
    physicalId: api.id,
    attributes: { RestApiId: api.id, RootResourceId: api.rootResourceId },
  };
}

function checkEndpoint(properties: JsonObject): void {
  const endpoint = properties.EndpointConfiguration;
  onlyMembers(endpoint, 'EndpointConfiguration', ['Types', 'IpAddressType'], {
    VpcEndpointIds: 'there are no VPC endpoints on one machine.',
  });
  const types = object(properties, 'EndpointConfiguration')?.Types;
  if (Array.isArray(types) && types.includes('PRIVATE')) {
    throw new UnsupportedPropertyError(
      'EndpointConfiguration.Types',
      'a PRIVATE API is only reached from inside a VPC, which one machine does not have.',
    );
  }
}

function checkPolicy({ Policy: policy }: JsonObject, account: Account): void {
  if (!isObject(policy)) return;
  try {
    compileResourcePolicy(policy, account, 'abcdefghij');
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw new UnsupportedPropertyError('Policy', explainMalformedPolicy(error));
  }
}
