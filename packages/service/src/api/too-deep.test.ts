import { expect, it } from 'vitest';
import { tooDeepAt } from './too-deep.ts';

it.each<[json: string, at: readonly string[] | undefined]>([
  ['1', undefined],
  ['[[1, "[[["]]', undefined],
  ['{"a": [1, {}]}', ['a', '1']],
  ['[[], {"b/c": {"d": []}}]', ['1', 'b/c']],
  [`${'['.repeat(100_000)}${']'.repeat(100_000)}`, ['0', '0']],
])('%.40s is deeper than two levels at %j', (json, at) => {
  expect(tooDeepAt(JSON.parse(json), 2)).toEqual(at);
});
