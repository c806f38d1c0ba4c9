import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HeaderLine } from '../front-door/http.ts';
import {
  apiTemplate,
  behindCognito,
  cognitoAuthorizerResource,
  FUNCTION_ARN,
  functionUri,
  gatewayFixture,
  RawPayload,
} from './gateway-fixture.ts';
import { isHeaderName, isHeaderValue } from './header-safety.ts';

const AUTHORIZER_ARN = `${FUNCTION_ARN}-authorizer`;

const mock = {
  Integration: {
    Type: 'MOCK',
    // AWS answers 500 to a MOCK without a status code, so other content types must not pass the template.
    PassthroughBehavior: 'NEVER',
    RequestTemplates: {
      'application/json':
        '{"statusCode": 200, "x": "$input.params(\'q\')$input.params().header.get(\'X-A\')"}',
    },
    IntegrationResponses: [
      {
        StatusCode: '200',
        ResponseParameters: { 'method.response.header.X-Echo': "'fixed'" },
        ResponseTemplates: {
          'application/json':
            "#set($context.responseOverride.header.X-Q = $input.params('q'))$util.escapeJavaScript($input.params('q'))",
        },
      },
    ],
  },
};

const template = apiTemplate(
  {
    'ANY /': {},
    'ANY /items/{id}': {},
    'GET /items': behindCognito(),
    'ANY /files/{proxy+}': {},
    'ANY /mock': mock,
    'ANY /custom': { AuthorizationType: 'CUSTOM', AuthorizerId: { Ref: 'Custom' } },
    'POST /checked': {
      RequestValidatorId: { Ref: 'Validator' },
      RequestModels: { 'application/json': { Ref: 'Model' } },
      RequestParameters: { 'method.request.querystring.q': true },
    },
  },
  {
    api: { BinaryMediaTypes: ['image/png'] },
    stage: {
      AccessLogSetting: {
        DestinationArn: 'arn:aws:logs:us-east-1:000000000000:log-group:access',
        Format: '$context.requestId $context.path $context.error.message $context.authorizer.claims.sub',
      },
    },
    more: {
      ...cognitoAuthorizerResource(),
      Custom: {
        Type: 'AWS::ApiGateway::Authorizer',
        Properties: {
          RestApiId: { Ref: 'Api' },
          Name: 'custom',
          Type: 'REQUEST',
          IdentitySource: 'method.request.header.Authorization,method.request.querystring.q',
          AuthorizerUri: functionUri(AUTHORIZER_ARN),
        },
      },
      Validator: {
        Type: 'AWS::ApiGateway::RequestValidator',
        Properties: { RestApiId: { Ref: 'Api' }, ValidateRequestBody: true, ValidateRequestParameters: true },
      },
      Model: {
        Type: 'AWS::ApiGateway::Model',
        Properties: {
          RestApiId: { Ref: 'Api' },
          Name: 'Model',
          Schema: { type: 'object', properties: { a: { type: 'string', pattern: '^a*$' } } },
        },
      },
      Wide: {
        Type: 'AWS::ApiGateway::GatewayResponse',
        Properties: {
          RestApiId: { Ref: 'Api' },
          ResponseType: 'DEFAULT_4XX',
          ResponseParameters: {
            'gatewayresponse.header.X-Origin': 'method.request.header.Origin',
            'gatewayresponse.header.X-Q': 'method.request.querystring.q',
          },
          ResponseTemplates: { 'application/json': '{"m":$context.error.messageString,"p":"$context.path"}' },
        },
      },
    },
  },
);

/** What Node's parser lets through in a request target: nothing below a space. */
const targetPart = fc.stringMatching(/^[!-~\u0080-\u00ff]{0,24}$/);
const path = fc.oneof(
  targetPart.map((rest) => `/prod/${rest}`),
  fc
    .tuple(
      fc.constantFrom(
        '/prod',
        '/prod/',
        '/prod/items',
        '/prod/items/',
        '/prod/files/',
        '/prod/mock',
        '/prod/custom',
        '/prod/checked',
        '//',
        '*',
        '/dev',
        '/__proto__/x',
      ),
      targetPart,
    )
    .map(([known, rest]) => `${known}${rest}`),
);
const headerName = fc.oneof(
  fc.constantFrom(
    'Authorization',
    'Content-Type',
    'Accept',
    'X-Amzn-Trace-Id',
    'X-Forwarded-For',
    'Origin',
    'X-Api-Key',
    'Host',
    '__proto__',
    'constructor',
    'Transfer-Encoding',
    'Expect',
  ),
  fc.stringMatching(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,12}$/),
);
const headerValue = fc.oneof(
  fc.stringMatching(/^[\t -~\u0080-\u00ff]{0,40}$/),
  fc.constantFrom('Bearer x', 'id', 'image/png', 'application/json', '*/*', ',;,', 'Root=;Parent=;Sampled=2'),
);
const requests = fc.record({
  method: fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'PURGE', 'M-SEARCH'),
  path: fc
    .tuple(path, fc.option(targetPart))
    .map(([own, query]) => (query === null ? own : `${own}?q=${query}`)),
  headers: fc.array(fc.tuple(headerName, headerValue), { maxLength: 6 }),
  body: fc.oneof(
    fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes)),
    fc.json(),
    fc.constant(''),
  ),
});

describe('requests of any shape', () => {
  it('get an answer that can be sent, and never a 5xx that AWS would not give', async () => {
    const fixture = await gatewayFixture();
    await fixture.deploy(template);
    fixture.tokens.set('id', { valid: true, use: 'id', claims: { sub: 'u' } });
    fixture.functions.set(FUNCTION_ARN, ({ event }) => ({
      statusCode: 200,
      headers: { 'X-Path': 'p' },
      body: JSON.stringify([event.path, event.pathParameters]),
    }));
    fixture.functions.set(AUTHORIZER_ARN, () => ({
      principalId: 'u',
      policyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] },
    }));
    await fc.assert(
      fc.asyncProperty(requests, async (request) => {
        const headers: readonly HeaderLine[] = request.headers;
        const answer = await fixture.send({ ...request, headers });
        fixture.calls.length = 0;
        fixture.journal.length = 0;
        fixture.logs.length = 0;
        expect(answer.status).toBeGreaterThanOrEqual(200);
        expect(answer.status).toBeLessThan(500);
        expectSendable(answer.headers);
      }),
      { numRuns: 10_000 },
    );
  }, 120_000);

  it('get an answer whatever the function returns', async () => {
    const fixture = await gatewayFixture();
    await fixture.deploy(apiTemplate({ 'GET /': {} }));
    const answers = fc.oneof(
      fc.json(),
      fc.string(),
      fc
        .record(
          {
            statusCode: fc.oneof(
              fc.integer(),
              fc.string(),
              fc.double(),
              fc.constantFrom(200, 204, 304, '201'),
            ),
            headers: fc.dictionary(
              fc.oneof(headerName, fc.string()),
              fc.oneof(headerValue, fc.string(), fc.boolean(), fc.integer()),
            ),
            multiValueHeaders: fc.dictionary(headerName, fc.oneof(fc.array(headerValue), headerValue)),
            body: fc.oneof(fc.string(), fc.object(), fc.integer()),
            isBase64Encoded: fc.oneof(fc.boolean(), fc.string()),
          },
          { requiredKeys: [] },
        )
        .map((answer) => JSON.stringify(answer)),
    );
    await fc.assert(
      fc.asyncProperty(answers, async (payload) => {
        fixture.functions.set(FUNCTION_ARN, () => new RawPayload(payload));
        const answer = await fixture.send({ path: '/prod' });
        fixture.calls.length = 0;
        fixture.journal.length = 0;
        expect(Number.isInteger(answer.status) && answer.status >= 200 && answer.status <= 599).toBe(true);
        expectSendable(answer.headers);
      }),
      { numRuns: 3_000 },
    );
  }, 120_000);
});

function expectSendable(headers: Readonly<Record<string, string | readonly string[]>>): void {
  for (const [name, value] of Object.entries(headers)) {
    const sendable =
      isHeaderName(name) &&
      [value].flat().every((one) => isHeaderValue(one) && /^[^\u0100-\uffff]*$/.test(one));
    if (!sendable) throw new Error(`The header ${name} cannot be sent: ${JSON.stringify(value)}`);
  }
}
