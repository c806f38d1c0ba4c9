import { beforeAll, describe, expect, it } from 'vitest';
import { type HttpApiFixture, httpApiFixture, httpApiResource, httpApiTemplate } from './http-api-fixture.ts';

const echo = (event: unknown): unknown => event;
const FUNCTION = 'arn:aws:lambda:us-east-1:000000000000:function:handler';

async function deployed(
  routes: readonly string[],
  options: Parameters<typeof httpApiTemplate>[1] = {},
): Promise<HttpApiFixture> {
  const fixture = await httpApiFixture();
  fixture.functions.set(FUNCTION, echo);
  await fixture.deploy(httpApiTemplate(Object.fromEntries(routes.map((key) => [key, {}])), options));
  return fixture;
}

describe('the route of a request', () => {
  let fixture: HttpApiFixture;
  beforeAll(async () => {
    fixture = await deployed([
      'GET /',
      'GET /pets',
      'ANY /pets',
      'GET /pets/dog',
      'GET /pets/{id}',
      'DELETE /pets/{id}',
      'GET /pets/{id}/toys/{toy}',
      'GET /pets/{rest+}',
      'ANY /files/{proxy+}',
      '$default',
    ]);
  });

  it.each<[request: string, routeKey: string, pathParameters: object | undefined]>([
    ['GET /', 'GET /', undefined],
    ['GET /pets', 'GET /pets', undefined],
    ['GET /pets/', 'GET /pets', undefined],
    ['PUT /pets', 'ANY /pets', undefined],
    ['GET /pets/dog', 'GET /pets/dog', undefined],
    ['GET /pets/d%6Fg', 'GET /pets/dog', undefined],
    ['GET /pets/6', 'GET /pets/{id}', { id: '6' }],
    ['DELETE /pets/dog', 'DELETE /pets/{id}', { id: 'dog' }],
    ['GET /pets/6/toys/ball%20red', 'GET /pets/{id}/toys/{toy}', { id: '6', toy: 'ball red' }],
    ['GET /pets/a%2Fb', 'GET /pets/{id}', { id: 'a/b' }],
    ['GET /pets/100%25', 'GET /pets/{id}', { id: '100%' }],
    ['GET /pets/%zz', 'GET /pets/{id}', { id: '%zz' }],
    ['GET /pets/a+b', 'GET /pets/{id}', { id: 'a+b' }],
    ['GET /pets/6/a/b', 'GET /pets/{rest+}', { rest: '6/a/b' }],
    ['POST /files/x/y.txt', 'ANY /files/{proxy+}', { proxy: 'x/y.txt' }],
    ['GET /files', '$default', undefined],
    ['POST /pets/6', '$default', undefined],
    ['PROPFIND /pets', '$default', undefined],
    ['GET /none/such', '$default', undefined],
  ])('%s is %s', async (request, routeKey, pathParameters) => {
    const [method = '', path = ''] = request.split(' ');
    const answer = await fixture.send({ method, path });
    const event: unknown = JSON.parse(answer.body);
    expect(event).toMatchObject({ routeKey });
    expect(Reflect.get(Object(event), 'pathParameters')).toEqual(pathParameters);
  });
});

describe('a request without a route', () => {
  it.each([
    ['GET', '/none', /no route with this path/],
    ['POST', '/pets/6', /no route for POST, only for GET/],
  ])('%s %s is not found', async (method, path, text) => {
    const fixture = await deployed(['GET /pets/{id}']);
    const answer = await fixture.send({ method, path });
    expect([answer.status, answer.body]).toEqual([404, '{"message":"Not Found"}']);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/json',
      'apigw-requestid': expect.stringMatching(/^[\w-]{15}=$/),
    });
    expect(fixture.journal).toMatchObject([
      { source: 'apigateway', outcome: 'refused', rule: 'route', text: expect.stringMatching(text) },
    ]);
  });
});

describe('the stage of a request', () => {
  const beta = httpApiResource('Stage', {
    StageName: 'beta',
    AutoDeploy: true,
    StageVariables: { color: 'blue' },
  });

  it.each<[path: string, seen: object]>([
    ['/items', { rawPath: '/items', requestContext: { stage: '$default', http: { path: '/items' } } }],
    ['//items', { rawPath: '/items', routeKey: 'GET /items' }],
    [
      '/beta/items',
      {
        rawPath: '/beta/items',
        stageVariables: { color: 'blue' },
        requestContext: { stage: 'beta', http: { path: '/beta/items' } },
      },
    ],
    ['/betamax/items', { routeKey: '$default', requestContext: { stage: '$default' } }],
    ['/beta', { routeKey: '$default', rawPath: '/beta', requestContext: { stage: 'beta' } }],
  ])('%s is found', async (path, seen) => {
    const fixture = await deployed(['GET /items', '$default'], { more: { Beta: beta } });
    const answer = await fixture.send({ path });
    expect(JSON.parse(answer.body)).toMatchObject(seen);
  });

  it('must be there', async () => {
    const fixture = await deployed(['GET /items'], { stage: { StageName: 'prod' } });
    expect((await fixture.send({ path: '/prod/items' })).status).toBe(200);
    const answer = await fixture.send({ path: '/items' });
    expect([answer.status, answer.body]).toEqual([404, '{"message":"Not Found"}']);
    expect(fixture.journal).toMatchObject([{ rule: 'stage' }]);
  });

  it('serves its deployment, and not what came after it', async () => {
    const fixture = await httpApiFixture();
    const Deployment = {
      ...httpApiResource('Deployment', {}),
      DependsOn: ['Route0'],
    };
    const stage = { AutoDeploy: false, DeploymentId: { Ref: 'Deployment' } };
    await fixture.deploy(httpApiTemplate({ 'GET /a': {} }, { stage, more: { Deployment } }));
    await fixture.deploy(httpApiTemplate({ 'GET /a': {}, 'GET /b': {} }, { stage, more: { Deployment } }));
    expect((await fixture.send({ path: '/a' })).status).toBe(200);
    expect((await fixture.send({ path: '/b' })).status).toBe(404);
  });

  it('serves what is there now when it deploys by itself', async () => {
    const fixture = await deployed(['GET /a']);
    expect((await fixture.send({ path: '/b' })).status).toBe(404);
    await fixture.deploy(httpApiTemplate({ 'GET /a': {}, 'GET /b': {} }));
    expect((await fixture.send({ path: '/b' })).status).toBe(200);
  });
});

describe('an API', () => {
  it('is known by its id until it is removed, and by its address', async () => {
    const fixture = await deployed(['GET /a']);
    const id = fixture.apiId();
    expect(fixture.apis.has(id)).toBe(true);
    const address = (text: string): string | undefined => fixture.apis.localAddress?.(new URL(text));
    expect(address(`https://${id}.execute-api.us-east-1.amazonaws.com/beta/x?y=1`)).toBe(
      `http://localhost:4566/execute-api/${id}/beta/x?y=1`,
    );
    expect(address('https://abcdefghij.execute-api.us-east-1.amazonaws.com/')).toBeUndefined();
    await fixture.deploy({});
    expect(fixture.apis.has(id)).toBe(false);
  });
});
