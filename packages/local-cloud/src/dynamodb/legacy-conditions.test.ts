import { describe, expect, it } from 'vitest';
import type { AttributeValue, Item } from './attribute-value.ts';
import { evaluateCondition } from './expressions/evaluate-condition.ts';
import type { ComparisonOperator, ExpectedAttribute, LegacyCondition } from './item-shapes.ts';
import { expectedCondition, filterCondition, keyClauses } from './legacy-conditions.ts';

const item: Item = {
  s: { S: 'abc' },
  n: { N: '5' },
  set: { SS: ['a', 'b'] },
  list: { L: [{ S: 'x' }] },
};
const condition = (
  ComparisonOperator: ComparisonOperator,
  ...AttributeValueList: AttributeValue[]
): LegacyCondition => ({ ComparisonOperator, AttributeValueList });

describe('filterCondition', () => {
  it.each<[name: string, legacy: LegacyCondition, expected: boolean]>([
    ['n', condition('EQ', { N: '5' }), true],
    ['n', condition('EQ', { S: '5' }), false],
    ['n', condition('NE', { N: '5' }), false],
    ['n', condition('LT', { N: '10' }), true],
    ['n', condition('LE', { N: '5' }), true],
    ['n', condition('GT', { N: '5' }), false],
    ['n', condition('GE', { N: '5' }), true],
    ['n', condition('BETWEEN', { N: '1' }, { N: '5' }), true],
    ['n', condition('IN', { N: '1' }, { N: '5' }), true],
    ['s', condition('BEGINS_WITH', { S: 'ab' }), true],
    ['s', condition('CONTAINS', { S: 'bc' }), true],
    ['set', condition('CONTAINS', { S: 'b' }), true],
    ['list', condition('CONTAINS', { S: 'x' }), true],
    ['s', condition('NOT_CONTAINS', { S: 'x' }), true],
    ['gone', condition('NULL'), true],
    ['s', condition('NOT_NULL'), true],
    ['gone', condition('NE', { S: 'a' }), true],
  ])('finds %s %j: %s', (name, legacy, expected) => {
    const found = filterCondition({ [name]: legacy }, undefined);
    expect(found && evaluateCondition(found, item)).toBe(expected);
  });

  it('joins by AND unless told otherwise', () => {
    const conditions = { n: condition('EQ', { N: '5' }), s: condition('EQ', { S: 'x' }) };
    const holds = (operator: 'AND' | 'OR' | undefined): boolean | undefined => {
      const found = filterCondition(conditions, operator);
      return found && evaluateCondition(found, item);
    };
    expect([holds(undefined), holds('AND'), holds('OR')]).toEqual([false, false, true]);
  });

  it.each<[name: string, legacy: LegacyCondition, message: string]>([
    [
      'too few values',
      condition('BETWEEN', { N: '1' }),
      'One or more parameter values were invalid: Invalid number of argument(s) for the BETWEEN ComparisonOperator',
    ],
    [
      'no values',
      condition('IN'),
      'One or more parameter values were invalid: Invalid number of argument(s) for the IN ComparisonOperator',
    ],
    [
      'values of two types',
      condition('BETWEEN', { N: '1' }, { S: '2' }),
      'One or more parameter values were invalid: AttributeValues inside AttributeValueList must be of same type',
    ],
    [
      'a value that cannot be compared',
      condition('LT', { BOOL: true }),
      'One or more parameter values were invalid: ComparisonOperator LT is not valid for BOOL AttributeValue type',
    ],
    [
      'bounds the wrong way round',
      condition('BETWEEN', { N: '2' }, { N: '1' }),
      'The BETWEEN condition was provided a range where the lower bound is greater than the upper bound',
    ],
  ])('refuses %s', (_, legacy, message) => {
    expect(() => filterCondition({ a: legacy }, undefined)).toThrow(message);
  });

  it('refuses an operator without enough to join', () => {
    expect(() => filterCondition(undefined, 'OR')).toThrow(
      'ConditionalOperator cannot be used without Filter or Expected',
    );
    expect(() => filterCondition({ a: condition('NULL') }, 'OR')).toThrow(
      'ConditionalOperator can only be used when Filter or Expected has two or more elements',
    );
  });
});

describe('expectedCondition', () => {
  it.each<[name: string, expected: ExpectedAttribute, holds: boolean]>([
    ['n', { Value: { N: '5' } }, true],
    ['n', { Value: { N: '5' }, Exists: true }, true],
    ['n', { Exists: false }, false],
    ['gone', { Exists: false }, true],
    ['n', { ComparisonOperator: 'GT', AttributeValueList: [{ N: '4' }] }, true],
    ['n', { ComparisonOperator: 'GT', Value: { N: '4' } }, true],
    ['gone', { ComparisonOperator: 'NULL' }, true],
  ])('finds %s %j: %s', (name, expected, holds) => {
    const found = expectedCondition({ [name]: expected }, undefined);
    expect(found && evaluateCondition(found, item)).toBe(holds);
  });

  it.each<[expected: ExpectedAttribute, message: string]>([
    [{}, 'Value must be provided when Exists is null for Attribute: a'],
    [{ Exists: true }, 'Value must be provided when Exists is true for Attribute: a'],
    [{ Exists: false, Value: { S: 'a' } }, 'Value cannot be used when Exists is false for Attribute: a'],
    [
      { Exists: true, ComparisonOperator: 'NULL' },
      'Exists and ComparisonOperator cannot be used together for Attribute: a',
    ],
    [
      { ComparisonOperator: 'EQ' },
      'Value or AttributeValueList must be used with ComparisonOperator: EQ for Attribute: a',
    ],
    [
      { AttributeValueList: [] },
      'AttributeValueList can only be used with a ComparisonOperator for Attribute: a',
    ],
    [
      { Value: { S: 'a' }, AttributeValueList: [{ S: 'a' }], ComparisonOperator: 'EQ' },
      'Value and AttributeValueList cannot be used together for Attribute: a',
    ],
  ])('refuses %j', (expected, message) => {
    expect(() => expectedCondition({ a: expected }, undefined)).toThrow(
      `One or more parameter values were invalid: ${message}`,
    );
  });
});

describe('keyClauses', () => {
  it('turns conditions into clauses', () => {
    expect(
      keyClauses({
        pk: condition('EQ', { S: 'a' }),
        sk: condition('BETWEEN', { N: '1' }, { N: '2' }),
      }),
    ).toEqual([
      { attribute: 'pk', operator: '=', values: [{ S: 'a' }] },
      { attribute: 'sk', operator: 'BETWEEN', values: [{ N: '1' }, { N: '2' }] },
    ]);
  });

  it('refuses what no key can be asked', () => {
    expect(() => keyClauses({ pk: condition('CONTAINS', { S: 'a' }) })).toThrow(
      'Attempted conditional constraint is not an indexable operation',
    );
  });
});
