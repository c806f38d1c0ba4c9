import { AwsError } from '../aws/aws-error.ts';
import {
  apiTemplate,
  behindCognito,
  cognitoAuthorizerResource,
  FUNCTION_ARN,
  FunctionFailure,
  functionUri,
  type GatewayFixture,
  gatewayFixture,
  lambdaProxy,
} from './gateway-fixture.ts';

const AUTHORIZER_ARN = `${FUNCTION_ARN}-authorizer`;
export const KEY = 'a-key-of-at-least-twenty-characters';
export const DISABLED_KEY = 'a-disabled-key-of-twenty-characters';
const custom = (id: string): Readonly<Record<string, unknown>> => ({
  AuthorizationType: 'CUSTOM',
  AuthorizerId: { Ref: id },
});
const ofApi = (Type: string, properties: object): object => ({
  Type: `AWS::ApiGateway::${Type}`,
  Properties: { RestApiId: { Ref: 'Api' }, ...properties },
});
const authorizer = (properties: object): object =>
  ofApi('Authorizer', { Name: 'custom', AuthorizerUri: functionUri(AUTHORIZER_ARN), ...properties });

const planKey = (id: string): object => ({
  Type: 'AWS::ApiGateway::UsagePlanKey',
  Properties: { KeyId: { Ref: id }, KeyType: 'API_KEY', UsagePlanId: { Ref: 'Plan' } },
});

/** An API with a method for each way in which the gateway answers by itself. */
const template = (more: Readonly<Record<string, object>>): object => ({
  ...apiTemplate(
    {
      'GET /items': {},
      'GET /items/{id}': {},
      'GET /me': behindCognito(),
      'GET /tasks': behindCognito('tasks/read'),
      'GET /token/{token}': custom('Token'),
      'GET /request': custom('Request'),
      'GET /uncallable': custom('Uncallable'),
      'POST /checked': {
        RequestValidatorId: { Ref: 'Validator' },
        RequestModels: { 'application/json': { Ref: 'Model' } },
      },
      'GET /searched': {
        RequestValidatorId: { Ref: 'Validator' },
        RequestParameters: {
          'method.request.header.x-header-param': true,
          'method.request.path.issuer': true,
          'method.request.querystring.qs1': true,
        },
      },
      'GET /keyed': { ApiKeyRequired: true },
      'GET /narrow': {},
      'POST /strict': {
        Integration: {
          Type: 'MOCK',
          PassthroughBehavior: 'NEVER',
          RequestTemplates: { 'application/json': '{"statusCode":200}' },
          IntegrationResponses: [{ StatusCode: '200' }],
        },
      },
      'GET /wrong-verb': { Integration: lambdaProxy({ IntegrationHttpMethod: 'GET' }) },
      'GET /slow': { Integration: lambdaProxy({ TimeoutInMillis: 50 }) },
      'GET /nobody': {
        Integration: { Type: 'HTTP_PROXY', IntegrationHttpMethod: 'GET', Uri: 'http://127.0.0.1:1/' },
      },
      'GET /no-status': {
        Integration: {
          Type: 'MOCK',
          RequestTemplates: { 'application/json': '{}' },
          IntegrationResponses: [],
        },
      },
    },
    {
      stage: {
        MethodSettings: [
          { ResourcePath: '/~1narrow', HttpMethod: 'GET', ThrottlingRateLimit: 1, ThrottlingBurstLimit: 1 },
        ],
      },
      more: {
        ...cognitoAuthorizerResource(),
        Token: authorizer({
          Type: 'TOKEN',
          IdentitySource: 'method.request.header.Authorization',
          IdentityValidationExpression: '[a-z]+',
          AuthorizerResultTtlInSeconds: 0,
        }),
        Uncallable: authorizer({ Type: 'TOKEN', IdentitySource: 'method.request.header.Authorization' }),
        Request: authorizer({ Type: 'REQUEST', IdentitySource: 'method.request.header.X-A' }),
        Validator: ofApi('RequestValidator', { ValidateRequestBody: true, ValidateRequestParameters: true }),
        Model: ofApi('Model', {
          Name: 'Model',
          ContentType: 'application/json',
          Schema: { type: 'object', required: ['title'], properties: { title: { type: 'string' } } },
        }),
        Key: { Type: 'AWS::ApiGateway::ApiKey', Properties: { Enabled: true, Value: KEY } },
        Off: { Type: 'AWS::ApiGateway::ApiKey', Properties: { Enabled: false, Value: DISABLED_KEY } },
        ...more,
      },
    },
  ),
  Plan: {
    Type: 'AWS::ApiGateway::UsagePlan',
    DependsOn: 'Stage',
    Properties: {
      ApiStages: [{ ApiId: { Ref: 'Api' }, Stage: { Ref: 'Stage' } }],
      Quota: { Limit: 1, Period: 'DAY' },
    },
  },
  PlanKey: planKey('Key'),
  PlanOff: planKey('Off'),
});

/** The API of the refusals, with `more` resources, over functions and tokens that do what their names say. */
export async function refusalFixture(more: Readonly<Record<string, object>> = {}): Promise<GatewayFixture> {
  const fixture = await gatewayFixture();
  await fixture.deploy(template(more));
  const { tokens, functions, forbidden } = fixture;
  const access = { sub: 'u', token_use: 'access' };
  tokens.set('id', { valid: true, use: 'id', claims: { sub: 'u', token_use: 'id' } });
  tokens.set('access', { valid: true, use: 'access', claims: { ...access, scope: 'tasks/read' } });
  tokens.set('other-scope', { valid: true, use: 'access', claims: { ...access, scope: 'openid' } });
  tokens.set('expired', { valid: false, reason: 'expired', detail: 'The token expired.' });
  tokens.set('forged', { valid: false, reason: 'signature', detail: 'The signature is wrong.' });
  tokens.set('other-pool', { valid: false, reason: 'issuer', detail: 'The issuer is another pool.' });
  functions.set(AUTHORIZER_ARN, ({ event }) => {
    const policyDocument = (Effect: string, Resource: string): object => ({
      Version: '2012-10-17',
      Statement: [{ Effect, Action: 'execute-api:Invoke', Resource }],
    });
    switch (event.authorizationToken) {
      case 'deny':
        return { principalId: 'u', policyDocument: policyDocument('Deny', '*') };
      case 'silent':
        return {
          principalId: 'u',
          policyDocument: policyDocument('Allow', 'arn:aws:execute-api:*:*:*/other'),
        };
      case 'unauthorized':
        return new FunctionFailure('Error', 'Unauthorized');
      case 'nobody':
        return { policyDocument: policyDocument('Allow', '*') };
      case 'lawless':
        return { principalId: 'u' };
      case 'maybe':
        return { principalId: 'u', policyDocument: policyDocument('Maybe', '*') };
      case 'object':
        return { principalId: 'u', policyDocument: policyDocument('Allow', '*'), context: { a: {} } };
      case 'list':
        return { principalId: 'u', policyDocument: policyDocument('Allow', '*'), context: { a: ['b'] } };
      default:
        return new FunctionFailure('Error', 'broken');
    }
  });
  functions.set(FUNCTION_ARN, ({ event }) => {
    switch (event.headers['x-do']) {
      case 'throw':
        return new FunctionFailure('Error', 'boom at /home/somebody/secret.js');
      case 'crash':
        return new FunctionFailure('Runtime.ExitError', 'Runtime exited without providing a reason');
      case 'time out':
        return new FunctionFailure('Sandbox.Timedout', 'Task timed out after 1.00 seconds');
      case 'overflow':
        return new FunctionFailure('Function.ResponseSizeTooLarge', 'Response payload size exceeded');
      case 'cookies':
        return { statusCode: 200, cookies: ['a=b'] };
      case 'text':
        return 'Hello';
      case 'too much':
        return Promise.reject(new AwsError('RequestEntityTooLargeException', 'Request must be smaller', 413));
      case 'throttle':
        return Promise.reject(new Error('Rate Exceeded.'));
      case 'wait':
        return new Promise(() => {});
      default:
        return { statusCode: 200, body: 'reached' };
    }
  });
  const arnOfApi = `arn:aws:execute-api:us-east-1:000000000000:${fixture.apiId()}`;
  forbidden.add(`${arnOfApi}/prod/GET/items/{id}`);
  forbidden.add(`${arnOfApi}/authorizers/${fixture.apiId('Uncallable')}`);
  return fixture;
}
