import { describe, expect, it } from 'vitest';
import { FUNCTION_ARN, FunctionFailure, httpRequest } from '../apigateway/gateway-fixture.ts';
import { AwsError } from '../aws/aws-error.ts';
import { behindJwt, httpApiFixture, httpApiTemplate, jwtAuthorizerResource } from './http-api-fixture.ts';

const LOG = 'arn:aws:logs:us-east-1:000000000000:log-group:/http/access:*';

describe('a function', () => {
  it.each<[name: string, result: unknown, rule: RegExp]>([
    ['fails', new FunctionFailure('TypeError', 'x is undefined'), /^function /],
    ['answers wrongly', { statusCode: 'x' }, /payload format 2\.0/],
  ])('that %s makes a 500', async (_name, result, rule) => {
    const fixture = await httpApiFixture();
    fixture.functions.set(FUNCTION_ARN, () => result);
    await fixture.deploy(httpApiTemplate({ 'GET /': {} }));
    const answer = await fixture.send({ path: '/' });
    expect([answer.status, answer.body]).toEqual([500, '{"message":"Internal Server Error"}']);
    expect(fixture.journal).toMatchObject([{ outcome: 'failed', rule: expect.stringMatching(rule) }]);
  });

  it('that the gateway may not invoke makes a 500', async () => {
    const fixture = await httpApiFixture();
    await fixture.deploy(httpApiTemplate({ 'GET /items/{id}': {} }));
    fixture.forbidden.add(
      `arn:aws:execute-api:us-east-1:000000000000:${fixture.apiId()}/$default/GET/items/{id}`,
    );
    const answer = await fixture.send({ path: '/items/1' });
    expect([answer.status, fixture.calls]).toEqual([500, []]);
    expect(fixture.journal).toMatchObject([{ hint: expect.stringContaining('AWS::Lambda::Permission') }]);
  });

  it('that takes too long makes a 503', async () => {
    const fixture = await httpApiFixture();
    fixture.functions.set(FUNCTION_ARN, () => new Promise(() => {}));
    await fixture.deploy(httpApiTemplate({ 'GET /': {} }, { integration: { TimeoutInMillis: 50 } }));
    const answer = await fixture.send({ path: '/' });
    expect([answer.status, answer.body]).toEqual([503, '{"message":"Service Unavailable"}']);
  });

  it('that is not there makes a 500', async () => {
    const fixture = await httpApiFixture({
      invoker: {
        allows: () => true,
        invoke: async () => {
          throw new AwsError('ResourceNotFoundException', 'Function not found', 404);
        },
      },
    });
    await fixture.deploy(httpApiTemplate({ 'GET /': {} }));
    expect((await fixture.send({ path: '/' })).status).toBe(500);
  });
});

describe('a request', () => {
  const post = { method: 'POST', path: '/', headers: { 'content-type': 'application/json' } };

  it.each([
    ['that announces more than 10 MB', { ...post, headers: { 'content-length': '10485761' } }],
    [
      'with more than 10 MB',
      { ...post, headers: { 'transfer-encoding': 'chunked' }, body: 'x'.repeat(10_485_761) },
    ],
    ['whose event is more than Lambda takes', { ...post, body: 'x'.repeat(6_300_000) }],
  ])('%s is too large', async (_name, request) => {
    const fixture = await httpApiFixture();
    await fixture.deploy(httpApiTemplate({ 'POST /': {} }));
    const answer = await fixture.send(request);
    expect([answer.status, answer.body]).toEqual([413, '{"message":"Request Entity Too Large"}']);
    expect([fixture.calls, fixture.journal.length]).toEqual([[], 1]);
  });

  it('with too many headers is refused', async () => {
    const fixture = await httpApiFixture();
    await fixture.deploy(httpApiTemplate({ 'GET /': {} }));
    const answer = await fixture.send({ path: '/', headers: { 'x-large': 'x'.repeat(10_240) } });
    expect([answer.status, answer.body]).toEqual([431, '{"message":"Request Header Fields Too Large"}']);
  });

  it('does not run where somebody else is refused', async () => {
    const fixture = await httpApiFixture();
    await fixture.deploy(
      httpApiTemplate({ 'GET /a': behindJwt(), 'GET /b': {} }, { more: jwtAuthorizerResource() }),
    );
    const [refused, allowed] = await Promise.all([
      fixture.apis.handle(fixture.apiId(), httpRequest({ path: '/a' })),
      fixture.apis.handle(fixture.apiId(), httpRequest({ path: '/b' })),
    ]);
    expect([refused.status, allowed.status]).toEqual([401, 200]);
    expect(refused.headers['apigw-requestid']).not.toBe(allowed.headers['apigw-requestid']);
  });
});

describe('throttling', () => {
  it('counts each route by its own settings or by those of all', async () => {
    const fixture = await httpApiFixture();
    await fixture.deploy(
      httpApiTemplate(
        { 'GET /a': {}, 'GET /b': {} },
        {
          stage: {
            DefaultRouteSettings: { ThrottlingRateLimit: 1, ThrottlingBurstLimit: 2 },
            RouteSettings: { 'GET /b': { ThrottlingRateLimit: 1, ThrottlingBurstLimit: 1 } },
          },
        },
      ),
    );
    const statuses = async (path: string): Promise<number[]> => [
      (await fixture.send({ path })).status,
      (await fixture.send({ path })).status,
      (await fixture.send({ path })).status,
    ];
    expect(await statuses('/a')).toEqual([200, 200, 429]);
    expect(await statuses('/b')).toEqual([200, 429, 429]);
    fixture.clock.now += 1_000;
    const answer = await fixture.send({ path: '/b' });
    expect(answer.status).toBe(200);
    expect(await fixture.send({ path: '/b' })).toMatchObject({
      status: 429,
      body: '{"message":"Too Many Requests"}',
    });
  });
});

describe('the access log', () => {
  it('has a line for each request in the format of the stage', async () => {
    const fixture = await httpApiFixture();
    fixture.functions.set(FUNCTION_ARN, () => {
      fixture.clock.now += 5;
      return { statusCode: 201, body: 'hé' };
    });
    fixture.tokens.set('t', { valid: true, use: 'access', claims: { client_id: 'web', sub: 'u-1' } });
    const Format =
      '$context.httpMethod $context.path "$context.routeKey" $context.status $context.responseLength $context.integrationStatus $context.integrationLatency $context.authorizer.claims.sub $context.error.message $context.error.responseType $context.resourcePath $context.stage $context.identity.sourceIp';
    await fixture.deploy(
      httpApiTemplate(
        { 'GET /items/{id}': behindJwt() },
        { stage: { AccessLogSettings: { DestinationArn: LOG, Format } }, more: jwtAuthorizerResource() },
      ),
    );
    await fixture.send({ path: '/items/a%0Ab', headers: { authorization: 't' } });
    await fixture.send({ path: '/items/7' });
    await fixture.send({ path: '/none' });
    await fixture.apis.close?.();
    expect(fixture.logs).toEqual(
      [
        'GET /items/a%0Ab "GET /items/{id}" 201 3 201 5 u-1 - - - $default 127.0.0.1',
        'GET /items/7 "GET /items/{id}" 401 26 - - - Unauthorized UNAUTHORIZED - $default 127.0.0.1',
        'GET /none "-" 404 23 - - - Not Found RESOURCE_NOT_FOUND - $default 127.0.0.1',
      ].map((message) => ({ group: '/http/access', message })),
    );
  });
});
