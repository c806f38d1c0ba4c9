import { describe, expect, it } from 'vitest';
import type { AttributeValue } from '../attribute-value.ts';
import type { KeySchema } from '../table-definition.ts';
import { bindKeyCondition, type KeyCondition, parseKeyCondition } from './key-condition.ts';
import { Substitutions } from './substitutions.ts';

const NAMES = new Map([
  ['#pk', 'pk'],
  ['#sk', 'sk'],
]);
const VALUES = new Map<string, AttributeValue>([
  [':p', { S: 'p' }],
  [':a', { S: 'a' }],
  [':z', { S: 'z' }],
  [':n', { N: '1' }],
  [':m', { N: '2' }],
  [':b', { B: 'YQ==' }],
  [':e', { S: '' }],
  [':bool', { BOOL: true }],
  [':type', { S: 'N' }],
]);

const HASH: KeySchema = { partition: { name: 'pk', type: 'S' } };
const STRINGS: KeySchema = { ...HASH, sort: { name: 'sk', type: 'S' } };
const NUMBERS: KeySchema = { ...HASH, sort: { name: 'sk', type: 'N' } };

const bind = (text: string, keys: KeySchema = STRINGS): KeyCondition =>
  bindKeyCondition(parseKeyCondition(text, new Substitutions(NAMES, VALUES)), keys);

describe('a key condition', () => {
  it.each<[string, KeySchema, KeyCondition]>([
    ['pk = :p', HASH, { partitionValue: { S: 'p' } }],
    ['pk = :p', STRINGS, { partitionValue: { S: 'p' } }],
    [':p = #pk', HASH, { partitionValue: { S: 'p' } }],
    ['(pk = :p)', HASH, { partitionValue: { S: 'p' } }],
    [
      'pk = :p AND sk = :a',
      STRINGS,
      { partitionValue: { S: 'p' }, sort: { operator: '=', values: [{ S: 'a' }] } },
    ],
    [
      '#sk < :a AND #pk = :p',
      STRINGS,
      { partitionValue: { S: 'p' }, sort: { operator: '<', values: [{ S: 'a' }] } },
    ],
    [
      'pk = :p AND :a <= sk',
      STRINGS,
      { partitionValue: { S: 'p' }, sort: { operator: '>=', values: [{ S: 'a' }] } },
    ],
    [
      'pk = :p AND :n > sk',
      NUMBERS,
      { partitionValue: { S: 'p' }, sort: { operator: '<', values: [{ N: '1' }] } },
    ],
    [
      '(pk = :p) AND (sk >= :n)',
      NUMBERS,
      { partitionValue: { S: 'p' }, sort: { operator: '>=', values: [{ N: '1' }] } },
    ],
    [
      '(pk = :p AND (sk > :n))',
      NUMBERS,
      { partitionValue: { S: 'p' }, sort: { operator: '>', values: [{ N: '1' }] } },
    ],
    [
      'pk = :p AND sk BETWEEN :n AND :m',
      NUMBERS,
      { partitionValue: { S: 'p' }, sort: { operator: 'BETWEEN', values: [{ N: '1' }, { N: '2' }] } },
    ],
    [
      'pk = :p and begins_with(sk, :a)',
      STRINGS,
      { partitionValue: { S: 'p' }, sort: { operator: 'begins_with', values: [{ S: 'a' }] } },
    ],
  ])('%s', (text, keys, expected) => {
    expect(bind(text, keys)).toEqual(expected);
  });

  it.each([
    ['', 'The expression can not be empty;'],
    ['pk', 'Syntax error; token: "<EOF>", near: "pk"'],
    ['things are not gonna be ok', 'Syntax error; token: "are", near: "things are not"'],
    ['pk > 4', 'Syntax error; token: "4", near: "> 4"'],
    ['((pk = :p))', 'The expression has redundant parentheses;'],
    ['((pk = :p)) AND ((sk = :a))', 'The expression has redundant parentheses;'],
    ['data.foo = :p', 'Attribute name is a reserved keyword; reserved keyword: data'],
    ['#x = :p', 'An expression attribute name used in the document path is not defined; attribute name: #x'],
    [
      'pk = :missing AND begins_with(sk, :n)',
      'An expression attribute value used in expression is not defined; attribute value: :missing',
    ],
    [
      'begins_with(sk, :n) AND pk = :missing',
      'Incorrect operand type for operator or function; operator or function: begins_with, operand type: N',
    ],
    [
      'pk = :p AND begins_with(sk, :n) AND sk = :missing',
      'Incorrect operand type for operator or function; operator or function: begins_with, operand type: N',
    ],
    [
      'pk = :p AND sk < :bool',
      'Incorrect operand type for operator or function; operator or function: <, operand type: BOOL',
    ],
    [
      'pk = :p AND :bool >= sk',
      'Incorrect operand type for operator or function; operator or function: >=, operand type: BOOL',
    ],
    [
      'pk = :p AND sk BETWEEN :z AND :a',
      'The BETWEEN operator requires upper bound to be greater than or equal to lower bound; lower bound operand: AttributeValue: {S:z}, upper bound operand: AttributeValue: {S:a}',
    ],
    [
      'pk = :p AND sk BETWEEN :n AND :a',
      'The BETWEEN operator requires same data type for lower and upper bounds; lower bound operand: AttributeValue: {N:1}, upper bound operand: AttributeValue: {S:a}',
    ],
    ['pk = :p OR sk = :a', 'Invalid operator used in KeyConditionExpression: OR'],
    ['a > b and size(b) > c or a > c', 'Invalid operator used in KeyConditionExpression: OR'],
    ['NOT pk = :p', 'Invalid operator used in KeyConditionExpression: NOT'],
    ['pk <> :p', 'Invalid operator used in KeyConditionExpression: <>'],
    ['pk IN (:p)', 'Invalid operator used in KeyConditionExpression: IN'],
    ['attribute_exists(pk)', 'Invalid operator used in KeyConditionExpression: attribute_exists'],
    ['attribute_not_exists(pk)', 'Invalid operator used in KeyConditionExpression: attribute_not_exists'],
    ['attribute_type(pk, :type)', 'Invalid operator used in KeyConditionExpression: attribute_type'],
    ['contains(pk.d, :p)', 'Invalid operator used in KeyConditionExpression: contains'],
    [
      ':a BETWEEN size(b) AND size(a)',
      'Invalid condition in KeyConditionExpression: BETWEEN operator must have the key attribute as its first operand',
    ],
    [
      'begins_with(:a, pk)',
      'Invalid condition in KeyConditionExpression: begins_with operator must have the key attribute as its first operand',
    ],
    ['size(b) > a AND a.b > b', 'KeyConditionExpressions cannot contain nested operations'],
    ['a > size(b.d)', 'KeyConditionExpressions cannot contain nested operations'],
    ['a between size(b) and size(a)', 'KeyConditionExpressions cannot contain nested operations'],
    [
      'b > a.b',
      'Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition',
    ],
    [
      'begins_with(a, b)',
      'Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition',
    ],
    ['pk.foo = :p', 'KeyConditionExpressions cannot have conditions on nested attributes'],
    ['pk = :p AND #sk[0] > :a', 'KeyConditionExpressions cannot have conditions on nested attributes'],
    ['pk = :p AND :a < sk.foo', 'KeyConditionExpressions cannot have conditions on nested attributes'],
    [':z > :a AND sk < :z', 'Invalid condition in KeyConditionExpression: No key attribute specified'],
    ['pk = :p AND sk > :a AND sk < :z', 'KeyConditionExpressions must only contain one condition per key'],
    ['pk = :p AND pk = :a', 'KeyConditionExpressions must only contain one condition per key'],
    [`pk = :p AND ${'x'.repeat(4097)} = :a`, 'Expression size has exceeded the maximum allowed size;'],
  ])('refuses %j before it looks for the table', (text, message) => {
    expect(() => parseKeyCondition(text, new Substitutions(NAMES, VALUES))).toThrow(
      expect.objectContaining({
        code: 'ValidationException',
        message: `Invalid KeyConditionExpression: ${message}`,
      }),
    );
  });

  it.each([
    ['sk = :a', STRINGS, 'Query condition missed key schema element: pk'],
    ['stray = :a', HASH, 'Query condition missed key schema element: pk'],
    ['pk = :p AND stray = :a', STRINGS, 'Query condition missed key schema element: sk'],
    ['pk > :p', STRINGS, 'Query key condition not supported'],
    ['begins_with(pk, :p) AND sk = :a', STRINGS, 'Query key condition not supported'],
    [
      'pk = :p AND sk > :n AND stray = :a',
      NUMBERS,
      'The number of query conditions (3) exceeds the number of key attributes defined in the schema (2)',
    ],
    [
      'pk = :p AND sk = :a',
      HASH,
      'The number of query conditions (2) exceeds the number of key attributes defined in the schema (1)',
    ],
    [
      'pk = :n',
      HASH,
      'One or more parameter values were invalid: Condition parameter type does not match schema type',
    ],
    [
      'pk = :p AND begins_with(sk, :a)',
      NUMBERS,
      'One or more parameter values were invalid: Condition parameter type does not match schema type',
    ],
    [
      'pk = :p AND sk = :bool',
      NUMBERS,
      'One or more parameter values were invalid: Condition parameter type does not match schema type',
    ],
    [
      'pk = :e',
      HASH,
      'One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: pk',
    ],
  ])('%j is refused for the key', (text, keys, message) => {
    expect(() => bind(text, keys)).toThrow(expect.objectContaining({ code: 'ValidationException', message }));
  });
});
