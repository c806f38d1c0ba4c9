import { describe, expect, it } from 'vitest';
import type { TokenClaims, TokenVerification } from '../cognito/token-verifier.ts';
import {
  behindJwt,
  type HttpApiFixture,
  httpApiFixture,
  httpApiTemplate,
  jwtAuthorizerResource,
  POOL_ARN,
} from './http-api-fixture.ts';

const SECRET = 'very-secret-token';
const CLAIMS: TokenClaims = {
  sub: 'u-1',
  token_use: 'access',
  client_id: 'web',
  scope: 'openid items/read',
  exp: 1_795_176_000,
  'cognito:groups': ['admin', 'staff'],
  email_verified: true,
  address: { city: 'Bern' },
  nothing: null,
};

const valid = (claims: TokenClaims = CLAIMS): TokenVerification => ({ valid: true, use: 'access', claims });

async function behind(
  token: TokenVerification | undefined,
  scopes: readonly string[] = [],
  more: Parameters<typeof httpApiTemplate>[1] = {},
): Promise<HttpApiFixture> {
  const fixture = await httpApiFixture();
  if (token !== undefined) fixture.tokens.set(SECRET, token);
  await fixture.deploy(
    httpApiTemplate({ 'GET /items': behindJwt(...scopes) }, { ...more, more: jwtAuthorizerResource() }),
  );
  return fixture;
}

const get = (fixture: HttpApiFixture, authorization?: string) =>
  fixture.send({ path: '/items', headers: authorization === undefined ? {} : { authorization } });

describe('a JWT authorizer', () => {
  it.each([SECRET, `Bearer ${SECRET}`, `bearer  ${SECRET}`])('takes the token in %j', async (header) => {
    const fixture = await behind(valid());
    expect((await get(fixture, header)).status).toBe(200);
    expect(fixture.calls[0]?.event).toMatchObject({
      requestContext: {
        authorizer: {
          jwt: {
            claims: {
              sub: 'u-1',
              token_use: 'access',
              client_id: 'web',
              scope: 'openid items/read',
              exp: '1795176000',
              'cognito:groups': '[admin staff]',
              email_verified: 'true',
              address: '{"city":"Bern"}',
            },
            scopes: null,
          },
        },
      },
    });
    expect(fixture.journal).toEqual([]);
  });

  it('hands on the scopes where the route asks for some', async () => {
    const fixture = await behind(valid(), ['items/read', 'items/write']);
    expect((await get(fixture, SECRET)).status).toBe(200);
    expect(fixture.calls[0]?.event).toMatchObject({
      requestContext: { authorizer: { jwt: { scopes: ['openid', 'items/read'] } } },
    });
  });

  it('gives format 1.0 claims and scopes', async () => {
    const fixture = await behind(valid(), [], { integration: { PayloadFormatVersion: '1.0' } });
    await get(fixture, SECRET);
    expect(fixture.calls[0]?.event).toMatchObject({
      requestContext: { authorizer: { claims: { sub: 'u-1' }, scopes: null } },
    });
  });

  it.each<[name: string, claims: TokenClaims]>([
    ['aud', { aud: 'web' }],
    ['a list in aud', { aud: ['other', 'web'] }],
    ['client_id', { client_id: 'web' }],
  ])('takes an audience by %s', async (_name, claims) => {
    expect((await get(await behind(valid(claims)), SECRET)).status).toBe(200);
  });

  const invalid = (description: string, scope = ''): string =>
    `Bearer scope="${scope}" error="invalid_token" error_description="${description}"`;
  const wrong = (reason: 'expired' | 'issuer' | 'signature' | 'algorithm'): TokenVerification => ({
    valid: false,
    reason,
    detail: `It is ${reason}.`,
  });

  it.each<
    [name: string, token: TokenVerification | undefined, header: string | undefined, challenge: string]
  >([
    ['no token', undefined, undefined, 'Bearer'],
    ['a scheme alone', undefined, 'Bearer ', 'Bearer'],
    ['something else', undefined, SECRET, invalid('the token is not valid')],
    ['an expired token', wrong('expired'), SECRET, invalid('the token has expired')],
    ["another's token", wrong('issuer'), SECRET, invalid('the token does not have a valid issuer')],
    ['a forged token', wrong('signature'), SECRET, invalid('the token does not have a valid signature')],
    ['an unsigned token', wrong('algorithm'), SECRET, invalid('the token is not valid')],
    [
      'another client',
      valid({ client_id: 'other' }),
      SECRET,
      invalid('the token does not have a valid audience'),
    ],
    [
      'another aud beside the right client_id',
      valid({ aud: 'other', client_id: 'web' }),
      SECRET,
      invalid('the token does not have a valid audience'),
    ],
    ['no audience', valid({}), SECRET, invalid('the token does not have a valid audience')],
  ])('answers 401 to %s', async (_name, token, header, challenge) => {
    const fixture = await behind(token);
    const answer = await get(fixture, header);
    expect([answer.status, answer.body]).toEqual([401, '{"message":"Unauthorized"}']);
    expect(answer.headers['www-authenticate']).toBe(challenge);
    expect(fixture.calls).toEqual([]);
    expect(fixture.journal).toHaveLength(1);
    expect(fixture.journal[0]).toMatchObject({ source: 'authorizer', rule: 'JWT authorizer people' });
    expect(JSON.stringify(fixture.journal)).not.toContain(SECRET);
  });

  it.each<[name: string, claims: TokenClaims]>([
    ['other scopes', CLAIMS],
    ['no scopes', { aud: 'web', token_use: 'id' }],
    ['a scope that only begins alike', { aud: 'web', scope: 'items/writer' }],
  ])('answers 403 to %s', async (_name, claims) => {
    const fixture = await behind(valid(claims), ['items/write']);
    const answer = await get(fixture, SECRET);
    expect([answer.status, answer.body]).toEqual([403, '{"message":"Forbidden"}']);
    expect(fixture.journal).toMatchObject([{ hint: expect.stringContaining('items/write') }]);
  });

  it.each<[name: string, claims: TokenClaims]>([
    ['scp as a list', { aud: 'web', scp: ['items/write'] }],
    ['scp as a text', { aud: 'web', scp: 'a items/write' }],
  ])('finds scopes in %s', async (_name, claims) => {
    expect((await get(await behind(valid(claims), ['items/write']), SECRET)).status).toBe(200);
  });

  it.each([
    'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_AbCdEfGhI',
    'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_AbCdEfGhI/',
    'http://localhost:4566/us-east-1_AbCdEfGhI',
  ])('asks the user pool of %s', async (Issuer) => {
    const asked: unknown[] = [];
    const fixture = await httpApiFixture({
      tokens: {
        verify: async (pools) => {
          asked.push(pools);
          return valid();
        },
      },
    });
    await fixture.deploy(
      httpApiTemplate(
        { 'GET /items': behindJwt() },
        { more: jwtAuthorizerResource({ JwtConfiguration: { Audience: ['web'], Issuer } }) },
      ),
    );
    expect((await get(fixture, SECRET)).status).toBe(200);
    expect(asked).toEqual([[POOL_ARN]]);
  });

  it('takes the token of a query string', async () => {
    const fixture = await httpApiFixture();
    fixture.tokens.set(SECRET, valid());
    await fixture.deploy(
      httpApiTemplate(
        { 'GET /items': behindJwt() },
        { more: jwtAuthorizerResource({ IdentitySource: ['$request.querystring.token'] }) },
      ),
    );
    expect((await fixture.send({ path: `/items?token=${SECRET}` })).status).toBe(200);
    expect((await get(fixture, SECRET)).status).toBe(401);
  });
});
