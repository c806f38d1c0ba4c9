import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AwsError } from '../aws/aws-error.ts';
import { parseFilterPattern } from './filter-pattern.ts';

const matches: [pattern: string, message: string, expected: boolean][] = [
  ['', 'anything', true],
  ['ERROR', '[ERROR 400] bad request', true],
  ['ERROR', '[error 400] bad request', false],
  ['ERROR 400', 'ERROR then 400', true],
  ['ERROR 400', 'ERROR then 401', false],
  ['"not found"', 'it was not found', true],
  ['"not found"', 'found it was not', false],
  ['"say \\"hi\\""', 'they say "hi" to us', true],
  ['ERROR -400', 'ERROR 400', false],
  ['ERROR -"bad request"', 'ERROR bad gateway', true],
  ['?WARN ?ERROR', 'a WARN line', true],
  ['?WARN ?ERROR', 'an INFO line', false],
  ['{ $.level = "ERROR" }', '{"level":"ERROR"}', true],
  ['{ $.level = "ERROR" }', '{"level":"INFO"}', false],
  ['{ $.level = "ERROR" }', 'not JSON: level ERROR', false],
  ['{ $.level = ERROR }', '{"level":"ERROR"}', true],
  ['{ $.level != "ERROR" }', '{"level":"INFO"}', true],
  ['{ $.level = "ERR*" }', '{"level":"ERROR"}', true],
  ['{ $.level = "*a*a" }', '{"level":"a"}', false],
  ['{ $.took > 100 && $.took <= 200 }', '{"took":200}', true],
  ['{ $.took > 100 && $.took <= 200 }', '{"took":201}', false],
  ['{ ($.a = 1 || $.b = 2) && $.c = 3 }', '{"b":2,"c":3}', true],
  ['{ $.a = 1 || $.b = 2 && $.c = 3 }', '{"a":1}', true],
  ['{ $.user.name = "x" }', '{"user":{"name":"x"}}', true],
  ['{ $.list[1] = "b" }', '{"list":["a","b"]}', true],
  ["{ $['a.b'] = 1 }", '{"a.b":1}', true],
  ['{ $.gone IS NULL }', '{"gone":null}', true],
  ['{ $.gone NOT EXISTS }', '{}', true],
  ['{ $.on IS TRUE }', '{"on":true}', true],
  ['{ $.__proto__ EXISTS }', '{}', false],
];

describe('filter patterns', () => {
  it.each(matches)('%s on %s: %s', (pattern, message, expected) => {
    expect(parseFilterPattern(pattern)(message)).toBe(expected);
  });

  it.each([
    '"open',
    '%\\d+%',
    '{',
    '{ }',
    '{ $.a }',
    '{ $.a = }',
    '{ $.a = 1',
    '{ $.a = 1 } x',
    '{ $.a < "x" }',
    '{ $.* = 1 }',
    `{ ${'('.repeat(100)} $.a = 1 ${')'.repeat(100)} }`,
    'x'.repeat(1025),
  ])('refuses %s', (pattern) => {
    expect(() => parseFilterPattern(pattern)).toThrow(AwsError);
  });

  it('reads any text or refuses it as AWS does', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'{}[]()"$.=&|<>!?-% a1*\\') }), (pattern) => {
        try {
          expect(typeof parseFilterPattern(pattern)('{"a":1}')).toBe('boolean');
        } catch (error) {
          expect(error).toMatchObject({ code: 'InvalidParameterException' });
        }
      }),
    );
  });
});
