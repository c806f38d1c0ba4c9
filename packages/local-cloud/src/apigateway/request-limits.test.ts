import { describe, expect, it } from 'vitest';
import { memoryStore } from '../store/memory-store.ts';
import {
  apiTemplate,
  FUNCTION_ARN,
  functionUri,
  type GatewayFixture,
  gatewayFixture,
} from './gateway-fixture.ts';

const KEY = 'a-key-of-at-least-twenty-characters';

type Properties = Record<string, unknown>;

function keyed(
  options: {
    key?: Properties;
    stage?: Properties;
    api?: Properties;
    routes?: Record<string, Properties>;
  } = {},
): object {
  return apiTemplate(
    {
      'GET /items': { ApiKeyRequired: true },
      'GET /open': {},
      'POST /items': { ApiKeyRequired: true },
      ...options.routes,
    },
    {
      stage: options.stage ?? {},
      api: options.api ?? {},
      more: {
        Key: { Type: 'AWS::ApiGateway::ApiKey', Properties: { Enabled: true, Value: KEY, ...options.key } },
      },
    },
  );
}

const stages = (throttle?: object): object => ({
  ApiStages: [
    { ApiId: { Ref: 'Api' }, Stage: { Ref: 'Stage' }, ...(throttle ? { Throttle: throttle } : {}) },
  ],
});

const planned = (template: object, plan: object = {}): object => ({
  ...template,
  Plan: { Type: 'AWS::ApiGateway::UsagePlan', DependsOn: 'Stage', Properties: { ...stages(), ...plan } },
  PlanKey: {
    Type: 'AWS::ApiGateway::UsagePlanKey',
    Properties: { KeyId: { Ref: 'Key' }, KeyType: 'API_KEY', UsagePlanId: { Ref: 'Plan' } },
  },
});

const send = (fixture: GatewayFixture, path = '/prod/items', key: string | undefined = KEY, method = 'GET') =>
  fixture.send({ method, path, headers: key === undefined ? {} : { 'x-api-key': key } });

describe('API keys', () => {
  const forbidden = [403, '{"message":"Forbidden"}', 'ForbiddenException'];
  it.each([
    ['none is sent', planned(keyed()), ''],
    ['an unknown one', planned(keyed()), 'another-key-of-more-than-twenty-chars'],
    ['a disabled one', planned(keyed({ key: { Enabled: false } })), KEY],
    ['one that is in no usage plan', keyed(), KEY],
    ['one whose plan does not have the stage', planned(keyed(), { ApiStages: [] }), KEY],
  ])('are refused: %s', async (_, template, key) => {
    const fixture = await gatewayFixture();
    await fixture.deploy(template);
    const answer = await send(fixture, '/prod/items', key);
    expect([answer.status, answer.body, answer.headers['x-amzn-ErrorType']]).toEqual(forbidden);
    expect(fixture.calls).toEqual([]);
  });

  it('let the request pass and are named in its context', async () => {
    const fixture = await gatewayFixture();
    await fixture.deploy(planned(keyed()));
    expect((await send(fixture)).status).toBe(200);
    expect(fixture.calls[0]?.event.requestContext.identity).toMatchObject({
      apiKey: KEY,
      apiKeyId: fixture.apiId('Key'),
    });
    expect((await send(fixture, '/prod/open', '')).status).toBe(200);
  });

  it('stop to work when they are disabled', async () => {
    const fixture = await gatewayFixture();
    await fixture.deploy(planned(keyed()));
    await fixture.deploy(planned(keyed({ key: { Enabled: false } })));
    expect((await send(fixture)).status).toBe(403);
  });

  it('are made when the template gives none, and kept', async () => {
    const fixture = await gatewayFixture();
    const template = planned(keyed({ key: { Value: undefined } }));
    await fixture.deploy(JSON.parse(JSON.stringify(template)));
    expect((await send(fixture)).status).toBe(403);
  });

  it('may come from the authorizer', async () => {
    const fixture = await gatewayFixture();
    const authorizerArn = `${FUNCTION_ARN}-authorizer`;
    fixture.functions.set(authorizerArn, ({ event }) => ({
      principalId: 'u',
      usageIdentifierKey: event.authorizationToken,
      policyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] },
    }));
    const template = keyed({
      api: { ApiKeySourceType: 'AUTHORIZER' },
      routes: {
        'GET /items': { ApiKeyRequired: true, AuthorizationType: 'CUSTOM', AuthorizerId: { Ref: 'Auth' } },
      },
    });
    await fixture.deploy({
      ...planned(template),
      Auth: {
        Type: 'AWS::ApiGateway::Authorizer',
        Properties: {
          RestApiId: { Ref: 'Api' },
          Name: 'a',
          Type: 'TOKEN',
          AuthorizerUri: functionUri(authorizerArn),
        },
      },
      Deployment: { ...Reflect.get(template, 'Deployment'), DependsOn: ['RitemsGET', 'Auth'] },
    });
    expect((await fixture.send({ path: '/prod/items', headers: { Authorization: KEY } })).status).toBe(200);
    expect((await fixture.send({ path: '/prod/items', headers: { Authorization: 'x' } })).status).toBe(403);
  });
});

describe('throttling', () => {
  const throttled = {
    status: 429,
    body: '{"message":"Too Many Requests"}',
    headers: expect.objectContaining({ 'x-amzn-ErrorType': 'TooManyRequestsException' }),
  };

  it('limits by the plan, and by one method of it', async () => {
    const fixture = await gatewayFixture();
    const Throttle = { RateLimit: 2, BurstLimit: 2 };
    await fixture.deploy(
      planned(keyed(), { Throttle, ...stages({ '/items/POST': { RateLimit: 1, BurstLimit: 1 } }) }),
    );
    expect((await send(fixture)).status).toBe(200);
    expect((await send(fixture)).status).toBe(200);
    expect(await send(fixture)).toMatchObject(throttled);
    expect((await send(fixture, '/prod/items', KEY, 'POST')).status).toBe(200);
    expect(await send(fixture, '/prod/items', KEY, 'POST')).toMatchObject(throttled);
    fixture.clock.now += 500;
    expect((await send(fixture)).status).toBe(200);
    expect(await send(fixture)).toMatchObject(throttled);
  });

  it('limits by the stage and more closely by one method', async () => {
    const fixture = await gatewayFixture();
    await fixture.deploy(
      keyed({
        routes: { 'GET /other/{id}': {} },
        stage: {
          MethodSettings: [
            { ResourcePath: '/*', HttpMethod: '*', ThrottlingRateLimit: 10, ThrottlingBurstLimit: 2 },
            { ResourcePath: '/~1other~1{id}', HttpMethod: 'GET', ThrottlingBurstLimit: 1 },
          ],
        },
      }),
    );
    expect((await send(fixture, '/prod/open')).status).toBe(200);
    expect((await send(fixture, '/prod/open')).status).toBe(200);
    expect(await send(fixture, '/prod/open')).toMatchObject(throttled);
    expect((await send(fixture, '/prod/other/1')).status).toBe(200);
    expect(await send(fixture, '/prod/other/2')).toMatchObject(throttled);
  });
});

describe('quotas', () => {
  it('count over restarts until the next period', async () => {
    const store = memoryStore();
    const first = await gatewayFixture(store);
    await first.deploy(planned(keyed(), { Quota: { Limit: 2, Period: 'DAY' } }));
    expect((await send(first)).status).toBe(200);
    const second = await gatewayFixture(store);
    expect((await send(second)).status).toBe(200);
    expect(await send(second)).toMatchObject({
      status: 429,
      body: '{"message":"Limit Exceeded"}',
      headers: expect.objectContaining({ 'x-amzn-ErrorType': 'LimitExceededException' }),
    });
    second.clock.now += 24 * 60 * 60 * 1000;
    expect((await send(second)).status).toBe(200);
  });
});

describe('header size', () => {
  it('is limited to 10,240 bytes', async () => {
    const fixture = await gatewayFixture();
    await fixture.deploy(keyed());
    const headers = (size: number) => ({ 'X-Long': 'x'.repeat(size) });
    expect((await fixture.send({ path: '/prod/open', headers: headers(10_000) })).status).toBe(200);
    expect((await fixture.send({ path: '/prod/open', headers: headers(10_240) })).status).toBe(431);
  });
});
