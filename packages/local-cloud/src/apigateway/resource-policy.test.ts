import { describe, expect, it } from 'vitest';
import {
  apiTemplate,
  behindCognito,
  cognitoAuthorizerResource,
  FUNCTION_ARN,
  functionUri,
  type GatewayFixture,
  gatewayFixture,
  REQUEST_ID,
} from './gateway-fixture.ts';

const AUTHORIZER_ARN = `${FUNCTION_ARN}-authorizer`;
const allow = { Effect: 'Allow', Principal: '*', Action: 'execute-api:Invoke', Resource: 'execute-api:/*' };
const deny = { ...allow, Effect: 'Deny' };
const fromHere = { Condition: { IpAddress: { 'aws:SourceIp': '127.0.0.0/8' } } };
const fromElsewhere = { Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } };

async function behindPolicy(...Statement: object[]): Promise<GatewayFixture> {
  const fixture = await gatewayFixture();
  await fixture.deploy(
    apiTemplate(
      {
        'GET /open': {},
        'GET /me': behindCognito(),
        'GET /custom': { AuthorizationType: 'CUSTOM', AuthorizerId: { Ref: 'Custom' } },
      },
      {
        api: { Policy: { Version: '2012-10-17', Statement } },
        more: {
          ...cognitoAuthorizerResource(),
          Custom: {
            Type: 'AWS::ApiGateway::Authorizer',
            Properties: {
              RestApiId: { Ref: 'Api' },
              Name: 'custom',
              Type: 'TOKEN',
              AuthorizerUri: functionUri(AUTHORIZER_ARN),
            },
          },
        },
      },
    ),
  );
  fixture.tokens.set('id', { valid: true, use: 'id', claims: {} });
  fixture.functions.set(AUTHORIZER_ARN, ({ event }) => ({
    principalId: 'u',
    policyDocument: {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: event.authorizationToken === 'deny' ? 'Deny' : 'Allow',
          Action: 'execute-api:Invoke',
          Resource: event.authorizationToken === 'silent' ? 'arn:aws:execute-api:::nothing' : '*',
        },
      ],
    },
  }));
  return fixture;
}

describe('the resource policy of an API', () => {
  it.each([
    ['an allow', [allow], '/prod/open', undefined, 200],
    ['an allow for this address', [{ ...allow, ...fromHere }], '/prod/open', undefined, 200],
    ['an allow for another address', [{ ...allow, ...fromElsewhere }], '/prod/open', undefined, 403],
    [
      'an allow for another path',
      [{ ...allow, Resource: 'execute-api:/prod/GET/x' }],
      '/prod/open',
      undefined,
      403,
    ],
    ['a deny beside an allow', [allow, { ...deny, ...fromHere }], '/prod/open', undefined, 403],
    ['a deny before the authorizer is asked', [allow, deny], '/prod/me', undefined, 403],
    ['no token, policy allows', [allow], '/prod/me', undefined, 401],
    ['a token, policy allows', [allow], '/prod/me', 'id', 200],
    ['a token, policy silent', [{ ...allow, ...fromElsewhere }], '/prod/me', 'id', 403],
    ['authorizer allows, policy silent', [{ ...allow, ...fromElsewhere }], '/prod/custom', 'allow', 200],
    ['authorizer silent, policy allows', [allow], '/prod/custom', 'silent', 200],
    ['authorizer silent, policy silent', [{ ...allow, ...fromElsewhere }], '/prod/custom', 'silent', 403],
    ['authorizer denies, policy allows', [allow], '/prod/custom', 'deny', 403],
    ['authorizer allows, policy denies', [deny], '/prod/custom', 'allow', 403],
  ])('%s', async (_, statements, path, token, status) => {
    const fixture = await behindPolicy(...statements);
    const headers = token === undefined ? {} : { Authorization: token };
    expect((await fixture.send({ path, headers })).status).toBe(status);
  });

  const anonymous = (path: string, reason: string) => (apiId: string) =>
    `User: anonymous is not authorized to perform: execute-api:Invoke on resource: arn:aws:execute-api:us-east-1:********0000:${apiId}/prod/GET/${path} ${reason}`;
  const silent = 'because no resource-based policy allows the execute-api:Invoke action';
  const explicit = 'with an explicit deny in a resource-based policy';
  const authorizer = () => 'User is not authorized to access this resource';

  it.each<
    [
      name: string,
      statements: object[],
      path: string,
      token: string | undefined,
      message: (apiId: string) => string,
      rule: RegExp,
    ]
  >([
    [
      'a silent policy',
      [{ ...allow, ...fromElsewhere }],
      'open',
      undefined,
      anonymous('open', silent),
      /^resource policy of API /,
    ],
    ['a deny', [allow, deny], 'open', undefined, anonymous('open', explicit), /^resource policy of API /],
    [
      'a deny before the authorizer is asked',
      [deny],
      'custom',
      'allow',
      anonymous('custom', explicit),
      /^resource policy of API /,
    ],
    [
      'a silent policy behind a token',
      [{ ...allow, ...fromElsewhere }],
      'me',
      'id',
      anonymous('me', silent),
      /^resource policy of API /,
    ],
    [
      'a silent policy and a silent authorizer',
      [{ ...allow, ...fromElsewhere }],
      'custom',
      'silent',
      authorizer,
      /^TOKEN authorizer custom$/,
    ],
  ])('names nobody and hides the account: %s', async (_, statements, path, token, message, rule) => {
    const fixture = await behindPolicy(...statements);
    const headers = token === undefined ? {} : { Authorization: token };
    const { bytes: _bytes, ...answer } = await fixture.send({ path: `/prod/${path}`, headers });
    expect(answer).toEqual({
      status: 403,
      body: JSON.stringify({ Message: message(fixture.apiId()) }),
      headers: {
        'Content-Type': 'application/json',
        'x-amzn-RequestId': REQUEST_ID,
        'x-amz-apigw-id': expect.stringMatching(/^[A-Za-z0-9_-]{15}=$/),
        'x-amzn-ErrorType': 'AccessDeniedException',
      },
    });
    const refused = fixture.journal.filter(({ outcome }) => outcome !== 'allowed');
    expect(refused).toMatchObject([{ requestId: REQUEST_ID, outcome: 'refused' }]);
    expect(refused[0]?.rule).toMatch(rule);
  });

  it('tells the journal which address it judged', async () => {
    const fixture = await behindPolicy({ ...allow, ...fromElsewhere });
    await fixture.send({ path: '/prod/open' });
    expect(fixture.journal[0]?.hint).toMatch(/127\.0\.0\.1/);
  });

  it('must be a policy', async () => {
    await expect(behindPolicy({ Effect: 'Perhaps' })).rejects.toThrow(/^Policy: /);
  });
});
