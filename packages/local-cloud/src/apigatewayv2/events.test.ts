import { describe, expect, it } from 'vitest';
import { FUNCTION_ARN, NOW, type TestRequest } from '../apigateway/gateway-fixture.ts';
import { type HttpApiOptions, httpApiFixture, httpApiTemplate } from './http-api-fixture.ts';

async function eventOf(request: TestRequest, options: HttpApiOptions = {}) {
  const fixture = await httpApiFixture();
  await fixture.deploy(httpApiTemplate({ 'ANY /items/{id}': {}, 'GET /plain': {} }, options));
  const answer = await fixture.send(request);
  expect(answer.status).toBe(200);
  const [call] = fixture.calls;
  if (call === undefined) throw new Error('The function was not called.');
  return { ...call, apiId: fixture.apiId(), requestId: answer.headers['apigw-requestid'] };
}

const V1: HttpApiOptions = { integration: { PayloadFormatVersion: '1.0' } };

const REQUEST: TestRequest = {
  method: 'POST',
  path: '/items/a%20b?q=1&q=two%20words&empty=&__proto__=x',
  headers: [
    ['Host', 'localhost:4566'],
    ['User-Agent', 'curl/8'],
    ['X-Many', 'one'],
    ['x-many', 'two'],
    ['Cookie', 'a=1; b=2'],
    ['Cookie', 'c=3'],
    ['Connection', 'keep-alive'],
    ['Content-Type', 'application/json; charset=utf-8'],
    ['X-Forwarded-For', '10.0.0.1'],
  ],
  body: '{"é":1}',
};

describe('the event of format 2.0', () => {
  it('holds the request', async () => {
    const { event, sourceArn, apiId, requestId } = await eventOf(REQUEST, {
      stage: { StageVariables: { color: 'blue' } },
    });
    expect(event).toEqual({
      version: '2.0',
      routeKey: 'ANY /items/{id}',
      rawPath: '/items/a b',
      rawQueryString: 'q=1&q=two%20words&empty=&__proto__=x',
      cookies: ['a=1', 'b=2', 'c=3'],
      headers: {
        'content-length': '8',
        'content-type': 'application/json; charset=utf-8',
        host: 'localhost:4566',
        'user-agent': 'curl/8',
        'x-amzn-trace-id': expect.stringMatching(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/),
        'x-forwarded-for': '10.0.0.1, 127.0.0.1',
        'x-forwarded-port': '4566',
        'x-forwarded-proto': 'http',
        'x-many': 'one,two',
      },
      queryStringParameters: JSON.parse('{"q":"1,two words","empty":"","__proto__":"x"}'),
      requestContext: {
        accountId: '000000000000',
        apiId,
        domainName: `${apiId}.execute-api.us-east-1.amazonaws.com`,
        domainPrefix: apiId,
        http: {
          method: 'POST',
          path: '/items/a b',
          protocol: 'HTTP/1.1',
          sourceIp: '127.0.0.1',
          userAgent: 'curl/8',
        },
        requestId,
        routeKey: 'ANY /items/{id}',
        stage: '$default',
        time: '20/Nov/2026:11:00:00 +0000',
        timeEpoch: NOW,
      },
      pathParameters: { id: 'a b' },
      stageVariables: { color: 'blue' },
      body: '{"é":1}',
      isBase64Encoded: false,
    });
    expect(sourceArn).toBe(`arn:aws:execute-api:us-east-1:000000000000:${apiId}/$default/POST/items/{id}`);
  });

  it('leaves out what is not there', async () => {
    const { event } = await eventOf({ path: '/plain' });
    expect(Object.keys(event)).toEqual([
      'version',
      'routeKey',
      'rawPath',
      'rawQueryString',
      'headers',
      'requestContext',
      'isBase64Encoded',
    ]);
    expect(event).toMatchObject({ rawQueryString: '', headers: { 'content-length': '0' } });
  });

  it.each<[type: string | undefined, isBase64Encoded: boolean]>([
    ['application/json', false],
    ['Text/CSV; charset=utf-8', false],
    ['application/xml', false],
    ['application/javascript', false],
    ['application/x-www-form-urlencoded', true],
    ['application/octet-stream', true],
    ['image/svg+xml', true],
    [undefined, true],
  ])('has a body of %s as base64: %s', async (type, isBase64Encoded) => {
    const { event } = await eventOf({
      method: 'POST',
      path: '/items/1',
      body: 'hi',
      headers: type === undefined ? {} : { 'content-type': type },
    });
    expect(event).toMatchObject({ isBase64Encoded, body: isBase64Encoded ? 'aGk=' : 'hi' });
  });
});

describe('the event of format 1.0', () => {
  it('holds the request as REST APIs give it', async () => {
    const { event, apiId, requestId } = await eventOf(REQUEST, V1);
    expect(event).toEqual({
      version: '1.0',
      resource: '/items/{id}',
      path: '/items/a b',
      httpMethod: 'POST',
      headers: {
        'Content-Length': '8',
        Host: 'localhost:4566',
        'User-Agent': 'curl/8',
        'X-Amzn-Trace-Id': expect.any(String),
        'X-Forwarded-For': '10.0.0.1, 127.0.0.1',
        'X-Forwarded-Port': '4566',
        'X-Forwarded-Proto': 'http',
        'content-type': 'application/json; charset=utf-8',
        cookie: 'c=3',
        'x-many': 'two',
      },
      multiValueHeaders: expect.objectContaining({ 'x-many': ['one', 'two'], cookie: ['a=1; b=2', 'c=3'] }),
      queryStringParameters: JSON.parse('{"q":"two words","empty":"","__proto__":"x"}'),
      multiValueQueryStringParameters: JSON.parse('{"q":["1","two words"],"empty":[""],"__proto__":["x"]}'),
      requestContext: {
        accountId: '000000000000',
        apiId,
        authorizer: { claims: null, scopes: null },
        domainName: `${apiId}.execute-api.us-east-1.amazonaws.com`,
        domainPrefix: apiId,
        extendedRequestId: requestId,
        httpMethod: 'POST',
        identity: expect.objectContaining({ sourceIp: '127.0.0.1', userAgent: 'curl/8', user: null }),
        path: '/items/a b',
        protocol: 'HTTP/1.1',
        requestId,
        requestTime: '20/Nov/2026:11:00:00 +0000',
        requestTimeEpoch: NOW,
        resourceId: null,
        resourcePath: '/items/{id}',
        stage: '$default',
      },
      pathParameters: { id: 'a b' },
      stageVariables: null,
      body: '{"é":1}',
      isBase64Encoded: false,
    });
  });

  it('has null for what is not there', async () => {
    const { event } = await eventOf({ path: '/plain' }, V1);
    expect(event).toMatchObject({
      queryStringParameters: null,
      multiValueQueryStringParameters: null,
      pathParameters: null,
      stageVariables: null,
      body: null,
    });
  });
});

describe('the function of an integration', () => {
  it.each<[name: string, uri: string]>([
    ['its own ARN', FUNCTION_ARN],
    [
      'the ARN of Invoke',
      `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${FUNCTION_ARN}/invocations`,
    ],
    ['a stage variable', 'arn:aws:lambda:us-east-1:000000000000:function:${stageVariables.fn}'],
  ])('is named by %s', async (_name, IntegrationUri) => {
    const { functionArn } = await eventOf(
      { path: '/plain' },
      { integration: { IntegrationUri }, stage: { StageVariables: { fn: 'handler' } } },
    );
    expect(functionArn).toBe(FUNCTION_ARN);
  });
});
