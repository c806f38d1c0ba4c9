import { beforeEach, describe, expect, it } from 'vitest';
import {
  apiTemplate,
  FUNCTION_ARN,
  FunctionFailure,
  functionUri,
  type GatewayFixture,
  gatewayFixture,
  type TestRequest,
} from './gateway-fixture.ts';

let fixture: GatewayFixture;
beforeEach(async () => {
  fixture = await gatewayFixture();
});

/** An API whose `/x` has this integration. */
async function withIntegration(integration: object, options: object = {}): Promise<void> {
  await fixture.deploy(
    apiTemplate(
      { 'ANY /x': { Integration: integration }, 'ANY /x/{id}': { Integration: integration } },
      { stage: { Variables: { colour: 'blue' } }, ...options },
    ),
  );
}

const send = (request: Partial<TestRequest> = {}) =>
  fixture.send({ path: '/prod/x', method: 'POST', ...request });

describe('MOCK integrations', () => {
  const mock = (
    template: string | undefined,
    responses: object[] = [{ StatusCode: '200' }],
    more: object = {},
  ) => ({
    Type: 'MOCK',
    ...(template === undefined ? {} : { RequestTemplates: { 'application/json': template } }),
    IntegrationResponses: responses,
    ...more,
  });

  it.each([
    ['{"statusCode": 200}', 200],
    ['{ statusCode: 204 }', 200],
    ["{'statusCode': 200}", 200],
    ['{"statusCode": "200"}', 500],
    ['{"statusCode": 200.5}', 500],
    ['{"statusCode": "two"}', 500],
    ['{}', 500],
    ['nothing', 500],
    ['#set($context.responseOverride.status = 444){"statusCode": 200}', 444],
    ['#set($context.responseOverride.status = 99999){"statusCode": 200}', 200],
  ])('%s gives %i', async (template, status) => {
    await withIntegration(mock(template));
    const answer = await send({ method: 'GET' });
    expect(answer.status).toBe(status);
    if (status === 500) expect(answer.body).toBe('{"message":"Internal server error"}');
    expect(answer.headers['X-Amzn-Trace-Id']).toBe(undefined);
  });

  it.each([
    ['404', 404, 'missing'],
    ['500', 503, 'broken'],
    ['200', 200, 'fine'],
  ])('select by the status code %s', async (code, status, body) => {
    await withIntegration(
      mock(`{"statusCode": ${code}}`, [
        { StatusCode: '200', ResponseTemplates: { 'application/json': 'fine' } },
        { StatusCode: '404', SelectionPattern: '404', ResponseTemplates: { 'application/json': 'missing' } },
        {
          StatusCode: '503',
          SelectionPattern: '5\\d{2}',
          ResponseTemplates: { 'application/json': 'broken' },
        },
      ]),
    );
    expect(await send()).toMatchObject({ status, body });
  });

  it('need a response that fits', async () => {
    await withIntegration(mock('{"statusCode": 200}', [{ StatusCode: '404', SelectionPattern: '404' }]));
    expect((await send()).status).toBe(500);
    expect(fixture.journal[0]?.hint).toMatch(/without a SelectionPattern/);
  });

  it.each([
    ['WHEN_NO_MATCH', 'text/plain', '{"statusCode": 200}', 200],
    ['WHEN_NO_TEMPLATES', 'text/plain', '{"statusCode": 200}', 415],
    ['NEVER', 'text/plain', '{"statusCode": 200}', 415],
    ['NEVER', 'application/json; charset=utf-8', '{}', 200],
  ])('pass a body on %s for %s', async (PassthroughBehavior, contentType, body, status) => {
    await withIntegration(mock('{"statusCode": 200}', [{ StatusCode: '200' }], { PassthroughBehavior }));
    const answer = await send({ headers: { 'Content-Type': contentType }, body });
    expect(answer.status).toBe(status);
    if (status !== 415) return;
    expect(answer.body).toBe('{"message":"Unsupported Media Type"}');
    expect(answer.headers['x-amzn-ErrorType']).toBe('BadRequestException');
  });

  it('set headers from literals, the context, stage variables and overrides', async () => {
    await withIntegration(
      mock('{"statusCode": 200}', [
        {
          StatusCode: '200',
          ResponseParameters: {
            'method.response.header.X-Literal': "'a b'",
            'method.response.header.X-Stage': 'context.stage',
            'method.response.header.X-Colour': 'stageVariables.colour',
            'method.response.header.X-Ip': 'context.identity.sourceIp',
            'method.response.header.X-None': 'context.nothing',
            'method.response.header.Content-Type': "'text/html'",
          },
          ResponseTemplates: {
            'application/json':
              '#set($context.responseOverride.header.x-literal = "over")<p>$stageVariables.colour</p>',
          },
        },
      ]),
    );
    const answer = await send();
    expect(answer.body).toBe('<p>blue</p>');
    expect(answer.headers).toEqual({
      'x-amzn-RequestId': expect.any(String),
      'x-amz-apigw-id': expect.any(String),
      'x-literal': 'over',
      'X-Stage': 'prod',
      'X-Colour': 'blue',
      'X-Ip': '127.0.0.1',
      'Content-Type': 'text/html',
    });
  });
});

describe('mapping templates', () => {
  /** What a template makes of a request, seen by the function that is called with it. */
  async function eventFrom(template: string, request: Partial<TestRequest> = {}): Promise<unknown> {
    await withIntegration({
      Type: 'AWS',
      Uri: functionUri(),
      IntegrationHttpMethod: 'POST',
      RequestTemplates: { 'application/json': template },
      IntegrationResponses: [{ StatusCode: '200' }],
    });
    await send(request);
    return fixture.calls[0]?.event;
  }

  const body = JSON.stringify({
    a: 'x"y',
    n: 5,
    list: [{ id: 1 }, { id: 2 }],
    deep: { er: { id: 3 } },
    'odd name': true,
  });

  it.each([
    ['"$input.path(\'$.n\')"', '5'],
    ["$input.json('$')", JSON.parse(body)],
    ["$input.json('$.list')", [{ id: 1 }, { id: 2 }]],
    ["$input.json('$.list[1].id')", 2],
    ["$input.json('$.list[-1].id')", 2],
    ["$input.json('$.list[*].id')", [1, 2]],
    ["$input.json('$.list[0:1]')", [{ id: 1 }]],
    ["$input.json('$..id')", [1, 2, 3]],
    ['$input.json(\'$["odd name"]\')', true],
    ["$input.json('$.missing')", ''],
    ['"$util.escapeJavaScript($input.path(\'$.a\'))"', 'x"y'],
    ['{"raw":"$util.base64Encode($input.body)"}', { raw: Buffer.from(body).toString('base64') }],
    ['"$util.base64Decode(\'YWJj\')"', 'abc'],
    ['"$util.urlEncode(\'a b&c\')"', 'a+b%26c'],
    ['"$util.urlDecode(\'a+b%26c\')"', 'a b&c'],
    ['$util.parseJson(\'{"q":7}\').q', 7],
    ['#set($all = $input.path("$"))[#foreach($e in $all.list)$e.id#if($foreach.hasNext),#end#end]', [1, 2]],
    ["\"$input.params('id')|$input.params('q')|$input.params('X-H')|$input.params('none')\"", '7|1|h|'],
    [
      "\"$input.params().path.get('id')|$input.params().querystring.q|$input.params().header.get('X-H')\"",
      '7|1|h',
    ],
    ['[#foreach($k in $input.params().path.keySet())"$k"#end]', ['id']],
    [
      '"$context.httpMethod $context.resourcePath $context.identity.sourceIp|$context.identity.user|$context.none"',
      'POST /x/{id} 127.0.0.1||',
    ],
    ['"$stageVariables.colour|$stageVariables.none"', 'blue|'],
    [
      '#set($s = "abc")"$s.length()$s.isEmpty()$s.contains(\'b\')$s.equalsIgnoreCase(\'ABC\')"',
      '3falsetruetrue',
    ],
    ['#if($input.params().header.containsKey("X-H"))1#{else}0#end', 1],
  ])('%s', async (template, expected) => {
    const headers = { 'Content-Type': 'application/json', 'X-H': 'h' };
    expect(await eventFrom(template, { path: '/prod/x/7?q=1', headers, body })).toEqual(expected);
  });

  it('refuse a body that is not JSON where they read it', async () => {
    await eventFrom("$input.json('$')", { body: 'secret' });
    expect(fixture.journal[0]).toMatchObject({ rule: 'request mapping template', outcome: 'refused' });
    expect(JSON.stringify(fixture.journal)).not.toContain('secret');
    expect((await send({ body: '{' })).status).toBe(400);
  });

  it('cannot reach what is not theirs', async () => {
    const event = await eventFrom(
      '"$input.constructor|$util.constructor.constructor|$context.__proto__.x|$input.path(\'$.__proto__\')|$input.params().constructor.name"',
      { body: '{}' },
    );
    expect(event).not.toMatch(/function|native|Object/);
  });
});

describe('AWS integrations with functions', () => {
  const lambda = (more: object = {}) => ({
    Type: 'AWS',
    Uri: functionUri(),
    IntegrationHttpMethod: 'POST',
    IntegrationResponses: [
      {
        StatusCode: '200',
        ResponseTemplates: { 'application/json': '{"got":$input.json(\'$.value\')}' },
        ResponseParameters: {
          'method.response.header.X-Value': 'integration.response.body.value',
          'method.response.header.X-Type': 'integration.response.header.Content-Type',
        },
      },
      {
        StatusCode: '404',
        SelectionPattern: '.*not found.*',
        ResponseTemplates: { 'application/json': "$input.path('$.errorMessage')" },
      },
      { StatusCode: '500', SelectionPattern: '(?s).*boom.*' },
    ],
    ...more,
  });

  it('go through the templates both ways', async () => {
    await withIntegration(lambda());
    fixture.functions.set(FUNCTION_ARN, ({ event }) => ({ value: event.a + 1 }));
    const answer = await send({ body: '{"a":1}' });
    expect(answer).toMatchObject({ status: 200, body: '{"got":2}' });
    expect(answer.headers).toMatchObject({
      'X-Value': '2',
      'X-Type': 'application/json',
      'X-Amzn-Trace-Id': expect.stringMatching(/^Root=/),
    });
  });

  it.each([
    ['item 7 not found', 404, 'item 7 not found'],
    ['big\nboom', 500, expect.stringContaining('errorMessage')],
    ['something else', 200, '{"got":""}'],
  ])('select by the error message %j', async (message, status, body) => {
    await withIntegration(lambda());
    fixture.functions.set(FUNCTION_ARN, () => new FunctionFailure('Error', message));
    expect(await send({ body: '{}' })).toMatchObject({ status, body });
  });

  it('need the permission and the verb POST', async () => {
    await withIntegration(lambda({ IntegrationHttpMethod: 'GET' }));
    expect((await send()).status).toBe(500);
  });
});
