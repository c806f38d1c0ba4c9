import { beforeEach, describe, expect, it } from 'vitest';
import {
  apiTemplate,
  behindCognito,
  cognitoAuthorizerResource,
  FUNCTION_ARN,
  FunctionFailure,
  type GatewayFixture,
  gatewayFixture,
  lambdaProxy,
  REQUEST_ID,
  type TestRequest,
} from './gateway-fixture.ts';

const ID_CLAIMS = { sub: 'u1', aud: 'client', token_use: 'id', exp: 1_795_176_000 };
const ACCESS_CLAIMS = { sub: 'u1', client_id: 'client', token_use: 'access', scope: 'openid tasks/read' };

describe('answers that the gateway makes itself', () => {
  let fixture: GatewayFixture;

  beforeEach(async () => {
    fixture = await gatewayFixture();
    await fixture.deploy(
      apiTemplate(
        {
          'GET /items': {},
          'GET /items/{id}': {},
          'GET /me': behindCognito(),
          'GET /tasks': behindCognito('tasks/read', 'tasks/write'),
          'POST /wrong-verb': { Integration: lambdaProxy({ IntegrationHttpMethod: 'GET' }) },
          'GET /slow': { Integration: lambdaProxy({ TimeoutInMillis: 50 }) },
        },
        { more: cognitoAuthorizerResource() },
      ),
    );
    const { tokens } = fixture;
    tokens.set('id', { valid: true, use: 'id', claims: ID_CLAIMS });
    tokens.set('access', { valid: true, use: 'access', claims: ACCESS_CLAIMS });
    tokens.set('other-scope', { valid: true, use: 'access', claims: { ...ACCESS_CLAIMS, scope: 'openid' } });
    tokens.set('expired', { valid: false, reason: 'expired', detail: 'The token expired.' });
    tokens.set('other-pool', { valid: false, reason: 'issuer', detail: 'The issuer is another pool.' });
    tokens.set('forged', { valid: false, reason: 'signature', detail: 'The signature is wrong.' });
  });

  const missing = [403, '{"message":"Missing Authentication Token"}', 'MissingAuthenticationTokenException'];
  const refused = [401, '{"message":"Unauthorized"}', 'UnauthorizedException'];
  const expired = [401, '{"message":"The incoming token has expired"}', 'UnauthorizedException'];

  it.each([
    ['an unknown path', { path: '/prod/nothing' }, missing],
    ['a known path without that method', { method: 'POST', path: '/prod/items' }, missing],
    ['GET does not answer HEAD', { method: 'HEAD', path: '/prod/items' }, missing],
    ['the root without a method', { path: '/prod' }, missing],
    ['no Authorization header', { path: '/prod/me' }, refused],
    ['a blank Authorization header', { path: '/prod/me', headers: { Authorization: ' ' } }, refused],
    ['Bearer without a token', { path: '/prod/me', headers: { Authorization: 'Bearer ' } }, refused],
    ['not a JWT', { path: '/prod/me', headers: { Authorization: 'Basic abc' } }, refused],
    ['a bad signature', { path: '/prod/me', headers: { Authorization: 'forged' } }, refused],
    ['a token of another pool', { path: '/prod/me', headers: { Authorization: 'other-pool' } }, refused],
    ['an expired token', { path: '/prod/me', headers: { Authorization: 'Bearer expired' } }, expired],
    [
      'an access token where there are no scopes',
      { path: '/prod/me', headers: { Authorization: 'access' } },
      refused,
    ],
    [
      'an ID token where there are scopes',
      { path: '/prod/tasks', headers: { Authorization: 'id' } },
      refused,
    ],
    ['no scope of the method', { path: '/prod/tasks', headers: { Authorization: 'other-scope' } }, refused],
  ] satisfies [string, TestRequest, unknown[]][])('%s', async (_, request, expectation) => {
    const [status, body, errorType] = expectation;
    const answer = await fixture.send(request);
    expect([answer.status, answer.body, answer.headers['x-amzn-ErrorType']]).toEqual([
      status,
      body,
      errorType,
    ]);
    expect(answer.headers).toEqual({
      'Content-Type': 'application/json',
      'x-amzn-RequestId': REQUEST_ID,
      'x-amz-apigw-id': expect.stringMatching(/^[A-Za-z0-9_-]{15}=$/),
      'x-amzn-ErrorType': errorType,
    });
    expect(fixture.calls).toEqual([]);
    expect(fixture.journal).toHaveLength(1);
    expect(fixture.journal[0]).toMatchObject({ outcome: 'refused', requestId: REQUEST_ID });
  });

  it.each([
    ['no header', undefined, /Send the token in the Authorization header/],
    ['an access token', 'access', /takes ID tokens/],
    ['another pool', 'other-pool', /ProviderARNs/],
    ['expired', 'expired', /Refresh the token/],
  ])('explains the classic mistake: %s', async (_, token, hint) => {
    await fixture.send({ path: '/prod/me', headers: token === undefined ? {} : { Authorization: token } });
    expect(fixture.journal).toEqual([
      expect.objectContaining({ source: 'authorizer', rule: 'COGNITO_USER_POOLS authorizer people' }),
    ]);
    expect(fixture.journal[0]?.hint).toMatch(hint);
  });

  it.each([
    ['id', /send the access token/],
    ['other-scope', /Ask for one of tasks\/read, tasks\/write/],
  ])('explains what a method with scopes takes: %s', async (token, hint) => {
    await fixture.send({ path: '/prod/tasks', headers: { Authorization: token } });
    expect(fixture.journal[0]?.hint).toMatch(hint);
  });

  it.each(['id', 'Bearer id', 'bearer   id'])('lets %j pass', async (value) => {
    expect((await fixture.send({ path: '/prod/me', headers: { authorization: value } })).status).toBe(200);
  });

  it('takes an access token with one of the scopes', async () => {
    const answer = await fixture.send({ path: '/prod/tasks', headers: { Authorization: 'Bearer access' } });
    expect(answer.status).toBe(200);
    expect(fixture.calls[0]?.event.requestContext.authorizer.claims.scope).toBe('openid tasks/read');
  });

  it('answers Forbidden for a stage that does not exist', async () => {
    const answer = await fixture.send({ path: '/dev/items' });
    expect([answer.status, answer.body]).toEqual([403, '{"message":"Forbidden"}']);
    expect(answer.headers['x-amzn-ErrorType']).toBe('ForbiddenException');
  });

  const internal = '{"message":"Internal server error"}';
  it.each([
    ['the function fails', '/prod/items', () => new FunctionFailure('Error', 'boom'), 502, internal],
    ['the function returns nothing', '/prod/items', () => null, 502, internal],
    [
      'Lambda refuses the invocation',
      '/prod/items',
      () => Promise.reject(new Error('Rate Exceeded.')),
      500,
      internal,
    ],
    [
      'the function never answers',
      '/prod/slow',
      () => new Promise(() => {}),
      504,
      '{"message":"Endpoint request timed out"}',
    ],
  ])('%s', async (_, path, answerWith, status, body) => {
    fixture.functions.set(FUNCTION_ARN, answerWith);
    const answer = await fixture.send({ path });
    expect([answer.status, answer.body]).toEqual([status, body]);
    expect(answer.headers['x-amzn-ErrorType']).toBe('InternalServerErrorException');
    expect(answer.headers['X-Amzn-Trace-Id']).toBeUndefined();
    expect(fixture.journal).toEqual([expect.objectContaining({ outcome: 'failed' })]);
  });

  it('answers 500 when the function has no permission for the method', async () => {
    fixture.forbidden.add(
      `arn:aws:execute-api:us-east-1:000000000000:${fixture.apiId()}/prod/GET/items/{id}`,
    );
    const answer = await fixture.send({ path: '/prod/items/7' });
    expect([answer.status, answer.body]).toEqual([500, internal]);
    expect(fixture.calls).toEqual([]);
    expect(fixture.journal[0]?.hint).toMatch(/AWS::Lambda::Permission/);
  });

  it('writes nothing to the journal that could move a cursor', async () => {
    fixture.functions.set(FUNCTION_ARN, () => new FunctionFailure('Error', 'a\u001b[2J\n\u009bb'));
    await fixture.send({ path: '/prod/items' });
    expect(fixture.journal[0]?.text).toMatch(/Error: a \[2J b$/);
  });

  it('answers 500 when the integration calls Lambda with another verb than POST', async () => {
    const answer = await fixture.send({ method: 'POST', path: '/prod/wrong-verb' });
    expect([answer.status, answer.body]).toEqual([500, internal]);
    expect(fixture.journal[0]?.hint).toMatch(/IntegrationHttpMethod to POST/);
  });

  it.each([
    ['more than 10 MB', '10485761'],
    ['a length beyond all numbers', '9'.repeat(400)],
  ])('refuses an announced body of %s at once, without a header of the API', async (_, length) => {
    const { bytes: _bytes, ...answer } = await fixture.send({
      path: '/prod/items',
      headers: { 'Content-Length': length },
    });
    expect(answer).toEqual({
      status: 413,
      headers: { 'Content-Type': 'text/plain' },
      body: 'HTTP content length exceeded 10485760 bytes.',
    });
    expect(fixture.calls).toEqual([]);
    expect(fixture.journal).toEqual([
      {
        source: 'apigateway',
        outcome: 'refused',
        requestId: REQUEST_ID,
        rule: 'payload size',
        text: '413: the body has more than 10485760 bytes.',
        hint: expect.stringMatching(/presigned URL/),
      },
    ]);
  });
});

describe('gateway responses', () => {
  const gatewayResponse = (properties: object): object => ({
    Type: 'AWS::ApiGateway::GatewayResponse',
    Properties: { RestApiId: { Ref: 'Api' }, ...properties },
  });

  it('uses the own type, else DEFAULT_4XX or DEFAULT_5XX, else the built-in one', async () => {
    const fixture = await gatewayFixture();
    const cors = { 'gatewayresponse.header.Access-Control-Allow-Origin': "'*'" };
    await fixture.deploy(
      apiTemplate(
        { 'GET /me': behindCognito(), 'GET /items': {} },
        {
          more: {
            ...cognitoAuthorizerResource(),
            Four: gatewayResponse({
              ResponseType: 'DEFAULT_4XX',
              ResponseParameters: {
                ...cors,
                'gatewayresponse.header.X-Origin': 'method.request.header.Origin',
                'gatewayresponse.header.X-Stage': 'context.stage',
              },
            }),
            Unauthorized: gatewayResponse({
              ResponseType: 'UNAUTHORIZED',
              StatusCode: '418',
              ResponseTemplates: {
                'application/problem+json':
                  '{"title":$context.error.messageString,"type":"$context.error.responseType","id":"${context.requestId}","detail":"$context.error.message","none":"$context.nothing.at.all"}',
              },
            }),
          },
        },
      ),
    );
    const missing = await fixture.send({ path: '/prod/x', headers: { origin: 'http://a\u0001b' } });
    expect(missing).toMatchObject({
      status: 403,
      body: '{"message":"Missing Authentication Token"}',
      headers: { 'Access-Control-Allow-Origin': '*', 'X-Stage': 'prod' },
    });
    expect(missing.headers['X-Origin']).toBeUndefined();

    const unauthorized = await fixture.send({ path: '/prod/me' });
    expect(unauthorized.status).toBe(418);
    expect(unauthorized.headers['Content-Type']).toBe('application/problem+json');
    expect(unauthorized.headers['Access-Control-Allow-Origin']).toBeUndefined();
    expect(JSON.parse(unauthorized.body)).toEqual({
      title: 'Unauthorized',
      type: 'UNAUTHORIZED',
      id: REQUEST_ID,
      detail: 'Unauthorized',
      none: '',
    });

    fixture.functions.set(FUNCTION_ARN, () => null);
    const broken = await fixture.send({ path: '/prod/items' });
    expect(broken.headers['Access-Control-Allow-Origin']).toBeUndefined();
  });
});
