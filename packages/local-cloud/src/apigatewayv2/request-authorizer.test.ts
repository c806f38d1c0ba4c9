import { describe, expect, it } from 'vitest';
import { FUNCTION_ARN, FunctionFailure, functionUri, RawPayload } from '../apigateway/gateway-fixture.ts';
import { type HttpApiFixture, httpApiFixture, httpApiResource, httpApiTemplate } from './http-api-fixture.ts';

const AUTHORIZER = `${FUNCTION_ARN}-authorizer`;
const custom = { AuthorizationType: 'CUSTOM', AuthorizerId: { Ref: 'Gate' } };

async function behind(
  answer: unknown,
  more: Readonly<Record<string, unknown>> = {},
): Promise<HttpApiFixture> {
  const fixture = await httpApiFixture();
  fixture.functions.set(AUTHORIZER, () => answer);
  await fixture.deploy(
    httpApiTemplate(
      { 'GET /items/{id}': custom, 'POST /items/{id}': custom },
      {
        more: {
          Gate: httpApiResource('Authorizer', {
            Name: 'gate',
            AuthorizerType: 'REQUEST',
            AuthorizerUri: functionUri(AUTHORIZER),
            AuthorizerPayloadFormatVersion: '2.0',
            EnableSimpleResponses: true,
            IdentitySource: ['$request.header.Authorization'],
            ...more,
          }),
        },
      },
    ),
  );
  return fixture;
}

const get = (fixture: HttpApiFixture, authorization = 'letmein', method = 'GET', path = '/items/7') =>
  fixture.send({ method, path, headers: { authorization } });

const policy = (Effect: string, Resource: string): object => ({
  principalId: 'p-1',
  policyDocument: {
    Version: '2012-10-17',
    Statement: [{ Action: 'execute-api:Invoke', Effect, Resource }],
  },
  context: { tenant: 't-1', level: 3, tags: ['a'] },
});
const POLICIES = { EnableSimpleResponses: false };
const calledOf = (fixture: HttpApiFixture): number =>
  fixture.calls.filter(({ functionArn }) => functionArn === AUTHORIZER).length;

describe('a Lambda authorizer', () => {
  it('gets the request in format 2.0', async () => {
    const fixture = await behind({ isAuthorized: true });
    await fixture.send({
      path: '/items/a%2Fb?x=1',
      headers: { authorization: 'letmein', cookie: 'c=1' },
    });
    const { event, sourceArn } = fixture.calls[0] ?? {};
    const api = `arn:aws:execute-api:us-east-1:000000000000:${fixture.apiId()}`;
    expect(event).toMatchObject({
      version: '2.0',
      type: 'REQUEST',
      routeArn: `${api}/$default/GET/items/a/b`,
      identitySource: ['letmein'],
      routeKey: 'GET /items/{id}',
      rawPath: '/items/a/b',
      rawQueryString: 'x=1',
      cookies: ['c=1'],
      pathParameters: { id: 'a/b' },
      requestContext: { stage: '$default' },
    });
    expect(Object.keys(event ?? {})).not.toContain('body');
    expect(sourceArn).toMatch(new RegExp(`^${api}/authorizers/[a-z0-9]{6}$`));
  });

  it('gets the request in format 1.0', async () => {
    const fixture = await behind(policy('Allow', '*'), {
      ...POLICIES,
      AuthorizerPayloadFormatVersion: '1.0',
      IdentitySource: ['$request.header.Authorization', '$request.querystring.x'],
    });
    await fixture.send({ path: '/items/7?x=1', headers: { authorization: 'letmein' } });
    expect(fixture.calls[0]?.event).toMatchObject({
      version: '1.0',
      type: 'REQUEST',
      methodArn: expect.stringMatching(/\/\$default\/GET\/items\/7$/),
      identitySource: 'letmein,1',
      authorizationToken: 'letmein,1',
      resource: '/items/{id}',
      httpMethod: 'GET',
      queryStringParameters: { x: '1' },
    });
  });

  it.each<[name: string, answer: unknown, more: object, lambda: object]>([
    ['isAuthorized', { isAuthorized: true }, {}, {}],
    [
      'isAuthorized and a context',
      { isAuthorized: true, context: { n: 1, list: ['a'], map: { b: null } } },
      {},
      { n: 1, list: ['a'], map: { b: null } },
    ],
    ['an allowing policy', policy('Allow', '*'), POLICIES, { tenant: 't-1', level: 3, tags: ['a'] }],
  ])('lets through with %s', async (_name, answer, more, lambda) => {
    const fixture = await behind(answer, { ...more });
    expect((await get(fixture)).status).toBe(200);
    expect(fixture.calls[1]?.event).toMatchObject({ requestContext: { authorizer: { lambda } } });
  });

  it.each<[name: string, answer: unknown, more: object]>([
    ['isAuthorized: false', { isAuthorized: false }, {}],
    ['a denying policy', policy('Deny', '*'), POLICIES],
    ['a policy for something else', policy('Allow', 'arn:aws:execute-api:*:*:*/*/GET/other'), POLICIES],
  ])('refuses with %s', async (_name, answer, more) => {
    const fixture = await behind(answer, { ...more });
    const response = await get(fixture);
    expect([response.status, response.body]).toEqual([403, '{"message":"Forbidden"}']);
    expect(fixture.journal).toMatchObject([{ source: 'authorizer', rule: 'REQUEST authorizer gate' }]);
  });

  it('is not asked without its identity source', async () => {
    const fixture = await behind({ isAuthorized: true });
    const response = await fixture.send({ path: '/items/7' });
    expect([response.status, response.body]).toEqual([401, '{"message":"Unauthorized"}']);
    expect(fixture.calls).toEqual([]);
  });

  it('is always asked when it names no identity source', async () => {
    const fixture = await behind({ isAuthorized: true }, { IdentitySource: [] });
    expect((await fixture.send({ path: '/items/7' })).status).toBe(200);
    expect(fixture.calls[0]?.event).toMatchObject({ identitySource: null });
  });

  it.each<[name: string, answer: unknown, more: object]>([
    ['fails', new FunctionFailure('Error', 'boom'), {}],
    ['answers a policy where simple answers are enabled', policy('Allow', '*'), {}],
    ['answers a text for isAuthorized', { isAuthorized: 'true' }, {}],
    ['answers isAuthorized where policies are asked for', { isAuthorized: true }, POLICIES],
    ['answers a policy without a principal', { ...policy('Allow', '*'), principalId: '' }, POLICIES],
    ['answers a policy that is none', { principalId: 'p', policyDocument: { Statement: 1 } }, POLICIES],
    ['answers nothing', null, {}],
    ['answers what is not JSON', new RawPayload('{'), {}],
    ['answers a list for a context', { isAuthorized: true, context: [] }, {}],
  ])('makes a 500 when it %s', async (_name, answer, more) => {
    const fixture = await behind(answer, { ...more });
    const response = await get(fixture);
    expect([response.status, response.body]).toEqual([500, '{"message":"Internal Server Error"}']);
    expect(calledOf(fixture)).toBe(fixture.calls.length);
    expect(fixture.journal).toMatchObject([{ outcome: 'failed', source: 'authorizer' }]);
  });

  it('makes a 401 when it fails with Unauthorized', async () => {
    const fixture = await behind(new FunctionFailure('Error', 'Unauthorized'));
    expect((await get(fixture)).status).toBe(401);
  });

  it('makes a 500 when the gateway may not ask it', async () => {
    const fixture = await behind({ isAuthorized: true });
    await get(fixture);
    fixture.forbidden.add(fixture.calls[0]?.sourceArn ?? '');
    expect((await get(fixture)).status).toBe(500);
    expect(fixture.journal).toMatchObject([{ hint: expect.stringContaining('AWS::Lambda::Permission') }]);
  });
});

describe('what a Lambda authorizer answered', () => {
  it('is remembered for its identity, and for no other', async () => {
    const fixture = await behind({ isAuthorized: true }, { AuthorizerResultTtlInSeconds: 60 });
    await get(fixture, 'a');
    await get(fixture, 'a', 'POST', '/items/8');
    expect(calledOf(fixture)).toBe(1);
    await get(fixture, 'b');
    expect(calledOf(fixture)).toBe(2);
    fixture.clock.now += 60_000;
    await get(fixture, 'a');
    expect(calledOf(fixture)).toBe(3);
  });

  it('is not remembered without a time to live, nor when it was an error', async () => {
    const forgetful = await behind({ isAuthorized: true });
    await get(forgetful);
    await get(forgetful);
    expect(calledOf(forgetful)).toBe(2);
    const failing = await behind(null, { AuthorizerResultTtlInSeconds: 60 });
    await get(failing);
    await get(failing);
    expect(calledOf(failing)).toBe(2);
  });

  it('is judged anew as a policy', async () => {
    const fixture = await behind(policy('Allow', 'arn:aws:execute-api:*:*:*/*/GET/items/7'), {
      ...POLICIES,
      AuthorizerResultTtlInSeconds: 60,
    });
    expect((await get(fixture)).status).toBe(200);
    expect((await get(fixture, 'letmein', 'GET', '/items/8')).status).toBe(403);
    expect((await get(fixture, 'letmein', 'POST')).status).toBe(403);
    expect(calledOf(fixture)).toBe(1);
  });

  it('is kept apart by route with $context.routeKey', async () => {
    const fixture = await behind(
      { isAuthorized: true },
      {
        AuthorizerResultTtlInSeconds: 60,
        IdentitySource: ['$request.header.Authorization', '$context.routeKey'],
      },
    );
    await get(fixture);
    await get(fixture, 'letmein', 'POST');
    await get(fixture);
    expect(calledOf(fixture)).toBe(2);
  });

  it('cannot be denied around by encoding a path', async () => {
    const fixture = await behind(
      {
        principalId: 'p',
        policyDocument: {
          Version: '2012-10-17',
          Statement: [
            { Action: 'execute-api:Invoke', Effect: 'Allow', Resource: '*' },
            { Action: 'execute-api:Invoke', Effect: 'Deny', Resource: '*/items/secret' },
          ],
        },
      },
      POLICIES,
    );
    expect((await get(fixture, 'x', 'GET', '/items/%73ecret')).status).toBe(403);
    expect((await get(fixture, 'x', 'GET', '/items/open')).status).toBe(200);
  });
});
