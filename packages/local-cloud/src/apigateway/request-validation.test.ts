import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { apiTemplate, type GatewayFixture, gatewayFixture } from './gateway-fixture.ts';

let fixture: GatewayFixture;
const model = (Name: string, Schema: unknown): object => ({
  Type: 'AWS::ApiGateway::Model',
  Properties: { RestApiId: { Ref: 'Api' }, Name, ContentType: 'application/json', Schema },
});
const validator = (more: object): object => ({
  Type: 'AWS::ApiGateway::RequestValidator',
  Properties: { RestApiId: { Ref: 'Api' }, ...more },
});

beforeAll(async () => {
  fixture = await gatewayFixture();
  const body = { RequestValidatorId: { Ref: 'Body' } };
  await fixture.deploy(
    apiTemplate(
      {
        'POST /items': { ...body, RequestModels: { 'application/json': { Ref: 'Item' } } },
        'POST /any': body,
        'POST /defaulted': { ...body, RequestModels: { $default: { Ref: 'Item' } } },
        'POST /listed': { ...body, RequestModels: { 'application/json': { Ref: 'List' } } },
        'GET /search/{id}': {
          RequestValidatorId: { Ref: 'Parameters' },
          RequestParameters: {
            'method.request.querystring.qs1': true,
            'method.request.querystring.optional': false,
            'method.request.header.x-header-param': true,
            'method.request.path.issuer': true,
          },
        },
        'POST /unchecked': { RequestModels: { 'application/json': { Ref: 'Item' } } },
      },
      {
        more: {
          Body: validator({ ValidateRequestBody: true }),
          Parameters: validator({ ValidateRequestParameters: true }),
          Item: model('Item', {
            $schema: 'http://json-schema.org/draft-04/schema#',
            id: 'https://example.com/item',
            type: 'object',
            required: ['title'],
            properties: {
              title: { type: 'string', minLength: 1 },
              count: { type: 'integer', minimum: 0, exclusiveMinimum: true },
              when: { type: 'string', format: 'date-time' },
              child: { $ref: '#/definitions/child' },
            },
            definitions: { child: { type: 'object', additionalProperties: false } },
          }),
          List: model('List', {
            type: 'array',
            items: {
              $ref: {
                'Fn::Join': [
                  '',
                  ['https://apigateway.amazonaws.com/restapis/', { Ref: 'Api' }, '/models/', { Ref: 'Item' }],
                ],
              },
            },
          }),
        },
      },
    ),
  );
});

beforeEach(() => {
  fixture.journal.length = 0;
});

const post = (path: string, body: string, headers: Record<string, string> = {}) =>
  fixture.send({ method: 'POST', path, body, headers: { 'Content-Type': 'application/json', ...headers } });

describe('request bodies', () => {
  const wrong = [400, '{"message":"Invalid request body"}', 'BadRequestException'];
  it.each([
    ['/prod/items', '{"title":"a"}', 200],
    ['/prod/items', '{}', 400],
    ['/prod/items', '', 400],
    ['/prod/items', 'title', 400],
    ['/prod/items', '[]', 400],
    ['/prod/items', '{"title":""}', 400],
    ['/prod/items', '{"title":"a","count":0}', 400],
    ['/prod/items', '{"title":"a","count":1}', 200],
    ['/prod/items', '{"title":"a","when":"yesterday"}', 400],
    ['/prod/items', '{"title":"a","when":"2026-11-20T11:00:00Z"}', 200],
    ['/prod/items', '{"title":"a","child":{"x":1}}', 400],
    ['/prod/defaulted', '{}', 400],
    ['/prod/listed', '[{"title":"a"}]', 200],
    ['/prod/listed', '[{"title":1}]', 400],
    ['/prod/any', '', 200],
    ['/prod/any', '5', 200],
    ['/prod/any', '{', 400],
    ['/prod/unchecked', '{}', 200],
  ])('%s %s: %i', async (path, body, status) => {
    const answer = await post(path, body);
    expect(answer.status).toBe(status);
    if (status === 400) {
      expect([answer.status, answer.body, answer.headers['x-amzn-ErrorType']]).toEqual(wrong);
      expect(fixture.journal).toEqual([
        expect.objectContaining({ source: 'apigateway', outcome: 'refused' }),
      ]);
    }
  });

  it('are checked whatever content type is claimed', async () => {
    expect((await post('/prod/items', '{}', { 'Content-Type': 'text/plain' })).status).toBe(400);
  });

  it('explains to the journal what the client is not told', async () => {
    await post('/prod/items', '{"title":1}');
    expect(fixture.journal[0]?.text).toMatch(/\/title must be string/);
  });
});

describe('request parameters', () => {
  it.each([
    ['all are missing', '/prod/search/1', {}, '[x-header-param, issuer, qs1]'],
    ['a blank one', '/prod/search/1?qs1=%20', { 'X-Header-Param': 'a' }, '[issuer, qs1]'],
  ])('%s', async (_, path, headers, names) => {
    const answer = await fixture.send({ path, headers });
    expect([answer.status, answer.body]).toEqual([
      400,
      `{"message":"Missing required request parameters: ${names}"}`,
    ]);
    expect(answer.headers['x-amzn-ErrorType']).toBe('BadRequestException');
  });
});

describe('models', () => {
  it('must be JSON Schemas', async () => {
    const broken = await gatewayFixture();
    await expect(
      broken.deploy(apiTemplate({ 'GET /a': {} }, { more: { Bad: model('Bad', { type: 'thing' }) } })),
    ).rejects.toThrow(/Invalid model specified/);
  });
});
