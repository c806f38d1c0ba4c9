import { describe, expect, it } from 'vitest';
import { parseTemplate } from '../cloudformation/template.ts';
import { memoryStore } from '../store/memory-store.ts';
import { apiTemplate, FUNCTION_ARN, gatewayFixture, httpRequest, lambdaProxy } from './gateway-fixture.ts';

const mock = {
  Integration: {
    Type: 'MOCK',
    RequestTemplates: { 'application/json': '{ statusCode: 200 }' },
    IntegrationResponses: [
      {
        StatusCode: '204',
        ResponseParameters: {
          'method.response.header.Access-Control-Allow-Headers': "'Content-Type,Authorization'",
          'method.response.header.Access-Control-Allow-Origin': "'https://a.b'",
          'method.response.header.Vary': "'Origin'",
        },
        ResponseTemplates: {
          'application/json':
            '#set($origin = $input.params().header.get("Origin"))\n#if($origin == "")\n  #set($origin = $input.params().header.get("origin"))\n#end\n#if($origin == "http://c")\n  #set($context.responseOverride.header.Access-Control-Allow-Origin = $origin)\n#end',
        },
      },
    ],
  },
};

describe("CDK's CORS preflight", () => {
  it.each([
    ['Origin', 'https://a.b', 'https://a.b'],
    ['Origin', 'http://c', 'http://c'],
    ['origin', 'http://c', 'http://c'],
    ['Origin', 'http://evil', 'https://a.b'],
    ['Origin', 'http://c\r\nX: y', 'https://a.b'],
  ])('%s: %s is answered with %s', async (name, origin, allowed) => {
    const fixture = await gatewayFixture();
    await fixture.deploy(apiTemplate({ 'OPTIONS /items': mock }));
    const answer = await fixture.send({
      method: 'OPTIONS',
      path: '/prod/items',
      headers: { [name]: origin, 'Access-Control-Request-Method': 'GET' },
    });
    expect(answer.status).toBe(204);
    expect(answer.body.trim()).toBe('');
    expect(answer.headers).toMatchObject({
      'Access-Control-Allow-Origin': allowed,
      'Access-Control-Allow-Headers': 'Content-Type,Authorization',
      Vary: 'Origin',
    });
    expect(answer.headers['X-Amzn-Trace-Id']).toBeUndefined();
  });
});

describe('deployments and stages', () => {
  it('serves a snapshot until another deployment is made', async () => {
    const fixture = await gatewayFixture();
    await fixture.deploy(apiTemplate({ 'GET /a': {} }));
    await fixture.deploy(apiTemplate({ 'GET /a': {}, 'GET /b': {} }));
    expect((await fixture.send({ path: '/prod/b' })).status).toBe(403);
    await fixture.deploy(apiTemplate({ 'GET /a': {}, 'GET /b': {} }, { version: '2' }));
    expect((await fixture.send({ path: '/prod/b' })).status).toBe(200);
    expect(fixture.stacks.records()[0]?.resources.Deployment).toBeUndefined();
  });

  it('switches a changed integration with its deployment', async () => {
    const fixture = await gatewayFixture();
    await fixture.deploy(apiTemplate({ 'GET /a': {} }));
    const other = `${FUNCTION_ARN}-2`;
    const Uri = `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${other}/invocations`;
    await fixture.deploy(apiTemplate({ 'GET /a': { Integration: lambdaProxy({ Uri }) } }, { version: '2' }));
    await fixture.send({ path: '/prod/a' });
    expect(fixture.calls.map(({ functionArn }) => functionArn)).toEqual([other]);
  });

  it('fills stage variables into function names', async () => {
    const fixture = await gatewayFixture();
    const Uri = `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${FUNCTION_ARN}-\${stageVariables.colour}/invocations`;
    await fixture.deploy(
      apiTemplate(
        { 'GET /a': { Integration: lambdaProxy({ Uri }) } },
        { stage: { Variables: { colour: 'blue' } } },
      ),
    );
    await fixture.send({ path: '/prod/a' });
    expect(fixture.calls[0]?.functionArn).toBe(`${FUNCTION_ARN}-blue`);
    expect(fixture.calls[0]?.event.stageVariables).toEqual({ colour: 'blue' });
  });

  it('keeps several stages and several APIs apart', async () => {
    const fixture = await gatewayFixture();
    const stage = (StageName: string, colour: string): object => ({
      Type: 'AWS::ApiGateway::Stage',
      Properties: {
        RestApiId: { Ref: 'Api' },
        DeploymentId: { Ref: 'Deployment' },
        StageName,
        Variables: { colour },
      },
    });
    const rename = (template: object): object =>
      JSON.parse(JSON.stringify(template).replaceAll(/"(Api|Deployment|Stage|Rb|RbGET)"/g, '"Other$1"'));
    await fixture.deploy({
      ...apiTemplate({ 'GET /a': {} }),
      Blue: stage('blue', 'blue'),
      Green: stage('green', 'green'),
      ...rename(apiTemplate({ 'GET /b': {} })),
    });
    const status = async (api: string, path: string): Promise<number> =>
      (await fixture.gateway.handle(fixture.apiId(api), httpRequest({ path }))).status;
    expect(await status('Api', '/blue/a')).toBe(200);
    expect(await status('Api', '/green/a')).toBe(200);
    expect(fixture.calls.map(({ event }) => event.stageVariables.colour)).toEqual(['blue', 'green']);
    expect(await status('OtherApi', '/prod/b')).toBe(200);
    expect(await status('OtherApi', '/prod/a')).toBe(403);
    expect(await status('OtherApi', '/blue/b')).toBe(403);
    expect(await status('Api', '/prod/b')).toBe(403);
  });

  it('makes a stage by a deployment that names one', async () => {
    const fixture = await gatewayFixture();
    const template = apiTemplate({ 'GET /a': {} });
    const { Stage: _stage, ...rest } = template as Record<string, object>;
    const deployment = (StageName: string, colour: string): object => ({
      ...rest,
      Deployment: {
        Type: 'AWS::ApiGateway::Deployment',
        DependsOn: 'RaGET',
        Properties: {
          RestApiId: { Ref: 'Api' },
          StageName,
          StageDescription: { Variables: { colour }, ThrottlingBurstLimit: 1, ThrottlingRateLimit: 1 },
        },
      },
    });
    await fixture.deploy(deployment('one', 'red'));
    expect((await fixture.send({ path: '/one/a' })).status).toBe(200);
    expect((await fixture.send({ path: '/one/a' })).status).toBe(429);
    expect(fixture.calls[0]?.event.stageVariables).toEqual({ colour: 'red' });
    await fixture.deploy(deployment('two', 'red'));
    expect((await fixture.send({ path: '/one/a' })).status).toBe(403);
    expect((await fixture.send({ path: '/two/a' })).status).toBe(200);
  });

  it('survives the process', async () => {
    const store = memoryStore();
    const first = await gatewayFixture(store);
    await first.deploy(apiTemplate({ 'GET /a': {} }));
    const second = await gatewayFixture(store);
    expect(second.apiId()).toBe(first.apiId());
    expect((await second.send({ path: '/prod/a' })).status).toBe(200);
  });

  it('forgets an API that left the template', async () => {
    const fixture = await gatewayFixture();
    await fixture.deploy(apiTemplate({ 'GET /a': {} }));
    const id = fixture.apiId();
    await fixture.deploy({});
    expect(
      fixture.gateway.localAddress?.(new URL(`https://${id}.execute-api.us-east-1.amazonaws.com/`)),
    ).toBe(undefined);
    for await (const entry of fixture.store.namespace('apigateway').entries()) expect(entry).toBe(undefined);
  });

  it.each([
    ['/prod/', '/prod/'],
    ['/prod/items?a=%20b', '/prod/items?a=%20b'],
  ])('knows the local address of %s', async (path, rest) => {
    const fixture = await gatewayFixture();
    await fixture.deploy(apiTemplate({ 'GET /a': {} }));
    const url = new URL(`https://${fixture.apiId()}.execute-api.us-east-1.amazonaws.com${path}`);
    expect(fixture.gateway.localAddress?.(url)).toBe(
      `http://localhost:4566/execute-api/${fixture.apiId()}${rest}`,
    );
  });

  it.each([
    ['another host', 'https://example.com/prod'],
    ["somebody else's API", 'https://abcdefghij.execute-api.us-east-1.amazonaws.com/prod'],
  ])('leaves %s alone', async (_, url) => {
    const fixture = await gatewayFixture();
    expect(fixture.gateway.localAddress?.(new URL(url))).toBe(undefined);
  });
});

describe('what is noted at the start', () => {
  it.each([
    ['Api', 'EndpointConfiguration', { api: { EndpointConfiguration: { Types: ['EDGE'] } } }],
    ['Api', 'DisableExecuteApiEndpoint', { api: { DisableExecuteApiEndpoint: true } }],
    ['Api', 'MinimumCompressionSize', { api: { MinimumCompressionSize: 0 } }],
    ['Stage', 'CacheClusterSize', { stage: { CacheClusterSize: '0.5' } }],
    ['Stage', 'TracingEnabled', { stage: { TracingEnabled: true } }],
  ])('%s %s', async (logicalId, property, options) => {
    const { stacks } = await gatewayFixture();
    const template = parseTemplate({ Resources: apiTemplate({ 'GET /a': {} }, options) }, 'test');
    expect(stacks.check([{ stackName: 'Test', template, parameters: {} }])).toEqual([
      expect.objectContaining({ outcome: 'noted', logicalId, property }),
    ]);
  });
});

describe('what is refused at the start', () => {
  const method = (integration: object): object => apiTemplate({ 'GET /a': { Integration: integration } });
  it.each([
    [
      'EndpointConfiguration.Types',
      apiTemplate({ 'GET /a': {} }, { api: { EndpointConfiguration: { Types: ['PRIVATE'] } } }),
    ],
    ['Body', apiTemplate({ 'GET /a': {} }, { api: { Body: {} } })],
    ['CanarySetting', apiTemplate({ 'GET /a': {} }, { stage: { CanarySetting: {} } })],
    ['CacheClusterEnabled', apiTemplate({ 'GET /a': {} }, { stage: { CacheClusterEnabled: true } })],
    [
      'MethodSettings.0.CachingEnabled',
      apiTemplate({ 'GET /a': {} }, { stage: { MethodSettings: [{ CachingEnabled: true }] } }),
    ],
    ['ClientCertificateId', apiTemplate({ 'GET /a': {} }, { stage: { ClientCertificateId: 'x' } })],
    ['AuthorizationType', apiTemplate({ 'GET /a': { AuthorizationType: 'AWS_IAM' } })],
    ['Integration.ConnectionType', method(lambdaProxy({ ConnectionType: 'VPC_LINK' }))],
    ['Integration.Credentials', method(lambdaProxy({ Credentials: 'arn:aws:iam::000000000000:role/r' }))],
    ['Integration.ResponseTransferMode', method(lambdaProxy({ ResponseTransferMode: 'STREAM' }))],
    ['Integration.Colour', method(lambdaProxy({ Colour: 'red' }))],
    ['Integration.Uri', method({ Type: 'HTTP_PROXY', Uri: 'https://example.com/' })],
    ['Integration.Uri', method({ Type: 'HTTP_PROXY', Uri: 'http://localhost.example.com/' })],
    ['Integration.Uri', method({ Type: 'HTTP_PROXY', Uri: 'http://localhost@example.com/' })],
    ['Integration.Uri', method({ Type: 'AWS', Uri: 'arn:aws:apigateway:us-east-1:sqs:action/SendMessage' })],
    [
      'Integration.RequestTemplates.application/json',
      method({ Type: 'MOCK', RequestTemplates: { 'application/json': '#if(' } }),
    ],
  ])('%s', async (path, template) => {
    const fixture = await gatewayFixture();
    await expect(fixture.deploy(template)).rejects.toThrow(new RegExp(`^${path.replaceAll('.', '\\.')}: `));
  });

  it.each([
    ['a deployment without methods', apiTemplate({}), /doesn't contain any methods/],
    [
      'two resources of one name',
      {
        ...apiTemplate({ 'GET /a': {} }),
        Twin: {
          Type: 'AWS::ApiGateway::Resource',
          Properties: {
            RestApiId: { Ref: 'Api' },
            ParentId: { 'Fn::GetAtt': ['Api', 'RootResourceId'] },
            PathPart: 'a',
          },
        },
      },
      /already has this name: a/,
    ],
  ])('%s', async (_, template, message) => {
    const fixture = await gatewayFixture();
    await expect(fixture.deploy(template)).rejects.toThrow(message);
  });
});
