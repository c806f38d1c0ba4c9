import { describe, expect, it } from 'vitest';
import { routeTable } from './route-table.ts';

const table = routeTable(
  [
    'GET /',
    'GET /items',
    'POST /items',
    'GET /items/{id}',
    'ANY /items/{id}/notes',
    'GET /items/special',
    'GET /users/{userId}',
    'PATCH /users/me',
    'GET /files/{proxy+}',
    'GET /files/{name}',
    'ANY /deep/{a}/x',
    'GET /deep/{a}/{b}/{rest+}',
    'DELETE /{proxy+}',
  ].map((route) => {
    const [method = '', path = ''] = route.split(' ');
    return { method, path, target: route };
  }),
);

describe('route table', () => {
  it.each([
    ['GET', '/', 'GET /', null],
    ['GET', '/items', 'GET /items', null],
    ['GET', '/items/', 'GET /items', null],
    ['GET', '/items///', 'GET /items', null],
    ['GET', '/items/special', 'GET /items/special', null],
    ['GET', '/items/7', 'GET /items/{id}', { id: '7' }],
    ['GET', '/items/test%2Balias@gmail.com', 'GET /items/{id}', { id: 'test%2Balias@gmail.com' }],
    ['GET', '/items/a%2Fb', 'GET /items/{id}', { id: 'a%2Fb' }],
    ['PURGE', '/items/7/notes', undefined, null],
    ['HEAD', '/items/7/notes', 'ANY /items/{id}/notes', { id: '7' }],
    ['GET', '/users/me', 'GET /users/{userId}', { userId: 'me' }],
    ['PATCH', '/users/me', 'PATCH /users/me', null],
    ['PATCH', '/users/you', undefined, null],
    ['GET', '/files/a', 'GET /files/{name}', { name: 'a' }],
    ['GET', '/files/a/b//c', 'GET /files/{proxy+}', { proxy: 'a/b//c' }],
    ['GET', '/files', undefined, null],
    ['GET', '/deep/1/2/3/4', 'GET /deep/{a}/{b}/{rest+}', { a: '1', b: '2', rest: '3/4' }],
    ['DELETE', '/items', 'DELETE /{proxy+}', { proxy: 'items' }],
    ['HEAD', '/items', undefined, null],
    ['GET', '/Items', undefined, null],
    ['GET', '/items//x', undefined, null],
    ['GET', '/constructor', undefined, null],
  ])('%s %s', (method, path, route, parameters) => {
    const match = table.match(method, path);
    expect(match?.target).toBe(route);
    expect(match?.pathParameters ?? null).toEqual(parameters);
  });

  it('keeps parameters of any name apart from what objects inherit', () => {
    const odd = routeTable([{ method: 'GET', path: '/{__proto__}', target: 1 }]);
    expect(Object.entries(odd.match('GET', '/x')?.pathParameters ?? {})).toEqual([['__proto__', 'x']]);
  });
});
