import type { APIGatewayProxyEvent } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { callerOf } from './caller.ts';
import { proxyEvent } from './proxy-event.fixture.ts';

/** An event with this in the place where the gateway puts what its authorizer found. */
function proved(authorizer: unknown): APIGatewayProxyEvent {
  const event = proxyEvent({ method: 'GET', resource: '/tasks' });
  return { ...event, requestContext: { ...event.requestContext, authorizer: authorizer as never } };
}

describe('the caller', () => {
  it.each<[name: string, authorizer: unknown, caller: object]>([
    [
      'of a user pool token',
      { claims: { sub: 'ada', scope: 'tasks/read tasks/write' } },
      { sub: 'ada', scopes: ['tasks/read', 'tasks/write'] },
    ],
    [
      'of a personal access token',
      { sub: 'ada', scopes: 'tasks/read', principalId: 'ada', integrationLatency: 3 },
      { sub: 'ada', scopes: ['tasks/read'] },
    ],
    ['of a token without scopes', { claims: { sub: 'ada' } }, { sub: 'ada', scopes: [] }],
    [
      'of a user pool token that says more',
      { claims: { sub: 'ada', scope: 'openid', email: 'ada@example.com', name: 'Ada' }, tokenId: 'x' },
      { sub: 'ada', scopes: ['openid'], email: 'ada@example.com', name: 'Ada' },
    ],
    [
      'of a personal access token, with the token',
      {
        sub: 'ada',
        scopes: 'tasks/read',
        tokenId: 'id-1',
        tokenName: 'ci',
        tokenExpiresAt: '2026-12-20T10:00:00.000Z',
      },
      {
        sub: 'ada',
        scopes: ['tasks/read'],
        token: { id: 'id-1', name: 'ci', expiresAt: '2026-12-20T10:00:00.000Z' },
      },
    ],
    [
      'is whom the claims name, whatever stands beside',
      { claims: { sub: 'ada' }, sub: 'ben' },
      { sub: 'ada', scopes: [] },
    ],
  ])('%s', (_name, authorizer, caller) => {
    expect(callerOf(proved(authorizer))).toEqual(caller);
  });

  it.each([
    [null],
    [undefined],
    [{}],
    [{ claims: {} }],
    [{ claims: {}, sub: 'ben' }],
    [{ sub: '' }],
    [{ sub: 1 }],
  ])('is nobody for %j', (authorizer) => {
    expect(() => callerOf(proved(authorizer))).toThrow('Sign in first');
  });
});
