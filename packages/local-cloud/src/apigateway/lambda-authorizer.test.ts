import { beforeEach, describe, expect, it } from 'vitest';
import {
  apiTemplate,
  FUNCTION_ARN,
  FunctionFailure,
  functionUri,
  type GatewayFixture,
  gatewayFixture,
} from './gateway-fixture.ts';

const AUTHORIZER_ARN = `${FUNCTION_ARN}-authorizer`;
const behind = (id: string): Record<string, unknown> => ({
  AuthorizationType: 'CUSTOM',
  AuthorizerId: { Ref: id },
});
const authorizer = (properties: object): object => ({
  Type: 'AWS::ApiGateway::Authorizer',
  Properties: {
    RestApiId: { Ref: 'Api' },
    Name: 'custom',
    AuthorizerUri: functionUri(AUTHORIZER_ARN),
    ...properties,
  },
});
const policy = (Effect: string, Resource: unknown): object => ({
  principalId: 'u1',
  policyDocument: { Version: '2012-10-17', Statement: [{ Effect, Action: 'execute-api:Invoke', Resource }] },
});

let fixture: GatewayFixture;
const asked = () => fixture.calls.filter(({ functionArn }) => functionArn === AUTHORIZER_ARN);
const authorized = () => fixture.calls.find(({ functionArn }) => functionArn === FUNCTION_ARN);
const answerWith = (answer: unknown): void => {
  fixture.functions.set(AUTHORIZER_ARN, () => answer);
};

beforeEach(async () => {
  fixture = await gatewayFixture();
  await fixture.deploy(
    apiTemplate(
      {
        'GET /token': behind('Token'),
        'GET /token/{id}': behind('Token'),
        'POST /token': behind('Token'),
        'GET /uncached': behind('Uncached'),
        'GET /request/{id}': behind('Request'),
        'GET /free': behind('Free'),
      },
      {
        stage: { Variables: { colour: 'blue' } },
        more: {
          Token: authorizer({
            Type: 'TOKEN',
            IdentitySource: 'method.request.header.X-Token',
            IdentityValidationExpression: 'good-.*',
          }),
          Uncached: authorizer({
            Type: 'TOKEN',
            IdentitySource: 'method.request.header.Authorization',
            AuthorizerResultTtlInSeconds: 0,
          }),
          Request: authorizer({
            Type: 'REQUEST',
            IdentitySource:
              'method.request.header.X-A,method.request.querystring.q,context.stage,stageVariables.colour',
          }),
          Free: authorizer({ Type: 'REQUEST', AuthorizerResultTtlInSeconds: 0 }),
        },
      },
    ),
  );
  answerWith(policy('Allow', '*'));
});

describe('TOKEN authorizers', () => {
  const get = (path = '/prod/token', token = 'good-1') =>
    fixture.send({ path, headers: { 'X-Token': token } });

  it('hands over the token and the method, and passes the context on as texts', async () => {
    answerWith({ ...policy('Allow', '*'), context: { text: 'a', number: 5, flag: true, none: null } });
    expect((await get('/prod/token/7?x=1')).status).toBe(200);
    expect(asked().map(({ event }) => event)).toEqual([
      {
        type: 'TOKEN',
        authorizationToken: 'good-1',
        methodArn: `arn:aws:execute-api:us-east-1:000000000000:${fixture.apiId()}/prod/GET/token/7`,
      },
    ]);
    expect(authorized()?.event.requestContext.authorizer).toEqual({
      text: 'a',
      number: '5',
      flag: 'true',
      principalId: 'u1',
      integrationLatency: 0,
    });
  });

  it.each([
    ['no token', {}],
    ['a blank token', { 'X-Token': ' ' }],
    ['a token that the expression does not match', { 'X-Token': 'bad-1' }],
    ['a token that the expression matches only in part', { 'X-Token': 'a good-1' }],
  ])('401 without a call: %s', async (_, headers) => {
    const answer = await fixture.send({ path: '/prod/token', headers });
    expect([answer.status, answer.body]).toEqual([401, '{"message":"Unauthorized"}']);
    expect(answer.headers['x-amzn-ErrorType']).toBe('UnauthorizedException');
    expect(fixture.calls).toEqual([]);
  });

  const denied = (text = ''): string =>
    JSON.stringify({ Message: `User is not authorized to access this resource${text}` });
  const explicit = denied(' with an explicit deny in an identity-based policy');
  const arn = (rest: string): string => `arn:aws:execute-api:us-east-1:000000000000:*/prod/${rest}`;
  const broken = '{"message":null}';
  it.each([
    ['an explicit deny', policy('Deny', '*'), 403, explicit, 'AccessDeniedException'],
    ['nothing allows it', policy('Allow', arn('POST/*')), 403, denied(), 'AccessDeniedException'],
    [
      'another action',
      {
        principalId: 'u',
        policyDocument: {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }],
        },
      },
      403,
      denied(),
      'AccessDeniedException',
    ],
    [
      'fails with Unauthorized',
      new FunctionFailure('Error', 'Unauthorized'),
      401,
      '{"message":"Unauthorized"}',
      'UnauthorizedException',
    ],
    [
      'fails otherwise',
      new FunctionFailure('Error', 'unauthorized'),
      500,
      broken,
      'AuthorizerConfigurationException',
    ],
    ['no principalId', { policyDocument: {} }, 500, broken, 'AuthorizerConfigurationException'],
    ['no policy', { principalId: 'u' }, 500, broken, 'AuthorizerConfigurationException'],
    [
      'a policy that is none',
      { principalId: 'u', policyDocument: { Statement: [{ Effect: 'Maybe' }] } },
      500,
      broken,
      'AuthorizerConfigurationException',
    ],
    ['a text', 'Allow', 500, broken, 'AuthorizerConfigurationException'],
    ['nothing', null, 500, broken, 'AuthorizerConfigurationException'],
    [
      'an object in the context',
      { ...policy('Allow', '*'), context: { a: {} } },
      500,
      broken,
      'AuthorizerConfigurationException',
    ],
  ])('%s', async (_, answered, status, body, errorType) => {
    answerWith(answered);
    const answer = await get();
    expect([answer.status, answer.body, answer.headers['x-amzn-ErrorType']]).toEqual([
      status,
      body,
      errorType,
    ]);
    expect(authorized()).toBe(undefined);
    expect(fixture.journal).toEqual([expect.objectContaining({ source: 'authorizer' })]);
  });

  it('answers 500 when the gateway may not call the authorizer', async () => {
    const id = fixture.apiId('Token');
    fixture.forbidden.add(`arn:aws:execute-api:us-east-1:000000000000:${fixture.apiId()}/authorizers/${id}`);
    const answer = await get();
    expect([answer.status, answer.body]).toEqual([500, broken]);
    expect(fixture.journal[0]?.hint).toMatch(/AWS::Lambda::Permission/);
  });

  it('remembers the answer for five minutes and judges it for each method', async () => {
    answerWith(policy('Allow', [arn('GET/token'), arn('GET/token/1*')]));
    expect((await get()).status).toBe(200);
    expect((await get('/prod/token/12')).status).toBe(200);
    expect((await get('/prod/token/2')).status).toBe(403);
    expect(
      (await fixture.send({ method: 'POST', path: '/prod/token', headers: { 'X-Token': 'good-1' } })).status,
    ).toBe(403);
    expect(asked()).toHaveLength(1);
    await get('/prod/token', 'good-2');
    expect(asked()).toHaveLength(2);
    fixture.clock.now += 300_000;
    await get();
    expect(asked()).toHaveLength(3);
  });

  it('remembers it for each stage by itself', async () => {
    const two = await gatewayFixture();
    await two.deploy({
      ...apiTemplate(
        { 'GET /token': behind('Token') },
        {
          more: {
            Token: authorizer({ Type: 'TOKEN', IdentitySource: 'method.request.header.X-Token' }),
          },
        },
      ),
      Second: {
        Type: 'AWS::ApiGateway::Stage',
        Properties: { RestApiId: { Ref: 'Api' }, StageName: 'second', DeploymentId: { Ref: 'Deployment' } },
      },
    });
    two.functions.set(AUTHORIZER_ARN, () => policy('Allow', '*'));
    for (const stage of ['prod', 'second', 'prod', 'second']) {
      const answer = await two.send({ path: `/${stage}/token`, headers: { 'X-Token': 'a' } });
      expect(answer.status).toBe(200);
    }
    const methods = two.calls.flatMap(({ functionArn, event }) =>
      functionArn === AUTHORIZER_ARN ? [Reflect.get(event, 'methodArn')] : [],
    );
    expect(methods).toEqual([
      expect.stringMatching(/\/prod\/GET\/token$/),
      expect.stringMatching(/\/second\/GET\/token$/),
    ]);
  });

  it.each([
    [3600, true],
    [3601, false],
    [-1, false],
  ])('may be told to remember for %i seconds: %s', async (AuthorizerResultTtlInSeconds, taken) => {
    const other = await gatewayFixture();
    const deployed = other.deploy(
      apiTemplate(
        { 'GET /token': behind('Token') },
        {
          more: {
            Token: authorizer({
              ...{ Type: 'TOKEN', IdentitySource: 'method.request.header.X-Token' },
              AuthorizerResultTtlInSeconds,
            }),
          },
        },
      ),
    );
    if (taken) await deployed;
    else await expect(deployed).rejects.toThrow('TTL should be between 0 and 3600 seconds');
  });

  it('does not remember failures', async () => {
    answerWith(new FunctionFailure('Error', 'Unauthorized'));
    await get();
    answerWith(policy('Allow', '*'));
    expect((await get()).status).toBe(200);
  });

  it('asks every time when the TTL is 0', async () => {
    const send = () => fixture.send({ path: '/prod/uncached', headers: { Authorization: 'Bearer x' } });
    await send();
    await send();
    expect(asked().map(({ event }) => event.authorizationToken)).toEqual(['Bearer x', 'Bearer x']);
  });
});

describe('REQUEST authorizers', () => {
  it('hand over the request', async () => {
    await fixture.send({ path: '/prod/request/7?q=1&q=2', headers: { 'X-A': 'a', Host: 'h' } });
    expect(asked()[0]?.event).toEqual({
      type: 'REQUEST',
      methodArn: `arn:aws:execute-api:us-east-1:000000000000:${fixture.apiId()}/prod/GET/request/7`,
      resource: '/request/{id}',
      path: '/request/7',
      httpMethod: 'GET',
      headers: expect.objectContaining({ 'X-A': 'a', Host: 'h' }),
      multiValueHeaders: expect.objectContaining({ 'X-A': ['a'] }),
      queryStringParameters: { q: '2' },
      multiValueQueryStringParameters: { q: ['1', '2'] },
      pathParameters: { id: '7' },
      stageVariables: { colour: 'blue' },
      requestContext: expect.objectContaining({ resourcePath: '/request/{id}', stage: 'prod' }),
    });
  });

  it.each([
    ['a header', '/prod/request/7?q=1', {}],
    ['a query parameter', '/prod/request/7', { 'X-A': 'a' }],
    ['a blank one', '/prod/request/7?q=', { 'X-A': 'a' }],
  ])('401 without a call: %s is missing', async (_, path, headers) => {
    expect(await fixture.send({ path, headers })).toMatchObject({
      status: 401,
      body: '{"message":"Unauthorized"}',
    });
    expect(fixture.calls).toEqual([]);
  });

  it('remember by all identity sources together', async () => {
    const send = (path: string, a: string) => fixture.send({ path, headers: { 'X-A': a } });
    await send('/prod/request/7?q=1', 'a');
    await send('/prod/request/8?q=1', 'a');
    expect(asked()).toHaveLength(1);
    await send('/prod/request/7?q=1', 'b');
    await send('/prod/request/7?q=2', 'a');
    expect(asked()).toHaveLength(3);
  });

  it('need no identity source without a cache', async () => {
    expect((await fixture.send({ path: '/prod/free' })).status).toBe(200);
    expect(asked()).toHaveLength(1);
  });
});
