import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FUNCTION_ARN, functionUri, RawPayload } from '../apigateway/gateway-fixture.ts';
import { isHeaderName, isHeaderValue } from '../apigateway/header-safety.ts';
import type { HeaderLine } from '../front-door/http.ts';
import {
  behindJwt,
  httpApiFixture,
  httpApiResource,
  httpApiTemplate,
  jwtAuthorizerResource,
} from './http-api-fixture.ts';

const AUTHORIZER = `${FUNCTION_ARN}-authorizer`;
const behindGate = { AuthorizationType: 'CUSTOM', AuthorizerId: { Ref: 'Gate' } };
const oldFormat = { Target: { 'Fn::Join': ['', ['integrations/', { Ref: 'Old' }]] } };

const template = httpApiTemplate(
  {
    'GET /': {},
    'ANY /items/{id}': {},
    'GET /items': behindJwt('a', 'b'),
    'ANY /files/{proxy+}': oldFormat,
    'POST /gate/{id}': behindGate,
    $default: {},
  },
  {
    api: {
      CorsConfiguration: { AllowOrigins: ['http://*', 'https://a.example'], AllowHeaders: ['*'], MaxAge: 1 },
    },
    stage: {
      AccessLogSettings: {
        DestinationArn: 'arn:aws:logs:us-east-1:000000000000:log-group:access',
        Format: '$context.requestId $context.path $context.error.message $context.authorizer.claims.sub',
      },
    },
    more: {
      ...jwtAuthorizerResource(),
      Old: httpApiResource('Integration', {
        IntegrationType: 'AWS_PROXY',
        IntegrationUri: FUNCTION_ARN,
        PayloadFormatVersion: '1.0',
        ResponseParameters: { 200: { 'append:header.x-query': '$request.querystring.q' } },
      }),
      Gate: httpApiResource('Authorizer', {
        Name: 'gate',
        AuthorizerType: 'REQUEST',
        AuthorizerUri: functionUri(AUTHORIZER),
        AuthorizerPayloadFormatVersion: '2.0',
        EnableSimpleResponses: true,
        AuthorizerResultTtlInSeconds: 60,
        IdentitySource: ['$request.header.Authorization', '$request.querystring.q'],
      }),
      Beta: httpApiResource('Stage', { StageName: 'beta', AutoDeploy: true }),
    },
  },
);

/** What Node's parser lets through in a request target: nothing below a space. */
const targetPart = fc.stringMatching(/^[!-~\u0080-\u00ff]{0,24}$/);
const path = fc.oneof(
  targetPart.map((rest) => `/${rest}`),
  fc
    .tuple(
      fc.constantFrom('', '/beta', '//beta', '/items', '/items/', '/files/', '/gate/', '/beta/items/%2e%2e/'),
      targetPart,
      fc.option(targetPart),
    )
    .map(([start, rest, query]) => `${start}/${rest}${query === null ? '' : `?q=${query}`}`),
);
const headerName = fc.oneof(
  fc.constantFrom(
    'Authorization',
    'Origin',
    'Access-Control-Request-Method',
    'Content-Type',
    'Cookie',
    'Host',
    'X-Forwarded-For',
    'X-Amzn-Trace-Id',
    '__proto__',
    'constructor',
  ),
  fc.stringMatching(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,12}$/),
);
const headerValue = fc.stringMatching(/^[\t -~\u0080-\u00ff]{0,40}$/);
const request = fc.record({
  method: fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'HEAD', 'PATCH', 'PROPFIND'),
  path,
  headers: fc.array(fc.tuple(headerName, headerValue), { maxLength: 8 }),
  body: fc.option(fc.uint8Array({ maxLength: 64 }), { nil: undefined }),
});

describe('whatever a client sends', () => {
  it('gets an answer that is not an error of the gateway', async () => {
    const fixture = await httpApiFixture();
    fixture.functions.set(AUTHORIZER, () => ({ isAuthorized: true, context: { a: 1 } }));
    await fixture.deploy(template);
    await fc.assert(
      fc.asyncProperty(request, async ({ body, headers, ...rest }) => {
        const answer = await fixture.send({
          ...rest,
          headers: headers satisfies HeaderLine[],
          ...(body === undefined ? {} : { body: Buffer.from(body) }),
        });
        for (const { event } of fixture.calls) expect(event).toHaveProperty('version');
        fixture.calls.length = 0;
        fixture.journal.length = 0;
        expect(answer.status).toBeLessThan(500);
        expectSendable(answer.headers);
      }),
      { numRuns: 5_000 },
    );
  }, 120_000);
});

describe('whatever a function returns', () => {
  it.each(['1.0', '2.0'])(
    'in format %s, the client gets an answer',
    async (PayloadFormatVersion) => {
      const fixture = await httpApiFixture();
      await fixture.deploy(httpApiTemplate({ 'GET /': {} }, { integration: { PayloadFormatVersion } }));
      const answers = fc.oneof(
        fc.json(),
        fc.string(),
        fc
          .record(
            {
              statusCode: fc.oneof(fc.integer(), fc.string(), fc.constantFrom(200, 204, 304, '201')),
              headers: fc.dictionary(
                fc.oneof(headerName, fc.string()),
                fc.oneof(headerValue, fc.string(), fc.boolean(), fc.integer()),
              ),
              multiValueHeaders: fc.dictionary(headerName, fc.oneof(fc.array(headerValue), headerValue)),
              cookies: fc.oneof(fc.array(fc.oneof(headerValue, fc.string())), fc.string()),
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
          const answer = await fixture.send({ path: '/' });
          fixture.calls.length = 0;
          fixture.journal.length = 0;
          expect(Number.isInteger(answer.status) && answer.status >= 200 && answer.status <= 599).toBe(true);
          expectSendable(answer.headers);
        }),
        { numRuns: 2_000 },
      );
    },
    120_000,
  );
});

function expectSendable(headers: Readonly<Record<string, string | readonly string[]>>): void {
  for (const [name, value] of Object.entries(headers)) {
    const sendable =
      isHeaderName(name) &&
      [value].flat().every((one) => isHeaderValue(one) && /^[^\u0100-\uffff]*$/.test(one));
    if (!sendable) throw new Error(`The header ${name} cannot be sent: ${JSON.stringify(value)}`);
  }
}
