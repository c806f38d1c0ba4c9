import { expect, it } from 'vitest';
import { jsonFault, roundedNumbers } from './json-fault.ts';

it.each(['{}', '[1, "a", null]', '"x"', '1e3'])('%s is JSON', (text) => {
  expect(jsonFault(text)).toBeUndefined();
});

it('says where a text stops to be JSON', () => {
  expect(jsonFault('{\n  "a": 1,\n}')).toMatch(/line 3 column 1/);
  expect(jsonFault('')).toBeDefined();
});

it.each<[string, readonly string[]]>([
  ['[1, 1.5, 0.1, -2, 1e3, 100, 1.0, 0]', []],
  ['{"a": 12345678901234567890}', ['12345678901234567890']],
  ['{"12345678901234567890": "98765432109876543210"}', []],
  ['[0.1234567890123456789]', ['0.1234567890123456789']],
])('in %s a browser rounds %j', (text, rounded) => {
  expect(roundedNumbers(text)).toEqual(rounded);
});
