import { beforeAll, describe, expect, it } from 'vitest';
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
  REQUEST_ID,
  type TestRequest,
} from './gateway-fixture.ts';

const AUTHORIZER_ARN = `${FUNCTION_ARN}-authorizer`;
const KEY = 'a-key-of-at-least-twenty-characters';
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

const template = {
  ...apiTemplate(
    {
      'GET /items': {},
      'GET /items/{id}': {},
      'GET /me': behindCognito(),
      'GET /tasks': behindCognito('tasks/read'),
      'GET /token/{token}': custom('Token'),
      'GET /request': custom('Request'),
      'POST /checked': {
        RequestValidatorId: { Ref: 'Validator' },
        RequestModels: { 'application/json': { Ref: 'Model' } },
      },
      'GET /searched': {
        RequestValidatorId: { Ref: 'Validator' },
        RequestParameters: {
          'method.request.header.x-header-param': true,
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
        Request: authorizer({ Type: 'REQUEST', IdentitySource: 'method.request.header.X-A' }),
        Validator: ofApi('RequestValidator', { ValidateRequestBody: true, ValidateRequestParameters: true }),
        Model: ofApi('Model', {
          Name: 'Model',
          ContentType: 'application/json',
          Schema: { type: 'object', required: ['title'], properties: { title: { type: 'string' } } },
        }),
        Key: { Type: 'AWS::ApiGateway::ApiKey', Properties: { Enabled: true, Value: KEY } },
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
  PlanKey: {
    Type: 'AWS::ApiGateway::UsagePlanKey',
    Properties: { KeyId: { Ref: 'Key' }, KeyType: 'API_KEY', UsagePlanId: { Ref: 'Plan' } },
  },
};

let fixture: GatewayFixture;

beforeAll(async () => {
  fixture = await gatewayFixture();
  await fixture.deploy(template);
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
      case 'object':
        return { principalId: 'u', policyDocument: policyDocument('Allow', '*'), context: { a: {} } };
      default:
        return new FunctionFailure('Error', 'broken');
    }
  });
  functions.set(FUNCTION_ARN, ({ event }) => {
    switch (event.headers['x-do']) {
      case 'throw':
        return new FunctionFailure('Error', 'boom at /home/somebody/secret.js');
      case 'cookies':
        return { statusCode: 200, cookies: ['a=b'] };
      case 'text':
        return 'Hello';
      case 'throttle':
        return Promise.reject(new Error('Rate Exceeded.'));
      case 'wait':
        return new Promise(() => {});
      default:
        return { statusCode: 200, body: 'reached' };
    }
  });
  forbidden.add(`arn:aws:execute-api:us-east-1:000000000000:${fixture.apiId()}/prod/GET/items/{id}`);
});
interface Row {
  readonly case: string;
  readonly request: TestRequest;
  /** Requests like it before, which are answered otherwise. */
  readonly after?: number;
  readonly status: number;
  readonly body: string;
  readonly errorType: string;
  readonly rule: string | RegExp;
  readonly route: string;
  readonly hint?: RegExp;
}

const message = (text: string | null): string => JSON.stringify({ message: text });
const missing = {
  status: 403,
  body: message('Missing Authentication Token'),
  errorType: 'MissingAuthenticationTokenException',
  rule: 'route',
};
const unauthorized = { status: 401, body: message('Unauthorized'), errorType: 'UnauthorizedException' };
const people = { ...unauthorized, rule: 'COGNITO_USER_POOLS authorizer people' };
const byToken = { rule: /TOKEN authorizer custom/, route: 'GET /token/{token}' };
const broken = {
  status: 500,
  body: message(null),
  errorType: 'AuthorizerConfigurationException',
  ...byToken,
};
const denied = (text: string): object & Pick<Row, 'status' | 'body' | 'errorType'> => ({
  status: 403,
  body: JSON.stringify({ Message: `User is not authorized to access this resource${text}` }),
  errorType: 'AccessDeniedException',
});
const invalid = { status: 400, errorType: 'BadRequestException' };
const invalidBody = { ...invalid, body: message('Invalid request body'), route: 'POST /checked' };
const internal = (status: number): Pick<Row, 'status' | 'body' | 'errorType'> => ({
  status,
  body: message('Internal server error'),
  errorType: 'InternalServerErrorException',
});
const timedOut = { ...internal(504), body: message('Endpoint request timed out') };
const asking = (path: string, Authorization?: string): TestRequest => ({
  path,
  headers: Authorization === undefined ? {} : { Authorization },
});
const token = (value: string): TestRequest => asking(`/prod/token/${value}`, value);
const doing = (what: string, path = '/prod/items'): TestRequest => ({ path, headers: { 'x-do': what } });
const checked = (body: string, type = 'application/json'): TestRequest => ({
  method: 'POST',
  path: '/prod/checked',
  headers: { 'Content-Type': type },
  body,
});

const ROWS: readonly Row[] = [
  {
    case: 'an unknown path',
    request: { path: '/prod/nothing' },
    ...missing,
    route: 'GET /nothing',
    hint: /not about tokens/,
  },
  { case: 'a path with the wrong casing', request: { path: '/prod/Items' }, ...missing, route: 'GET /Items' },
  {
    case: 'a method that is not declared',
    request: { method: 'PUT', path: '/prod/items' },
    ...missing,
    route: 'PUT /items',
    hint: /the method is missing/,
  },
  {
    case: 'OPTIONS without CORS',
    request: { method: 'OPTIONS', path: '/prod/items' },
    ...missing,
    route: 'OPTIONS /items',
    hint: /add CORS preflight/,
  },
  {
    case: 'HEAD where there is GET',
    request: { method: 'HEAD', path: '/prod/items' },
    ...missing,
    route: 'HEAD /items',
  },
  {
    case: 'no token',
    request: asking('/prod/me'),
    ...people,
    route: 'GET /me',
    hint: /Authorization header/,
  },
  { case: 'a blank token', request: asking('/prod/me', ' '), ...people, route: 'GET /me' },
  { case: 'garbage for a token', request: asking('/prod/me', 'garbage'), ...people, route: 'GET /me' },
  { case: 'a forged token', request: asking('/prod/me', 'forged'), ...people, route: 'GET /me' },
  {
    case: "another pool's token",
    request: asking('/prod/me', 'other-pool'),
    ...people,
    route: 'GET /me',
    hint: /ProviderARNs/,
  },
  {
    case: 'an access token where an ID token is due',
    request: asking('/prod/me', 'access'),
    ...people,
    route: 'GET /me',
    hint: /takes ID tokens/,
  },
  {
    case: 'an ID token where an access token is due',
    request: asking('/prod/tasks', 'id'),
    ...people,
    route: 'GET /tasks',
    hint: /send the access token/,
  },
  {
    case: 'a missing scope',
    request: asking('/prod/tasks', 'other-scope'),
    ...people,
    route: 'GET /tasks',
    hint: /Ask for one of tasks\/read/,
  },
  {
    case: 'an expired token',
    request: asking('/prod/me', 'expired'),
    ...people,
    body: message('The incoming token has expired'),
    route: 'GET /me',
    hint: /Refresh the token/,
  },
  {
    case: 'no identity for a TOKEN authorizer',
    request: asking('/prod/token/x'),
    ...unauthorized,
    ...byToken,
  },
  { case: 'a token of another form', request: token('123'), ...unauthorized, ...byToken },
  {
    case: 'no identity for a REQUEST authorizer',
    request: asking('/prod/request'),
    ...unauthorized,
    rule: /REQUEST authorizer custom/,
    route: 'GET /request',
  },
  {
    case: 'an explicit deny',
    request: token('deny'),
    ...denied(' with an explicit deny in an identity-based policy'),
    ...byToken,
  },
  { case: 'a policy that allows something else', request: token('silent'), ...denied(''), ...byToken },
  {
    case: 'an authorizer that says Unauthorized',
    request: token('unauthorized'),
    ...unauthorized,
    ...byToken,
  },
  { case: 'an authorizer that fails', request: token('failing'), ...broken },
  { case: 'an authorizer without a principal', request: token('nobody'), ...broken },
  { case: 'an object in the context', request: token('object'), ...broken },
  {
    case: 'malformed JSON',
    request: checked('{"title":'),
    ...invalidBody,
    rule: 'request validator, model Model',
  },
  { case: 'no body', request: checked(''), ...invalidBody, rule: 'request validator, model Model' },
  {
    case: 'a body that the model refuses',
    request: checked('{"title":1}'),
    ...invalidBody,
    rule: 'request validator, model Model',
  },
  {
    case: 'another Content-Type',
    request: checked('title=x', 'application/x-www-form-urlencoded'),
    ...invalidBody,
    rule: 'request validator, model Model',
  },
  {
    case: 'missing parameters',
    request: { path: '/prod/searched?qs1=' },
    ...invalid,
    body: message('Missing required request parameters: [x-header-param, qs1]'),
    rule: 'request validator',
    route: 'GET /searched',
  },
  {
    case: 'no API key',
    request: { path: '/prod/keyed' },
    status: 403,
    body: message('Forbidden'),
    errorType: 'ForbiddenException',
    rule: 'API key',
    route: 'GET /keyed',
  },
  {
    case: 'an unknown API key',
    request: { path: '/prod/keyed', headers: { 'x-api-key': 'unknown' } },
    status: 403,
    body: message('Forbidden'),
    errorType: 'ForbiddenException',
    rule: 'API key',
    route: 'GET /keyed',
    hint: /usage plan/,
  },
  {
    case: 'a quota that is used',
    request: { path: '/prod/keyed', headers: { 'x-api-key': KEY } },
    after: 1,
    status: 429,
    body: message('Limit Exceeded'),
    errorType: 'LimitExceededException',
    rule: 'usage plan quota',
    route: 'GET /keyed',
  },
  {
    case: 'too many requests',
    request: { path: '/prod/narrow' },
    after: 1,
    status: 429,
    body: message('Too Many Requests'),
    errorType: 'TooManyRequestsException',
    rule: /throttling/,
    route: 'GET /narrow',
  },
  {
    case: 'a media type without a template',
    request: { method: 'POST', path: '/prod/strict', headers: { 'Content-Type': 'text/plain' }, body: 'x' },
    status: 415,
    body: message('Unsupported Media Type'),
    errorType: 'BadRequestException',
    rule: /PassthroughBehavior|passthrough/i,
    route: 'POST /strict',
  },
  {
    case: 'a function that throws',
    request: doing('throw'),
    ...internal(502),
    rule: /Lambda|function/,
    route: 'GET /items',
  },
  {
    case: 'the key cookies',
    request: doing('cookies'),
    ...internal(502),
    rule: 'Lambda proxy response format',
    route: 'GET /items',
  },
  {
    case: 'a text for an answer',
    request: doing('text'),
    ...internal(502),
    rule: 'Lambda proxy response format',
    route: 'GET /items',
  },
  {
    case: 'a function that is throttled',
    request: doing('throttle'),
    ...internal(500),
    rule: /Lambda|function/,
    route: 'GET /items',
  },
  {
    case: 'a function that may not be invoked',
    request: { path: '/prod/items/7' },
    ...internal(500),
    rule: /permission|policy/i,
    route: 'GET /items/{id}',
    hint: /AWS::Lambda::Permission/,
  },
  {
    case: 'another verb than POST for Lambda',
    request: { path: '/prod/wrong-verb' },
    ...internal(500),
    rule: /integration/i,
    route: 'GET /wrong-verb',
    hint: /IntegrationHttpMethod to POST/,
  },
  {
    case: 'a function that takes too long',
    request: doing('wait', '/prod/slow'),
    ...timedOut,
    rule: /timeout/i,
    route: 'GET /slow',
  },
  {
    case: 'a backend that is not there',
    request: { path: '/prod/nobody' },
    ...internal(504),
    body: message('Network error communicating with endpoint'),
    rule: /integration/i,
    route: 'GET /nobody',
  },
  {
    case: 'a MOCK without a status',
    request: { path: '/prod/no-status' },
    ...internal(500),
    rule: /integration|MOCK/i,
    route: 'GET /no-status',
  },
];

describe('an answer of the gateway itself is exact and leaves one line', () => {
  it.each(ROWS)('$case', async (row) => {
    for (let sent = 0; sent < (row.after ?? 0); sent += 1) {
      expect((await fixture.send(row.request)).status).toBe(200);
    }
    fixture.journal.length = 0;
    const answer = await fixture.send(row.request);
    expect({ ...answer, bytes: undefined }).toEqual({
      status: row.status,
      body: row.body,
      headers: {
        'Content-Type': 'application/json',
        'x-amzn-RequestId': REQUEST_ID,
        'x-amz-apigw-id': expect.stringMatching(/^[A-Za-z0-9_-]{15}=$/),
        'x-amzn-ErrorType': row.errorType,
      },
    });
    const lines = fixture.journal.filter(({ outcome }) => outcome !== 'allowed');
    expect(lines).toHaveLength(1);
    const [line] = lines;
    expect(line).toMatchObject({ requestId: REQUEST_ID, outcome: row.status < 500 ? 'refused' : 'failed' });
    expect(line?.rule).toMatch(row.rule);
    expect(line?.text).toContain(`${row.status} for ${row.route} on stage prod: `);
    if (row.hint !== undefined) expect(line?.hint).toMatch(row.hint);
  });
});
