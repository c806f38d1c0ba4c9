import { describe, expect, it } from 'vitest';
import { FUNCTION_ARN } from '../apigateway/gateway-fixture.ts';
import {
  behindJwt,
  type HttpApiFixture,
  httpApiFixture,
  httpApiTemplate,
  jwtAuthorizerResource,
} from './http-api-fixture.ts';

const SETTINGS = {
  AllowOrigins: ['http://localhost:3000', 'https://*'],
  AllowMethods: ['GET', 'POST'],
  AllowHeaders: ['authorization', 'content-type'],
  ExposeHeaders: ['x-total'],
  AllowCredentials: true,
  MaxAge: 600,
};
const ALLOWED = {
  'access-control-allow-origin': 'http://localhost:3000',
  'access-control-allow-credentials': 'true',
  'access-control-expose-headers': 'x-total',
};

async function api(
  CorsConfiguration: object | undefined = SETTINGS,
  routes: Parameters<typeof httpApiTemplate>[0] = { 'GET /items': {} },
): Promise<HttpApiFixture> {
  const fixture = await httpApiFixture();
  await fixture.deploy(
    httpApiTemplate(routes, {
      api: CorsConfiguration === undefined ? {} : { CorsConfiguration },
      more: jwtAuthorizerResource(),
    }),
  );
  return fixture;
}

const preflight = (fixture: HttpApiFixture, origin: string, path = '/items') =>
  fixture.send({
    method: 'OPTIONS',
    path,
    headers: { origin, 'access-control-request-method': 'GET' },
  });
const corsOf = (headers: object): object =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => name.startsWith('access-control-')));

describe('a preflight', () => {
  it.each([['/items'], ['/none/such']])('to %s is answered by the API itself', async (path) => {
    const fixture = await api();
    const answer = await preflight(fixture, 'http://localhost:3000', path);
    expect([answer.status, answer.body]).toEqual([204, '']);
    expect(answer.headers).toEqual({
      ...ALLOWED,
      'access-control-allow-methods': 'GET,POST',
      'access-control-allow-headers': 'authorization,content-type',
      'access-control-max-age': '600',
      'apigw-requestid': expect.any(String),
    });
    expect([fixture.calls, fixture.journal]).toEqual([[], []]);
  });

  it('of another origin is allowed nothing', async () => {
    const answer = await preflight(await api(), 'http://evil.example');
    expect([answer.status, corsOf(answer.headers)]).toEqual([204, {}]);
  });

  it('comes after the authorizer of a route that takes every method', async () => {
    const fixture = await api(SETTINGS, { 'ANY /items': behindJwt() });
    const answer = await preflight(fixture, 'http://localhost:3000');
    expect([answer.status, corsOf(answer.headers)]).toEqual([401, ALLOWED]);
    expect(fixture.journal).toMatchObject([{ hint: expect.stringContaining('OPTIONS') }]);
  });

  it.each<[name: string, headers: Record<string, string>]>([
    ['an origin', { 'access-control-request-method': 'GET' }],
    ['a method', { origin: 'http://localhost:3000' }],
  ])('is none without %s', async (_name, headers) => {
    const answer = await (await api()).send({ method: 'OPTIONS', path: '/items', headers });
    expect(answer.status).toBe(404);
  });

  it('is nothing special to an API without a configuration', async () => {
    const fixture = await api(undefined, { 'GET /items': {} });
    await fixture.deploy(httpApiTemplate({ 'GET /items': {} }));
    const answer = await preflight(fixture, 'http://localhost:3000');
    expect([answer.status, corsOf(answer.headers)]).toEqual([404, {}]);
    expect(fixture.journal).toMatchObject([{ hint: expect.stringContaining('CorsConfiguration') }]);
  });
});

describe('an answer', () => {
  it.each<[origin: string | undefined, expected: object]>([
    ['http://localhost:3000', ALLOWED],
    ['https://any.example', { ...ALLOWED, 'access-control-allow-origin': 'https://any.example' }],
    ['http://localhost:3001', {}],
    ['null', {}],
    [undefined, {}],
  ])('to the origin %s has the configured headers, not those of the function', async (origin, expected) => {
    const fixture = await api();
    fixture.functions.set(FUNCTION_ARN, () => ({
      statusCode: 200,
      headers: { 'Access-Control-Allow-Origin': '*', 'X-Total': '3' },
    }));
    const answer = await fixture.send({ path: '/items', headers: origin === undefined ? {} : { origin } });
    expect(corsOf(answer.headers)).toEqual(expected);
    expect(answer.headers['x-total']).toBe('3');
  });

  it('of the gateway itself has them too', async () => {
    const fixture = await api(SETTINGS, { 'GET /items': behindJwt() });
    const answer = await fixture.send({ path: '/items', headers: { origin: 'http://localhost:3000' } });
    expect([answer.status, corsOf(answer.headers)]).toEqual([401, ALLOWED]);
  });

  it('keeps the headers of the function without a configuration', async () => {
    const fixture = await httpApiFixture();
    await fixture.deploy(httpApiTemplate({ 'GET /items': {} }));
    fixture.functions.set(FUNCTION_ARN, () => ({
      statusCode: 200,
      headers: { 'Access-Control-Allow-Origin': 'http://a.example' },
    }));
    const answer = await fixture.send({ path: '/items', headers: { origin: 'http://b.example' } });
    expect(answer.headers['access-control-allow-origin']).toBe('http://a.example');
  });

  it('says * where every origin is allowed', async () => {
    const fixture = await api({ AllowOrigins: ['*'], AllowMethods: ['*'] });
    const answer = await preflight(fixture, 'http://a.example');
    expect(corsOf(answer.headers)).toEqual({
      'access-control-allow-origin': '*',
      'access-control-allow-methods': '*',
    });
  });
});
