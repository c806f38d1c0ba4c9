import { describe, expect, it } from 'vitest';
import type { AttributeValue } from './attribute-value.ts';
import { attributeSize, itemSize, numberSize } from './item-size.ts';
import { normalizeNumber } from './number.ts';

describe('numberSize', () => {
  it.each([
    ['0', 1],
    ['1', 2],
    ['12', 2],
    ['123', 3],
    ['1234', 3],
    ['12345678901234567890123456789012345678', 20],
    ['0042', 2],
    ['100', 2],
    ['1010', 3],
    ['0.0000001', 2],
    ['1E125', 2],
    ['1E-100', 2],
    ['1.5', 3],
    ['1.234', 4],
    ['3.14159', 5],
    ['123456', 4],
    ['100.5', 4],
    ['0.15', 2],
    ['-42', 3],
    ['-0', 1],
  ])('counts %s as %i', (number, size) => {
    expect(numberSize(normalizeNumber(number))).toBe(size);
  });
});

describe('attributeSize', () => {
  it.each<[AttributeValue, number]>([
    [{ S: '' }, 0],
    [{ S: 'é' }, 2],
    [{ B: 'AQID' }, 3],
    [{ BOOL: false }, 1],
    [{ NULL: true }, 1],
    [{ SS: ['a', 'bc'] }, 3],
    [{ NS: ['1', '123'] }, 5],
    [{ BS: ['AQ==', 'AQI='] }, 3],
    [{ L: [] }, 3],
    [{ L: [{ S: 'abc' }, { N: '1' }] }, 10],
    [{ M: { name: { S: 'abc' } } }, 11],
  ])('counts %j as %i', (value, size) => {
    expect(attributeSize(value)).toBe(size);
  });

  it('adds the names of an item', () => {
    expect(itemSize({ id: { S: 'abc' }, n: { N: '1' } })).toBe(8);
  });
});
