import { describe, expect, it } from 'vitest';
import { FUNCTION_ARN, functionUri } from '../apigateway/gateway-fixture.ts';
import {
  behindJwt,
  httpApiFixture,
  httpApiResource,
  httpApiTemplate,
  jwtAuthorizerResource,
} from './http-api-fixture.ts';

type Template = Record<string, object>;
const issuer = (Issuer: string): Template =>
  httpApiTemplate(
    { 'GET /': behindJwt() },
    { more: jwtAuthorizerResource({ JwtConfiguration: { Audience: ['web'], Issuer } }) },
  );
const integration = (properties: object): Template =>
  httpApiTemplate({ 'GET /': {} }, { integration: { ...properties } });
const http = (properties: object): Template =>
  integration({
    IntegrationType: 'HTTP_PROXY',
    IntegrationUri: 'http://localhost/',
    IntegrationMethod: 'GET',
    ...properties,
  });

describe('a template is refused at the start', () => {
  it.each<[name: string, template: Template, refusal: RegExp]>([
    [
      'WebSocket APIs',
      httpApiTemplate({}, { api: { ProtocolType: 'WEBSOCKET' } }),
      /^ProtocolType: .*WebSocket/,
    ],
    ['an OpenAPI document', httpApiTemplate({}, { api: { Body: { openapi: '3.0.1' } } }), /^Body: /],
    ['quick create', httpApiTemplate({}, { api: { Target: FUNCTION_ARN } }), /^Target: /],
    [
      'credentials for every origin',
      httpApiTemplate({}, { api: { CorsConfiguration: { AllowOrigins: ['*'], AllowCredentials: true } } }),
      /^CorsConfiguration\.AllowCredentials: /,
    ],
    [
      'an unknown CORS setting',
      httpApiTemplate({}, { api: { CorsConfiguration: { AllowThings: [] } } }),
      /^CorsConfiguration\.AllowThings: /,
    ],
    [
      'an issuer elsewhere',
      issuer('https://accounts.example.com'),
      /^JwtConfiguration\.Issuer: https:\/\/accounts\.example\.com: /,
    ],
    [
      'a user pool of another region',
      issuer('https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEfGhI'),
      /^JwtConfiguration\.Issuer: /,
    ],
    [
      'a name that only begins with localhost',
      issuer('http://localhost.example.com/'),
      /^JwtConfiguration\.Issuer: /,
    ],
    [
      'a backend elsewhere',
      http({ IntegrationUri: 'https://example.com/{proxy}' }),
      /^IntegrationUri: example/,
    ],
    [
      'a backend behind a user name',
      http({ IntegrationUri: 'http://localhost@example.com/' }),
      /^IntegrationUri: /,
    ],
    ['a VPC link', http({ ConnectionType: 'VPC_LINK' }), /^ConnectionType: /],
    ['a connection', http({ ConnectionId: 'x' }), /^ConnectionId: /],
    ['another AWS service', integration({ IntegrationSubtype: 'SQS-SendMessage' }), /^IntegrationSubtype: /],
    ['a mock', integration({ IntegrationType: 'MOCK' }), /^IntegrationType: /],
    ['a role without roles', integration({ CredentialsArn: 'arn:aws:iam::0:role/x' }), /^CredentialsArn: /],
    [
      'mapped requests of functions',
      integration({ RequestParameters: { 'append:header.a': 'b' } }),
      /^RequestParameters: /,
    ],
    [
      'a reserved header',
      http({ RequestParameters: { 'overwrite:header.Authorization': 'b' } }),
      /^RequestParameters: .*reserved/,
    ],
    [
      'an unknown mapping',
      http({ RequestParameters: { 'copy:header.a': 'b' } }),
      /^RequestParameters: copy:header\.a/,
    ],
    [
      'an unknown expression',
      http({ ResponseParameters: { 200: { 'append:header.a': '$request.cookie.b' } } }),
      /^ResponseParameters: \$request\.cookie/,
    ],
    [
      'a status that is none',
      http({ ResponseParameters: { all: { 'append:header.a': 'b' } } }),
      /^ResponseParameters: all/,
    ],
    ['an API key', httpApiTemplate({ 'GET /': { ApiKeyRequired: true } }), /^ApiKeyRequired: /],
    ['a model', httpApiTemplate({ 'GET /': { RequestModels: {} } }), /^RequestModels: /],
    [
      'a log elsewhere',
      httpApiTemplate(
        {},
        { stage: { AccessLogSettings: { DestinationArn: 'arn:aws:firehose:us-east-1:0:x:firehose:y' } } },
      ),
      /^AccessLogSettings\.DestinationArn: /,
    ],
    [
      'an unknown route setting',
      httpApiTemplate({}, { stage: { RouteSettings: { 'GET /': { Speed: 1 } } } }),
      /^RouteSettings\.GET \/\.Speed: /,
    ],
    [
      'client certificates',
      {
        Domain: {
          Type: 'AWS::ApiGatewayV2::DomainName',
          Properties: { DomainName: 'a.example', MutualTlsAuthentication: {} },
        },
      },
      /^MutualTlsAuthentication: /,
    ],
    [
      'a VPC link resource',
      { Link: { Type: 'AWS::ApiGatewayV2::VpcLink', Properties: { Name: 'x', SubnetIds: [] } } },
      /^AWS::ApiGatewayV2::VpcLink: /,
    ],
  ])('for %s', async (_name, template, refusal) => {
    const fixture = await httpApiFixture();
    expect(fixture.refusals(template)).toEqual([expect.stringMatching(refusal)]);
  });
});

describe('a deployment fails', () => {
  const authorizer = (properties: object): Template =>
    httpApiTemplate(
      {},
      {
        more: {
          Gate: httpApiResource('Authorizer', {
            Name: 'gate',
            AuthorizerType: 'REQUEST',
            AuthorizerUri: functionUri(),
            AuthorizerPayloadFormatVersion: '2.0',
            ...properties,
          }),
        },
      },
    );

  it.each<[name: string, template: Template, message: RegExp]>([
    ['a route key that is none', httpApiTemplate({ '/items': {} }), /route key is not formatted/],
    ['a verb that is none', httpApiTemplate({ 'FETCH /items': {} }), /route key is not formatted/],
    ['a greedy part in the middle', httpApiTemplate({ 'GET /{a+}/b': {} }), /route key is not formatted/],
    ['a target that is none', httpApiTemplate({ 'GET /': { Target: 'functions/x' } }), /Invalid target/],
    [
      'an authorizer that is not there',
      httpApiTemplate({ 'GET /': { AuthorizationType: 'JWT', AuthorizerId: 'abc' } }),
      /valid JWT authorizer/,
    ],
    [
      'an integration without a format',
      integration({ PayloadFormatVersion: { Ref: 'AWS::NoValue' } }),
      /PayloadFormatVersion/,
    ],
    ['a timeout that is too long', integration({ TimeoutInMillis: 30_001 }), /Timeout should be between/],
    [
      'a URI that is no function',
      integration({ IntegrationUri: 'arn:aws:sqs:us-east-1:0:q' }),
      /Invalid function ARN/,
    ],
    [
      'a cache without an identity',
      authorizer({ AuthorizerResultTtlInSeconds: 5 }),
      /IdentitySource is required/,
    ],
    [
      'simple answers in format 1.0',
      authorizer({ AuthorizerPayloadFormatVersion: '1.0', EnableSimpleResponses: true }),
      /2\.0 only/,
    ],
    ['an identity in the body', authorizer({ IdentitySource: ['$request.body.user'] }), /IdentitySource/],
    [
      'a scope that is none',
      httpApiTemplate({ 'GET /': behindJwt('a"b') }, { more: jwtAuthorizerResource() }),
      /Invalid authorization scope/,
    ],
    [
      'a deployment of nothing',
      httpApiTemplate({}, { more: { Deployment: httpApiResource('Deployment', {}) } }),
      /no routes exist/,
    ],
    ['an issuer that was not known before', issuer('us-east-1_AbCdEfGhI'), /JwtConfiguration\.Issuer/],
  ])('for %s', async (_name, template, message) => {
    const fixture = await httpApiFixture();
    await expect(fixture.deploy(template)).rejects.toThrow(message);
  });

  it('for a second route with the same key', async () => {
    const fixture = await httpApiFixture();
    const twin = httpApiResource('Route', { RouteKey: 'GET /' });
    await expect(fixture.deploy(httpApiTemplate({ 'GET /': {} }, { more: { Twin: twin } }))).rejects.toThrow(
      /GET \/ already exists/,
    );
  });
});

describe('a template is taken', () => {
  it('with a custom domain, which is left out', async () => {
    const fixture = await httpApiFixture();
    await fixture.deploy(
      httpApiTemplate(
        { 'GET /': {} },
        {
          more: {
            Domain: { Type: 'AWS::ApiGatewayV2::DomainName', Properties: { DomainName: 'api.example.com' } },
            Mapping: httpApiResource('ApiMapping', {
              DomainName: { Ref: 'Domain' },
              Stage: { Ref: 'Stage' },
            }),
          },
        },
      ),
    );
    expect((await fixture.send({ path: '/' })).status).toBe(200);
  });

  it('with a route that has no integration, which is not found', async () => {
    const fixture = await httpApiFixture();
    await fixture.deploy(httpApiTemplate({ 'GET /': { Target: { Ref: 'AWS::NoValue' } } }));
    expect((await fixture.send({ path: '/' })).status).toBe(404);
    expect(fixture.journal).toMatchObject([{ hint: expect.stringContaining('Target') }]);
  });
});
