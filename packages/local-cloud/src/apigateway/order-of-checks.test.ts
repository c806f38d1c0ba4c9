import { expect, it } from 'vitest';
import {
  apiTemplate,
  behindCognito,
  cognitoAuthorizerResource,
  gatewayFixture,
  type TestRequest,
} from './gateway-fixture.ts';

const KEY = 'a-key-of-at-least-twenty-characters';
const [ALLOWED, DENIED, ELSEWHERE] = ['127.0.0.1', '10.0.0.66', '192.168.0.1'];
const statement = (Effect: string, address: string): object => ({
  Effect,
  Principal: '*',
  Action: 'execute-api:Invoke',
  Resource: 'execute-api:/*',
  Condition: { IpAddress: { 'aws:SourceIp': address } },
});

const template = {
  ...apiTemplate(
    {
      'POST /items': {
        ...behindCognito(),
        ApiKeyRequired: true,
        RequestValidatorId: { Ref: 'Validator' },
        RequestModels: { 'application/json': 'Error' },
        Integration: {
          Type: 'MOCK',
          PassthroughBehavior: 'NEVER',
          IntegrationResponses: [{ StatusCode: '200' }],
        },
      },
    },
    {
      api: {
        Policy: {
          Version: '2012-10-17',
          Statement: [statement('Allow', ALLOWED), statement('Deny', DENIED)],
        },
      },
      more: {
        ...cognitoAuthorizerResource(),
        Validator: {
          Type: 'AWS::ApiGateway::RequestValidator',
          Properties: { RestApiId: { Ref: 'Api' }, ValidateRequestBody: true },
        },
        Key: { Type: 'AWS::ApiGateway::ApiKey', Properties: { Enabled: true, Value: KEY } },
      },
    },
  ),
  Plan: {
    Type: 'AWS::ApiGateway::UsagePlan',
    DependsOn: 'Stage',
    Properties: {
      ApiStages: [{ ApiId: { Ref: 'Api' }, Stage: { Ref: 'Stage' } }],
      Throttle: { RateLimit: 1, BurstLimit: 1 },
    },
  },
  PlanKey: {
    Type: 'AWS::ApiGateway::UsagePlanKey',
    Properties: { KeyId: { Ref: 'Key' }, KeyType: 'API_KEY', UsagePlanId: { Ref: 'Plan' } },
  },
};

/**
 * A request with every mistake is told of them one after the other.
 * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html
 */
it('looks for the route, a denied address, the token, the address, the key, the rate, the body, the integration', async () => {
  const fixture = await gatewayFixture();
  await fixture.deploy(template);
  fixture.tokens.set('id', { valid: true, use: 'id', claims: {} });
  const told: unknown[] = [];
  let request: TestRequest = {
    ...{ method: 'PUT', path: '/prod/items', remoteAddress: DENIED, body: '[]' },
    headers: { 'Content-Type': 'application/json' },
  };
  const mend = async (change: Partial<TestRequest>, headers: Readonly<Record<string, string>> = {}) => {
    request = { ...request, ...change, headers: { ...request.headers, ...headers } };
    const answer = await fixture.send(request);
    told.push([answer.status, answer.headers['x-amzn-ErrorType']]);
  };
  await mend({});
  await mend({ method: 'POST' });
  await mend({ remoteAddress: ELSEWHERE });
  await mend({}, { Authorization: 'id' });
  await mend({ remoteAddress: ALLOWED });
  await mend({}, { 'x-api-key': KEY });
  await mend({});
  fixture.clock.now += 1000;
  await mend({ body: '{}' });
  expect(told).toEqual([
    [403, 'MissingAuthenticationTokenException'],
    [403, 'AccessDeniedException'],
    [401, 'UnauthorizedException'],
    [403, 'AccessDeniedException'],
    [403, 'ForbiddenException'],
    [400, 'BadRequestException'],
    [429, 'TooManyRequestsException'],
    [415, 'BadRequestException'],
  ]);
});
