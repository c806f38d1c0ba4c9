import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  apiTemplate,
  behindCognito,
  cognitoAuthorizerResource,
  FUNCTION_ARN,
  type GatewayFixture,
  gatewayFixture,
  NOW,
  RawPayload,
  REQUEST_ID,
  type SeenEvent,
  type TestRequest,
} from './gateway-fixture.ts';

let fixture: GatewayFixture;

beforeAll(async () => {
  fixture = await gatewayFixture();
  await fixture.deploy(
    apiTemplate(
      {
        'ANY /items/{id}': {},
        'GET /hardcoded': {},
        'GET /files/{proxy+}': {},
        'POST /upload': {},
        'GET /me': behindCognito(),
      },
      {
        api: { BinaryMediaTypes: ['image/png'] },
        stage: { Variables: { table: 'items' } },
        more: cognitoAuthorizerResource(),
      },
    ),
  );
});

beforeEach(() => {
  fixture.calls.length = 0;
  fixture.journal.length = 0;
  fixture.functions.clear();
});

async function eventOf(request: TestRequest): Promise<SeenEvent> {
  await fixture.send(request);
  const [call] = fixture.calls;
  if (call === undefined) throw new Error('The function was not called.');
  return call.event;
}

describe('the proxy event', () => {
  it('has every key of format 1.0, and null for what is empty', async () => {
    const event = await eventOf({
      path: '/prod/hardcoded',
      headers: { host: 'localhost:4566', 'user-agent': 'test/1', accept: '*/*' },
    });
    const apiId = fixture.apiId();
    expect(event).toEqual({
      resource: '/hardcoded',
      path: '/hardcoded',
      httpMethod: 'GET',
      headers: {
        Host: 'localhost:4566',
        'User-Agent': 'test/1',
        accept: '*/*',
        'X-Amzn-Trace-Id': expect.stringMatching(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/),
        'X-Forwarded-For': '127.0.0.1',
        'X-Forwarded-Port': '4566',
        'X-Forwarded-Proto': 'http',
      },
      multiValueHeaders: expect.objectContaining({ accept: ['*/*'], Host: ['localhost:4566'] }),
      queryStringParameters: null,
      multiValueQueryStringParameters: null,
      pathParameters: null,
      stageVariables: { table: 'items' },
      requestContext: {
        accountId: '000000000000',
        apiId,
        deploymentId: expect.stringMatching(/^[a-z0-9]{6}$/),
        domainName: `${apiId}.execute-api.us-east-1.amazonaws.com`,
        domainPrefix: apiId,
        extendedRequestId: expect.stringMatching(/^.{15}=$/),
        httpMethod: 'GET',
        identity: {
          accessKey: null,
          accountId: null,
          caller: null,
          cognitoAuthenticationProvider: null,
          cognitoAuthenticationType: null,
          cognitoIdentityId: null,
          cognitoIdentityPoolId: null,
          principalOrgId: null,
          sourceIp: '127.0.0.1',
          user: null,
          userAgent: 'test/1',
          userArn: null,
        },
        path: '/prod/hardcoded',
        protocol: 'HTTP/1.1',
        requestId: REQUEST_ID,
        requestTime: '20/Nov/2026:11:00:00 +0000',
        requestTimeEpoch: NOW,
        resourceId: expect.stringMatching(/^[a-z0-9]{6}$/),
        resourcePath: '/hardcoded',
        stage: 'prod',
      },
      body: null,
      isBase64Encoded: false,
    });
  });

  it.each([
    ['/prod/items/test%2Balias@gmail.com', '/items/test%2Balias@gmail.com', { id: 'test%2Balias@gmail.com' }],
    ['/prod/items/7/', '/items/7/', { id: '7' }],
    ['/prod//hardcoded', '/hardcoded', null],
    ['/prod///hardcoded', '/hardcoded', null],
    ['/prod/files/a//b', '/files/a//b', { proxy: 'a//b' }],
    ['/prod/files/a/b/', '/files/a/b/', { proxy: 'a/b' }],
  ])('%s keeps its path undecoded', async (path, eventPath, pathParameters) => {
    const event = await eventOf({ path });
    expect(event).toMatchObject({ path: eventPath, pathParameters, requestContext: { path } });
  });

  it.each([
    ['?a=1&a=2&b=x+y%2Bz', { a: '2', b: 'x y+z' }, { a: ['1', '2'], b: ['x y+z'] }],
    ['?flag&empty=', { flag: '', empty: '' }, { flag: [''], empty: [''] }],
    ['?a=1#fragment', { a: '1' }, { a: ['1'] }],
    ['?', null, null],
    ['?q=%E2%82%AC', { q: '€' }, { q: ['€'] }],
  ])('the query %s is decoded', async (query, single, multi) => {
    const event = await eventOf({ path: `/prod/hardcoded${query}` });
    expect(event.queryStringParameters).toEqual(single);
    expect(event.multiValueQueryStringParameters).toEqual(multi);
  });

  it('takes parameter names that objects inherit', async () => {
    const event = await eventOf({ path: '/prod/hardcoded?__proto__=x&constructor=y' });
    expect(Object.entries(event.queryStringParameters)).toEqual([
      ['__proto__', 'x'],
      ['constructor', 'y'],
    ]);
  });

  it('keeps the casing of headers, joins repeated ones and drops those of the connection', async () => {
    const dropped = ['Connection', 'Content-MD5', 'Expect', 'Max-Forwards', 'Proxy-Authenticate', 'Server'];
    const more = ['TE', 'Transfer-Encoding', 'Trailer', 'Upgrade', 'WWW-Authenticate', 'Content-Length'];
    const event = await eventOf({
      path: '/prod/hardcoded',
      headers: [
        ['x-MiXed', '1'],
        ['x-mixed', '2'],
        ['authorization', 'a'],
        ['X-Forwarded-For', '10.0.0.1'],
        ...[...dropped, ...more].map((name) => [name, '0'] as const),
      ],
    });
    expect(event.headers).toEqual({
      'x-MiXed': '2',
      Authorization: 'a',
      'X-Amzn-Trace-Id': expect.any(String),
      'X-Forwarded-For': '10.0.0.1, 127.0.0.1',
      'X-Forwarded-Port': '4566',
      'X-Forwarded-Proto': 'http',
    });
    expect(event.multiValueHeaders['x-MiXed']).toEqual(['1', '2']);
  });

  it.each([
    ['text', 'text/plain', 'grüße', 'grüße', false],
    ['JSON', 'application/json', '{"a":1}', '{"a":1}', false],
    ['a binary media type', 'image/png; v=1', Buffer.from([0xff, 0]), '/wA=', true],
    ['bytes that are no UTF-8', 'text/plain', Buffer.from([0xff]), '\ufffd', false],
    ['nothing', 'image/png', '', null, false],
  ])('the body: %s', async (_, contentType, body, expected, base64) => {
    const headers = { 'Content-Type': contentType };
    const event = await eventOf({ method: 'POST', path: '/prod/upload', headers, body });
    expect([event.body, event.isBase64Encoded]).toEqual([expected, base64]);
  });

  it('gives every claim as a string', async () => {
    fixture.tokens.set('id', {
      valid: true,
      use: 'id',
      claims: {
        sub: 'u1',
        email_verified: true,
        exp: 1_714_569_022,
        iat: 1_714_565_422,
        auth_time: 1_714_565_422,
        'cognito:groups': ['a', 'b'],
      },
    });
    const event = await eventOf({ path: '/prod/me', headers: { Authorization: 'id' } });
    expect(event.requestContext.authorizer).toEqual({
      claims: {
        sub: 'u1',
        email_verified: 'true',
        exp: 'Wed May 01 13:10:22 UTC 2024',
        iat: 'Wed May 01 12:10:22 UTC 2024',
        auth_time: '1714565422',
        'cognito:groups': 'a,b',
      },
    });
  });
});

describe('the trace header', () => {
  const root = '1-58406520-a006649127e371903a2de979';
  it.each([
    [undefined, /^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0;Lineage=1:[0-9a-f]{8}:0$/],
    [`Root=${root}`, new RegExp(`^Root=${root};Parent=[0-9a-f]{16};Sampled=0;Lineage=1:[0-9a-f]{8}:0$`)],
    [
      `Root=${root};Parent=4c721bf33e3caf8f`,
      new RegExp(`^Root=${root};Parent=4c721bf33e3caf8f;Sampled=1;Lineage=1:[0-9a-f]{8}:0$`),
    ],
    ['Root=a\u0000b; drop', /^Root=1-/],
  ])('%s', async (given, expected) => {
    const headers = given === undefined ? {} : { 'X-Amzn-Trace-Id': given };
    const answer = await fixture.send({ path: '/prod/hardcoded', headers });
    expect(answer.headers['X-Amzn-Trace-Id']).toMatch(expected);
    expect(fixture.calls[0]?.options?.traceId).toBe(answer.headers['X-Amzn-Trace-Id']);
  });
});

describe('the proxy answer', () => {
  const gateway = {
    'x-amzn-RequestId': REQUEST_ID,
    'x-amz-apigw-id': expect.any(String),
    'X-Amzn-Trace-Id': expect.any(String),
  };
  const json = { 'Content-Type': 'application/json' };

  it.each([
    ['nothing but a status', { statusCode: 204 }, 204, json, ''],
    ['no status', { body: 'x' }, 200, json, 'x'],
    ['an empty object', {}, 200, json, ''],
    ['a status as text', { statusCode: '201' }, 201, json, ''],
    ['null headers', { headers: null, multiValueHeaders: null, body: null }, 200, json, ''],
    ['a boolean header', { headers: { 'X-B': true } }, 200, { ...json, 'X-B': 'true' }, ''],
    [
      'an own content type',
      { headers: { 'content-type': 'text/html' } },
      200,
      { 'content-type': 'text/html' },
      '',
    ],
    [
      'both kinds of headers',
      { headers: { 'x-a': 'solo' }, multiValueHeaders: { 'X-A': ['multi'] } },
      200,
      { ...json, 'X-A': ['multi', 'solo'] },
      '',
    ],
    [
      'cookies',
      { multiValueHeaders: { 'Set-Cookie': ['a=1', 'b=2'] } },
      200,
      { ...json, 'Set-Cookie': ['a=1', 'b=2'] },
      '',
    ],
    [
      'headers that the gateway keeps for itself',
      {
        headers: {
          Date: 'd',
          server: 's',
          Connection: 'c',
          'content-length': '9',
          'WWW-Authenticate': 'w',
          'Transfer-Encoding': 't',
        },
      },
      200,
      {
        ...json,
        'x-amzn-Remapped-Date': 'd',
        'x-amzn-Remapped-Server': 's',
        'x-amzn-Remapped-Connection': 'c',
        'x-amzn-Remapped-Content-Length': '9',
        'x-amzn-Remapped-WWW-Authenticate': 'w',
      },
      '',
    ],
    [
      'characters beyond Latin-1',
      { headers: { 'X-A': '€' } },
      200,
      { ...json, 'X-A': '\u00e2\u0082\u00ac' },
      '',
    ],
    ['a number as the body', { body: 5 }, 200, json, '5'],
  ])('%s', async (_, returned, status, headers, body) => {
    fixture.functions.set(FUNCTION_ARN, () => returned);
    const answer = await fixture.send({ path: '/prod/hardcoded' });
    expect(answer).toMatchObject({ status, body });
    expect(answer.headers).toEqual({ ...gateway, ...headers });
  });

  it.each([
    ['a string', '"x"'],
    ['null', 'null'],
    ['a list', '[]'],
    ['no JSON', '{'],
    ['an unknown key', '{"statusCode":200,"cookies":[]}'],
    ['a status that is no number', '{"statusCode":"test"}'],
    ['a fraction as status', '{"statusCode":200.5}'],
    ['an informational status', '{"statusCode":100}'],
    ['a status out of range', '{"statusCode":99999}'],
    ['an object as body', '{"body":{"a":1}}'],
    ['headers as a list', '{"headers":[]}'],
    ['a number as a header', '{"headers":{"x":1}}'],
    ['an object as a header', '{"headers":{"x":{}}}'],
    ['a text as a list of values', '{"multiValueHeaders":{"x":"y"}}'],
    ['a header name with a space', '{"headers":{"x y":"1"}}'],
    ['a header that would split the answer', '{"headers":{"x":"1\\r\\nSet-Cookie: a=b"}}'],
    ['isBase64Encoded as a text', '{"isBase64Encoded":"yes"}'],
  ])('is malformed: %s', async (_, payload) => {
    fixture.functions.set(FUNCTION_ARN, () => new RawPayload(payload));
    const answer = await fixture.send({ path: '/prod/hardcoded' });
    expect([answer.status, answer.body]).toEqual([502, '{"message":"Internal server error"}']);
    expect(fixture.journal).toEqual([
      expect.objectContaining({ outcome: 'failed', rule: 'Lambda proxy response format' }),
    ]);
  });

  it.each([
    ['image/png', 'abc'],
    ['image/png, */*', 'abc'],
    ['*/*', 'YWJj'],
    [undefined, 'YWJj'],
    ['text/html, image/png', 'YWJj'],
  ])('decodes base64 for Accept %s: %s', async (accept, body) => {
    fixture.functions.set(FUNCTION_ARN, () => ({ body: 'YWJj', isBase64Encoded: true }));
    const headers = accept === undefined ? {} : { Accept: accept };
    expect((await fixture.send({ path: '/prod/hardcoded', headers })).body).toBe(body);
  });
});
