import { expect, it } from 'vitest';
import { readAppConfig } from './app-config.ts';
import { returnPath } from './return-path.ts';

it.each([
  [{ returnTo: '/tasks?view=done' }, '/tasks?view=done'],
  [{ returnTo: '//evil.example' }, '/'],
  [{ returnTo: '/\\evil.example' }, '/'],
  [{ returnTo: 'https://evil.example' }, '/'],
  [{ returnTo: '/callback?code=1' }, '/'],
  [undefined, '/'],
  ['/tasks', '/'],
])('after signing in with the state %j one goes on at %s', (state, path) => {
  expect(returnPath(state)).toBe(path);
});

it('a configuration that lacks something is refused by name', () => {
  expect(() => readAppConfig({ apiUrl: 'x', userPoolId: 'x', clientId: '' })).toThrow(
    'config.json has no clientId',
  );
  expect(() => readAppConfig(null)).toThrow('config.json has no apiUrl');
});
