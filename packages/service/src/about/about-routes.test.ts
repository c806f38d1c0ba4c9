import { openApi, operationsOf } from '@taskyard/contract';
import { describe, expect, it } from 'vitest';
import { bodyOf, expectContracted, sender } from '../api/module.fixture.ts';
import { aboutRoutes } from './about-routes.ts';

const addresses = {
  serverUrl: 'https://people.example.com/dev',
  automationUrl: 'https://automation.example.com/dev',
  signInUrl: 'https://sign-in.example.com',
};
const routes = aboutRoutes({ addresses });
const send = sender(routes);
const document = { method: 'GET', resource: '/openapi.json' } as const;
const me = { method: 'GET', resource: '/me' } as const;

it('has code for every operation of the module', () => {
  expect(routes.map(({ name }) => name)).toEqual(operationsOf('about').map(({ name }) => name));
});

describe('who asks', () => {
  it('is told by the token', async () => {
    const answer = await send({ ...me, as: 'ada', scope: 'openid tasks/read' });
    expectContracted('getMe', answer);
    expect(bodyOf(answer)).toEqual({ sub: 'ada', scopes: ['openid', 'tasks/read'] });
    expect(answer.headers).toMatchObject({ 'Cache-Control': 'private, no-cache' });
  });

  it('is nobody without an authorizer', async () => {
    const answer = await send({ ...me, as: null });
    expectContracted('getMe', answer);
    expect(answer.statusCode).toBe(401);
  });

  it('has no parameters', async () => {
    const answer = await send({ ...me, query: { sub: 'ben' } });
    expectContracted('getMe', answer);
    expect(bodyOf(answer)).toMatchObject({ status: 400, errors: [{ pointer: 'sub' }] });
  });
});

describe('the OpenAPI document', () => {
  it('is given to everybody, with the addresses of this deployment', async () => {
    const answer = await send({ ...document, as: null });
    expectContracted('getOpenApi', answer);
    expect(bodyOf(answer)).toEqual(JSON.parse(JSON.stringify(openApi(addresses))));
    expect(answer.headers).toMatchObject({
      'Content-Type': 'application/json',
      'Cache-Control': 'public, max-age=300',
    });
  });

  it('is not sent again to who has it, and is told apart from another', async () => {
    const tag = String((await send(document)).headers?.ETag);
    const again = await send({ ...document, headers: { 'If-None-Match': tag } });
    expectContracted('getOpenApi', again);
    expect(again).toMatchObject({ statusCode: 304, headers: { ETag: tag } });
    const other = sender(
      aboutRoutes({ addresses: { ...addresses, serverUrl: 'https://other.example.com' } }),
    );
    expect((await other({ ...document, headers: { 'If-None-Match': tag } })).statusCode).toBe(200);
  });
});
