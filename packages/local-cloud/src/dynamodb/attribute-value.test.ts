import { describe, expect, it } from 'vitest';
import { type AttributeValue, attributeType, equalValues } from './attribute-value.ts';

const values: AttributeValue[] = [
  { S: 'a' },
  { N: '1' },
  { B: 'AQ==' },
  { BOOL: true },
  { NULL: true },
  { SS: ['a', 'b'] },
  { NS: ['1', '2'] },
  { BS: ['AQ==', 'Ag=='] },
  { L: [{ S: 'a' }, { M: { b: { N: '1' } } }] },
  { M: { a: { S: 'a' }, b: { L: [] } } },
];

describe('attribute values', () => {
  it.each(values.map((value) => [Object.keys(value)[0], value] as const))('tells a %s', (type, value) => {
    expect(attributeType(value)).toBe(type);
  });

  it('finds each equal to itself only', () => {
    for (const [row, left] of values.entries()) {
      for (const [column, right] of values.entries()) expect(equalValues(left, right)).toBe(row === column);
    }
  });

  it.each<[AttributeValue, AttributeValue, boolean]>([
    [{ SS: ['a', 'b'] }, { SS: ['b', 'a'] }, true],
    [{ NS: ['1'] }, { NS: ['1', '2'] }, false],
    [{ M: { a: { N: '1' }, b: { N: '2' } } }, { M: { b: { N: '2' }, a: { N: '1' } } }, true],
    [{ M: { a: { N: '1' } } }, { M: { b: { N: '1' } } }, false],
    [{ M: { toString: { N: '1' } } }, { M: { a: { N: '1' } } }, false],
    [{ L: [{ N: '1' }, { N: '2' }] }, { L: [{ N: '2' }, { N: '1' }] }, false],
    [{ BOOL: true }, { BOOL: false }, false],
  ])('compares %j and %j', (left, right, expected) => {
    expect(equalValues(left, right)).toBe(expected);
  });
});
