import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CacheBehavior, DistributionConfig } from './distribution.ts';
import { behaviorOf, matchesPath } from './path-pattern.ts';

it.each<[pattern: string, path: string, matches: boolean]>([
  ['/api/*', '/api/', true],
  ['/api/*', '/api', false],
  ['/api/*', '/API/x', false],
  ['api/*', '/api/x/y', true],
  ['*.jpg', '/a/b.jpg', true],
  ['*.jpg', '/a/b.jpg/', false],
  ['/a?c', '/abc', true],
  ['/a?c', '/ac', false],
  ['/a*b*c', '/axxbxxbyc', true],
  ['*', '/', true],
])('%s and %s', (pattern, path, matches) => {
  expect(matchesPath(pattern, path)).toBe(matches);
});

it('agrees with a regular expression', () => {
  const text = fc.stringMatching(/^[ab/]{0,8}$/);
  const pattern = fc.stringMatching(/^[ab/*?]{0,8}$/);
  fc.assert(
    fc.property(pattern, text, (glob, path) => {
      const source = `/${glob}`.replaceAll('*', '.*').replaceAll('?', '.');
      expect(matchesPath(`/${glob}`, `/${path}`)).toBe(new RegExp(`^${source}$`).test(`/${path}`));
    }),
  );
});

describe('the behavior of a path', () => {
  const behavior = (originId: string): CacheBehavior => ({ originId, allowedMethods: [], compress: false });
  const config: DistributionConfig = {
    enabled: true,
    defaultRootObject: '',
    origins: [],
    errorResponses: [],
    defaultBehavior: behavior('rest'),
    behaviors: [
      { ...behavior('api'), pathPattern: '/api/*' },
      { ...behavior('all'), pathPattern: '/*/x' },
    ],
  };

  it.each([
    ['/api/x', 'api'],
    ['/b/x', 'all'],
    ['/a/../api/y', 'api'],
    ['/api/../y', 'rest'],
    ['/', 'rest'],
  ])('%s: %s', (path, originId) => {
    expect(behaviorOf(config, path).originId).toBe(originId);
  });
});
