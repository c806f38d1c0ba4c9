import { expect, it } from 'vitest';
import { withLiteralKeys } from './literal-schema-keys.ts';

it.each<[name: string, source: string, written: string]>([
  ['a constant', 'const _x = "xml";\nvar A = [{ [_x]: 1 }];', 'const _x = "xml";\nvar A = [{ "xml": 1 }];'],
  [
    'an escaped one',
    'const _x = "a\\"b";\nvar A = { [_x]: 1 };',
    'const _x = "a\\"b";\nvar A = { "a\\"b": 1 };',
  ],
  [
    'nothing else',
    'let _x = "xml";\nvar A = { [_x]: 1, [_y]: 2 };',
    'let _x = "xml";\nvar A = { [_x]: 1, [_y]: 2 };',
  ],
  ['no element of a list', 'const _x = "xml";\nvar A = [_x];', 'const _x = "xml";\nvar A = [_x];'],
])('writes as a literal %s', (_name, source, written) => {
  expect(withLiteralKeys(source)).toBe(written);
});
