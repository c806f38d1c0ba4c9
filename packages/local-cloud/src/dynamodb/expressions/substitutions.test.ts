import { describe, expect, it } from 'vitest';
import type { AttributeValue } from '../attribute-value.ts';
import { parseCondition } from './parse-condition.ts';
import { parseProjection } from './projection.ts';
import { noSubstitutions, readSubstitutions, type Substitutions } from './substitutions.ts';

const read = (
  names?: Readonly<Record<string, string>>,
  values?: Readonly<Record<string, AttributeValue>>,
): Substitutions => readSubstitutions(names, values, (value) => value);

describe('readSubstitutions', () => {
  it.each<[Parameters<typeof read>, string]>([
    [[{}, {}], 'ExpressionAttributeNames must not be empty'],
    [[undefined, {}], 'ExpressionAttributeValues must not be empty'],
    [[{ a: 'a' }, {}], 'ExpressionAttributeNames contains invalid key: Syntax error; key: "a"'],
    [[{ '#': 'a' }], 'ExpressionAttributeNames contains invalid key: Syntax error; key: "#"'],
    [[{ '#a-b': 'a' }], 'ExpressionAttributeNames contains invalid key: Syntax error; key: "#a-b"'],
    [[{ '#a\n': 'a' }], 'ExpressionAttributeNames contains invalid key: Syntax error; key: "#a\n"'],
    [
      [{ [`#${'a'.repeat(255)}`]: 'a' }],
      'ExpressionAttributeNames contains invalid key: The expression attribute map contains a key that is too long; size of key: 256',
    ],
    [
      [{ [`#${'a'.repeat(255)}-x`]: 'a' }],
      'ExpressionAttributeNames contains invalid key: The expression attribute map contains a key that is too long; size of key: 258',
    ],
    [[{ '#a': '' }], 'ExpressionAttributeNames contains invalid value: Empty attribute name for key #a'],
    [
      [undefined, { a: { S: 'a' } }],
      'ExpressionAttributeValues contains invalid key: Syntax error; key: "a"',
    ],
    [
      [undefined, { ':': { S: 'a' } }],
      'ExpressionAttributeValues contains invalid key: Syntax error; key: ":"',
    ],
    [
      [undefined, { [`:${'a'.repeat(255)}`]: { S: 'a' } }],
      'ExpressionAttributeValues contains invalid key: The expression attribute map contains a key that is too long;',
    ],
  ])('refuses %j', ([names, values], message) => {
    expect(() => read(names, values)).toThrow(
      expect.objectContaining({ code: 'ValidationException', message }),
    );
  });

  it('checks every key before it reads a value', () => {
    const readValue = (): AttributeValue => {
      throw new Error('not reached');
    };
    expect(() => readSubstitutions(undefined, { ':a': 1, b: 2 }, readValue)).toThrow('key: "b"');
    expect(() => readSubstitutions(undefined, { ':a': 1 }, readValue)).toThrow('not reached');
  });
});

describe('Substitutions', () => {
  it('tells what no expression used, names before values', () => {
    const substitutions = read(
      { '#used': 'a', '#unused': 'b', '#also': 'c' },
      { ':used': { S: 'x' }, ':unused': { S: 'y' } },
    );
    parseCondition('FilterExpression', '#used = :used', substitutions);
    expect(() => substitutions.assertAllUsed()).toThrow(
      /^Value provided in ExpressionAttributeNames unused in expressions: keys: \{(#unused, #also|#also, #unused)\}$/,
    );
    parseProjection('#unused, #also', substitutions);
    expect(() => substitutions.assertAllUsed()).toThrow(
      'Value provided in ExpressionAttributeValues unused in expressions: keys: {:unused}',
    );
    parseCondition('ConditionExpression', 'b = :unused', substitutions);
    expect(() => substitutions.assertAllUsed()).not.toThrow();
  });

  it('has nothing unused when there is nothing', () => {
    expect(() => noSubstitutions().assertAllUsed()).not.toThrow();
  });

  it('knows no names but its own', () => {
    expect(() => parseProjection('#toString', read({ '#a': 'a' }))).toThrow(
      'An expression attribute name used in the document path is not defined; attribute name: #toString',
    );
  });
});
