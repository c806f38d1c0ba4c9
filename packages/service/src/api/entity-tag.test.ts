import { describe, expect, it } from 'vitest';
import { ApiProblem } from './api-problem.ts';
import { entityTag, matchedVersions, noneMatchNames } from './entity-tag.ts';

const three = entityTag(3);

describe('If-Match', () => {
  it.each<[header: string | undefined, versions: readonly number[] | undefined]>([
    [undefined, undefined],
    ['*', undefined],
    [' * ', undefined],
    [three, [3]],
    [`"other", ${three},${entityTag(4)}`, [3, 4]],
    [`"a,b",, ${three} ,`, [3]],
    [`W/${three}`, []],
    ['"3"', []],
    ['"3-9999"', []],
    ['"03-1"', []],
    ['"3-1x"', []],
    ['"-1-1"', []],
    ['""', []],
    ['"99999999999999999999-1"', []],
  ])('%j lets %j through', (header, versions) => {
    expect(matchedVersions(header)).toEqual(versions);
  });

  it.each(['3', '3-1', '"3-1', '"a"b"', '', ' ', ',', '"a" "b"', 'w/"a"', '*, "a"'])(
    'refuses %j',
    (header) => {
      expect(() => matchedVersions(header)).toThrow(ApiProblem);
    },
  );
});

it('takes as many tags as a condition has room for', () => {
  const tags = (count: number): string =>
    Array.from({ length: count }, (_, index) => entityTag(index + 1)).join();
  expect(matchedVersions(tags(50))).toHaveLength(50);
  expect(() => matchedVersions(tags(51))).toThrow(ApiProblem);
});

describe('If-None-Match', () => {
  it.each<[header: string | undefined, named: boolean]>([
    [undefined, false],
    ['*', true],
    [three, true],
    [`W/${three}`, true],
    [`"a", ${three}`, true],
    [entityTag(4), false],
  ])('%j names version 3: %s', (header, named) => {
    expect(noneMatchNames(header, three)).toBe(named);
  });
});
