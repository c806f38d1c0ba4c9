import { describe, expect, it } from 'vitest';
import { LOCAL_ACCOUNT } from '../aws/account.ts';
import { AwsError } from '../aws/aws-error.ts';
import type { HttpRequest } from '../front-door/http.ts';
import type { RoleCredentials } from '../iam/role-credentials.ts';
import { apiTemplate, FUNCTION_ARN, gatewayFixture, lambdaProxy } from './gateway-fixture.ts';
import type { Authenticate } from './iam-authorizer.ts';

const ROLE = 'arn:aws:iam::000000000000:role/api';
const roles = (allowed: boolean): RoleCredentials => ({
  assumeForService: (roleArn, _session, service) => {
    if (!allowed) throw new AwsError('AccessDenied', `${service} may not assume ${roleArn}`);
    return {
      accessKeyId: 'ASIA',
      secretAccessKey: 'secret',
      sessionToken: 'token',
      expiration: Number.MAX_SAFE_INTEGER,
    };
  },
  allows: (roleArn, _session, action, resource) =>
    allowed && roleArn === ROLE && action === 'lambda:InvokeFunction' && resource === FUNCTION_ARN,
});

describe('integrations that act as a role', () => {
  it.each([
    [true, 200],
    [false, 500],
  ])('call the function when the role may: %s', async (allowed, status) => {
    const fixture = await gatewayFixture(undefined, { roles: roles(allowed) });
    await fixture.deploy(apiTemplate({ 'GET /a': { Integration: lambdaProxy({ Credentials: ROLE }) } }));
    expect((await fixture.send({ path: '/prod/a' })).status).toBe(status);
  });

  const dynamo = (action: string) => ({
    Integration: {
      Type: 'AWS',
      IntegrationHttpMethod: 'POST',
      Uri: `arn:aws:apigateway:us-east-1:dynamodb:action/${action}`,
      Credentials: ROLE,
      RequestTemplates: { 'application/json': '{"Key":{"id":{"S":"$input.params(\'id\')"}}}' },
      IntegrationResponses: [
        { StatusCode: '200', ResponseTemplates: { 'application/json': "$input.path('$.Item.name.S')" } },
        { StatusCode: '400', SelectionPattern: '4\\d{2}' },
      ],
    },
  });

  it('call DynamoDB, signed', async () => {
    const seen: { request: HttpRequest; body: string }[] = [];
    const fixture = await gatewayFixture(undefined, {
      roles: roles(true),
      services: async (request) => {
        const body = (await request.body()).toString();
        seen.push({ request, body });
        const found = body.includes('"7"');
        return { status: found ? 200 : 400, headers: {}, body: '{"Item":{"name":{"S":"seven"}}}' };
      },
    });
    await fixture.deploy(apiTemplate({ 'GET /a/{id}': dynamo('GetItem') }));
    expect(await fixture.send({ path: '/prod/a/7' })).toMatchObject({ status: 200, body: 'seven' });
    expect((await fixture.send({ path: '/prod/a/8' })).status).toBe(400);
    const [call] = seen;
    expect(call?.request.header('x-amz-target')).toBe('DynamoDB_20120810.GetItem');
    expect(call?.request.header('x-amz-security-token')).toBe('token');
    expect(call?.request.header('authorization')).toMatch(
      /^AWS4-HMAC-SHA256 Credential=ASIA\/20261120\/us-east-1\/dynamodb\/aws4_request, SignedHeaders=content-type;host;x-amz-date;x-amz-security-token;x-amz-target, Signature=[0-9a-f]{64}$/,
    );
    expect(call?.body).toBe('{"Key":{"id":{"S":"7"}}}');
  });

  it('answer 500 when the role does not trust API Gateway', async () => {
    const fixture = await gatewayFixture(undefined, {
      roles: roles(false),
      services: async () => ({ status: 200, headers: {} }),
    });
    await fixture.deploy(apiTemplate({ 'GET /a/{id}': dynamo('GetItem') }));
    expect((await fixture.send({ path: '/prod/a/7' })).status).toBe(500);
    expect(fixture.journal[0]?.rule).toBe(`role ${ROLE}`);
  });
});

describe('AWS_IAM methods', () => {
  const authenticate: Authenticate = (request, body, service) => {
    const key = request.header('authorization');
    expect([service, request.rawPath, body.toString()]).toEqual([
      'execute-api',
      expect.stringMatching(/^\/execute-api\/[a-z0-9]{10}\/prod\/a$/),
      'body',
    ]);
    return {
      arn: 'arn:aws:iam::000000000000:user/u',
      accountId: LOCAL_ACCOUNT.accountId,
      userId: 'AIDA',
      authorize: ({ action, resource }) => {
        if (key === 'right') return;
        throw new AwsError(
          'AccessDeniedException',
          `User: u is not authorized to perform: ${action} on resource: ${resource}`,
          403,
        );
      },
    };
  };

  it('tell the function who signed', async () => {
    const fixture = await gatewayFixture(undefined, { authenticate });
    await fixture.deploy(apiTemplate({ 'POST /a': { AuthorizationType: 'AWS_IAM' } }));
    await fixture.send({
      method: 'POST',
      path: '/prod/a',
      headers: { Authorization: 'right' },
      body: 'body',
    });
    expect(fixture.calls[0]?.event.requestContext.identity).toMatchObject({
      userArn: 'arn:aws:iam::000000000000:user/u',
      accountId: '000000000000',
      user: 'AIDA',
    });
  });
});
