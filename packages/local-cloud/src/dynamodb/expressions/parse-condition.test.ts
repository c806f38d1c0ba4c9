import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AwsError } from '../../aws/aws-error.ts';
import type { AttributeValue } from '../attribute-value.ts';
import { conditionPaths } from './condition.ts';
import { parseCondition } from './parse-condition.ts';
import { Substitutions } from './substitutions.ts';

const NAMES = { '#a': 'a', '#b': 'b', '#dot': 'x.y', '#status': 'status' };
const VALUES: Readonly<Record<string, AttributeValue>> = {
  ':s': { S: 'text' },
  ':t': { S: 'a' },
  ':n': { N: '1' },
  ':m': { N: '2' },
  ':b': { B: 'YWJj' },
  ':bool': { BOOL: true },
  ':null': { NULL: true },
  ':ss': { SS: ['a'] },
  ':ns': { NS: ['1'] },
  ':bs': { BS: ['YQ=='] },
  ':l': { L: [] },
  ':map': { M: {} },
  ':type': { S: 'S' },
};

const substitutions = (): Substitutions =>
  new Substitutions(new Map(Object.entries(NAMES)), new Map(Object.entries(VALUES)));

const parse = (text: string): unknown => parseCondition('ConditionExpression', text, substitutions());

const many = (count: number, each: string, separator: string): string =>
  Array.from({ length: count }, () => each).join(separator);

describe('parseCondition refuses', () => {
  it.each([
    ['', 'The expression can not be empty;'],
    ['   ', 'Syntax error; token: "<EOF>", near: "   "'],
    ['whatever', 'Syntax error; token: "<EOF>", near: "whatever"'],
    ['a =', 'Syntax error; token: "<EOF>", near: "="'],
    ['= a', 'Syntax error; token: "=", near: "= a"'],
    ['a = b c', 'Syntax error; token: "c", near: "b c"'],
    ['a = b c = d', 'Syntax error; token: "c", near: "b c ="'],
    ['a > 4', 'Syntax error; token: "4", near: "> 4"'],
    ['a = "x"', 'Syntax error; token: """, near: "= "x"'],
    ['a == b', 'Syntax error; token: "=", near: "== b"'],
    ['a != b', 'Syntax error; token: "!", near: "a !="'],
    ['_a = :s', 'Syntax error; token: "_", near: "_a"'],
    ['a.1 = :s', 'Syntax error; token: "1", near: ".1 ="'],
    ['a[01] = :s', 'Syntax error; token: "1", near: "01]"'],
    ['a[x] = :s', 'Syntax error; token: "x", near: "[x]"'],
    ['a[-1] = :s', 'Syntax error; token: "-", near: "[-1"'],
    ['a..b = :s', 'Syntax error; token: ".", near: "..b"'],
    ['[0] = :s', 'Syntax error; token: "[", near: "[0"'],
    ['a = # ', 'Syntax error; token: "#", near: "= # "'],
    [':s.a = :n', 'Syntax error; token: ".", near: ":s.a"'],
    ['a AND b', 'Syntax error; token: "AND", near: "a AND b"'],
    ['(a AND b = :s)', 'Syntax error; token: "AND", near: "a AND b"'],
    ['NOT a', 'Syntax error; token: "<EOF>", near: "a"'],
    ['(NOT a)', 'Syntax error; token: ")", near: "a)"'],
    ['NOT', 'Syntax error; token: "<EOF>", near: "NOT"'],
    ['(a)', 'Syntax error; token: "<EOF>", near: ")"'],
    ['(a = :s', 'Syntax error; token: "<EOF>", near: ":s"'],
    ['a = :s)', 'Syntax error; token: ")", near: ":s)"'],
    ['(a = :s AND)', 'Syntax error; token: ")", near: "AND)"'],
    ['(a = :s AND b)', 'Syntax error; token: ")", near: "b)"'],
    ['(a = :s) = b', 'Syntax error; token: "=", near: ") = b"'],
    ['a BETWEEN b', 'Syntax error; token: "<EOF>", near: "b"'],
    ['a BETWEEN b OR c', 'Syntax error; token: "OR", near: "b OR c"'],
    ['a IN b', 'Syntax error; token: "b", near: "IN b"'],
    ['a IN ()', 'Syntax error; token: ")", near: "()"'],
    ['a IN (b,)', 'Syntax error; token: ")", near: ",)"'],
    ['a IN (b', 'Syntax error; token: "<EOF>", near: "b"'],
    ['size()', 'Syntax error; token: ")", near: "()"'],
    ['size(a', 'Syntax error; token: "<EOF>", near: "a"'],
    ['(size(a))[0] > a', 'Syntax error; token: "[", near: ")[0"'],
    ['a + b = c', 'Syntax error; token: "+", near: "a + b"'],
    ['set = :s', 'Syntax error; token: "set", near: "set ="'],
    ['a = between', 'Syntax error; token: "between", near: "= between"'],
    ['a = 😀', 'Syntax error; token: "😀", near: "= 😀"'],
    ['((a = :s))', 'The expression has redundant parentheses;'],
    ['((a)) = :s', 'The expression has redundant parentheses;'],
    ['a = ((:s))', 'The expression has redundant parentheses;'],
    ['((a = :s)) AND x y z', 'The expression has redundant parentheses;'],
    ['(((a = :s) AND b = :s))', 'The expression has redundant parentheses;'],
    ['((attribute_exists(a)))', 'The expression has redundant parentheses;'],
    ['NOT ((a = :s))', 'The expression has redundant parentheses;'],
    ['abOrt = :s', 'Attribute name is a reserved keyword; reserved keyword: abOrt'],
    ['a.status = :undefined', 'Attribute name is a reserved keyword; reserved keyword: status'],
    ['contains(a, name)', 'Attribute name is a reserved keyword; reserved keyword: name'],
    ['a[2147483648] = :s', 'List index is not within the allowable range; index: [2147483648]'],
    [
      `a[${'9'.repeat(400)}] = :s`,
      `List index is not within the allowable range; index: [${'9'.repeat(400)}]`,
    ],
    ['begin_with(a, :s)', 'Invalid function name; function: begin_with'],
    ['SIZE(a) = :n', 'Invalid function name; function: SIZE'],
    ['toString(a)', 'Invalid function name; function: toString'],
    [
      'list_append(a, b) = :l',
      'The function is not allowed in a condition expression; function: list_append',
    ],
    ['if_not_exists(a, b)', 'The function is not allowed in a condition expression; function: if_not_exists'],
    ['size(a)', 'The function is not allowed to be used this way in an expression; function: size'],
    [
      'a = :s AND size(a)',
      'The function is not allowed to be used this way in an expression; function: size',
    ],
    ['NOT (size(a))', 'The function is not allowed to be used this way in an expression; function: size'],
    [
      'contains(a, :s) = :bool',
      'The function is not allowed to be used this way in an expression; function: contains',
    ],
    [
      'a IN (attribute_exists(b))',
      'The function is not allowed to be used this way in an expression; function: attribute_exists',
    ],
    [
      'size(begins_with(a, b)) = :n',
      'The function is not allowed to be used this way in an expression; function: begins_with',
    ],
    [
      '#x = :undefined',
      'An expression attribute name used in the document path is not defined; attribute name: #x',
    ],
    [
      'a.#x = :s',
      'An expression attribute name used in the document path is not defined; attribute name: #x',
    ],
    ['a = :x', 'An expression attribute value used in expression is not defined; attribute value: :x'],
    [
      'begins_with(a, :n) AND a = :x',
      'Incorrect operand type for operator or function; operator or function: begins_with, operand type: N',
    ],
    [
      'a = :x AND begins_with(a, :n)',
      'An expression attribute value used in expression is not defined; attribute value: :x',
    ],
    [
      'attribute_exists(a, :x)',
      'An expression attribute value used in expression is not defined; attribute value: :x',
    ],
    [
      'attribute_exists(a, b)',
      'Incorrect number of operands for operator or function; operator or function: attribute_exists, number of operands: 2',
    ],
    [
      'begins_with(a)',
      'Incorrect number of operands for operator or function; operator or function: begins_with, number of operands: 1',
    ],
    [
      'contains(a, b, c)',
      'Incorrect number of operands for operator or function; operator or function: contains, number of operands: 3',
    ],
    [
      'size(a, b) = :n',
      'Incorrect number of operands for operator or function; operator or function: size, number of operands: 2',
    ],
    [
      'a = #a',
      'The first operand must be distinct from the remaining operands for this operator or function; operator: =, first operand: [a]',
    ],
    [
      'a.b[0].c <> #a.#b[0].c',
      'The first operand must be distinct from the remaining operands for this operator or function; operator: <>, first operand: [a, b, [0], c]',
    ],
    [
      'contains(#a, #a)',
      'The first operand must be distinct from the remaining operands for this operator or function; operator: contains, first operand: [a]',
    ],
    [
      'begins_with(a, (a))',
      'The first operand must be distinct from the remaining operands for this operator or function; operator: begins_with, first operand: [a]',
    ],
    [
      'a BETWEEN :n AND a',
      'The first operand must be distinct from the remaining operands for this operator or function; operator: BETWEEN, first operand: [a]',
    ],
    [
      'a IN (b, a)',
      'The first operand must be distinct from the remaining operands for this operator or function; operator: IN, first operand: [a]',
    ],
    [
      'attribute_exists(:s)',
      'Operator or function requires a document path; operator or function: attribute_exists',
    ],
    [
      'attribute_not_exists(size(a))',
      'Operator or function requires a document path; operator or function: attribute_not_exists',
    ],
    [
      'attribute_type(:s, :type)',
      'Operator or function requires a document path; operator or function: attribute_type',
    ],
    [
      'attribute_type(a, :n)',
      'Incorrect operand type for operator or function; operator or function: attribute_type, operand type: N',
    ],
    [
      'attribute_type(a, b)',
      'Incorrect operand type for operator or function; operator or function: attribute_type, operand type: {NS,SS,L,BS,N,M,B,BOOL,NULL,S}',
    ],
    [
      'attribute_type(a, :s)',
      'Invalid attribute type name found; type: text, valid types: {N,BS,L,B,NULL,M,S,SS,NS,BOOL}',
    ],
    [
      'begins_with(:n, a)',
      'Incorrect operand type for operator or function; operator or function: begins_with, operand type: N',
    ],
    [
      'begins_with(a, size(b))',
      'Incorrect operand type for operator or function; operator or function: begins_with, operand type: N',
    ],
    [
      'size(:n) = :n',
      'Incorrect operand type for operator or function; operator or function: size, operand type: N',
    ],
    [
      'a = size(size(b))',
      'Incorrect operand type for operator or function; operator or function: size, operand type: N',
    ],
    [
      'a < :bool',
      'Incorrect operand type for operator or function; operator or function: <, operand type: BOOL',
    ],
    [
      ':null <= a',
      'Incorrect operand type for operator or function; operator or function: <=, operand type: NULL',
    ],
    ['a > :ss', 'Incorrect operand type for operator or function; operator or function: >, operand type: SS'],
    [
      'a >= :ns',
      'Incorrect operand type for operator or function; operator or function: >=, operand type: NS',
    ],
    [
      'NOT (a < :bs)',
      'Incorrect operand type for operator or function; operator or function: <, operand type: BS',
    ],
    [
      'attribute_exists(a) OR a < :l',
      'Incorrect operand type for operator or function; operator or function: <, operand type: L',
    ],
    [
      'size(a) < :map',
      'Incorrect operand type for operator or function; operator or function: <, operand type: M',
    ],
    [
      'a BETWEEN :bool AND :bool',
      'Incorrect operand type for operator or function; operator or function: BETWEEN, operand type: BOOL',
    ],
    [
      'a BETWEEN :n AND :s',
      'The BETWEEN operator requires same data type for lower and upper bounds; lower bound operand: AttributeValue: {N:1}, upper bound operand: AttributeValue: {S:text}',
    ],
    [
      'a BETWEEN :s AND :t',
      'The BETWEEN operator requires upper bound to be greater than or equal to lower bound; lower bound operand: AttributeValue: {S:text}, upper bound operand: AttributeValue: {S:a}',
    ],
    [
      'a BETWEEN :b AND :n',
      'The BETWEEN operator requires same data type for lower and upper bounds; lower bound operand: AttributeValue: {B:java.nio.HeapByteBuffer[pos=0 lim=3 cap=3]}, upper bound operand: AttributeValue: {N:1}',
    ],
    [
      `a IN (${many(101, ':n', ',')})`,
      'The IN operator is provided with too many operands; number of operands: 101',
    ],
    [`a${'.b'.repeat(32)} = :s`, 'The document path has too many nesting levels; nesting levels: 33'],
    [many(151, 'a=:n', ' OR '), 'The expression contains too many operators; operator count: 301'],
    [`${'NOT '.repeat(300)}a=:n`, 'The expression contains too many operators; operator count: 301'],
    ['('.repeat(4096), 'The expression has redundant parentheses;'],
    [
      `a = :${'v'.repeat(4092)}`,
      'Expression size has exceeded the maximum allowed size; expression size: 4097',
    ],
    ['é'.repeat(2049), 'Expression size has exceeded the maximum allowed size; expression size: 4098'],
  ])('%j', (text, message) => {
    expect(() => parse(text)).toThrow(
      expect.objectContaining({
        code: 'ValidationException',
        message: `Invalid ConditionExpression: ${message}`,
      }),
    );
  });

  it('under the name of the parameter', () => {
    expect(() => parseCondition('FilterExpression', 'a', substitutions())).toThrow(
      'Invalid FilterExpression: Syntax error; token: "<EOF>", near: "a"',
    );
  });
});

describe('parseCondition takes', () => {
  it.each([
    'a = :s',
    'a=:s',
    '\ta\r\n=\n:s ',
    '#a = :s',
    '#status.#dot[0][10].b_1 <> :s',
    ':s = a',
    '(a) = (:s)',
    '(a = :s)',
    '(a) = :s AND (b) = (:n)',
    '((a = :s) AND (b = :s))',
    '((a) = :s)',
    '(size(a)) > :n',
    'size((a)) > :n',
    'size(:s) = size(:l)',
    'NOT NOT a = :s',
    'NOT a = :s AND NOT (b = :s)',
    'a between :n and :m',
    '(a)between(:n)and(:m)',
    'a BETWEEN :n AND :m AND b = :s',
    'a BETWEEN b AND c',
    'a BETWEEN :n AND :n',
    ':n BETWEEN a AND b',
    'a IN (:s)',
    'a in(:s,b,size(c))',
    `a IN (${many(100, ':n', ', ')})`,
    'attribute_exists(a)',
    'attribute_not_exists((a.b))',
    'attribute_type(a, :type)',
    'begins_with(a, :s) or begins_with(a, :b)',
    'begins_with(:s, a)',
    'contains(a, :map)',
    'contains(:ss, a)',
    'contains(a, size(b))',
    'a = :bool AND a <> :null AND a = :map',
    'a < b AND a <= b AND a > b AND a >= b',
    'a = :s OR b = :s AND c = :s',
    'setting = :s AND adder = :s',
    'attribute_exists(constructor_a)',
    `a${'.b'.repeat(31)} = :s`,
    'a[2147483647] = :s',
    many(150, 'a=:n', ' OR '),
  ])('%j', (text) => {
    expect(() => parse(text)).not.toThrow();
  });
});

describe('parseCondition', () => {
  it('binds NOT closer than AND, and AND closer than OR', () => {
    const shape = (text: string): unknown => JSON.parse(JSON.stringify(parse(text)));
    expect(shape('a = :s OR b = :s AND NOT c = :s')).toEqual(shape('a = :s OR (b = :s AND (NOT c = :s))'));
    expect(shape('a = :s AND b = :s OR c = :s')).toEqual(shape('(a = :s AND b = :s) OR c = :s'));
    expect(shape('a = :s OR b = :s OR c = :s')).toEqual(shape('(a = :s OR b = :s) OR c = :s'));
    expect(shape('NOT a = :s AND b = :s')).toEqual(shape('(NOT a = :s) AND b = :s'));
  });

  it('takes other values for a text that it knows', () => {
    const bind = (value: string): unknown =>
      parseCondition(
        'ConditionExpression',
        'known = :v',
        new Substitutions(new Map(), new Map([[':v', { S: value }]])),
      );
    expect(bind('one')).toMatchObject({ right: { value: { S: 'one' } } });
    expect(bind('two')).toMatchObject({ right: { value: { S: 'two' } } });
  });

  it('tells the paths that it reads', () => {
    const condition = parseCondition(
      'ConditionExpression',
      'NOT a.b = :s AND (c IN (d, size(#dot[1])) OR e BETWEEN f AND g) AND contains(h, i) AND attribute_exists(j)',
      substitutions(),
    );
    expect(conditionPaths(condition)).toEqual([
      ['a', 'b'],
      ['c'],
      ['d'],
      ['x.y', 1],
      ['e'],
      ['f'],
      ['g'],
      ['h'],
      ['i'],
      ['j'],
    ]);
  });

  it('answers whatever text with a condition or a ValidationException', () => {
    const word = fc.constantFrom(
      ...'a b #a :s :n ( ) [ ] 0 1 . , = <> < >= + - AND OR NOT IN BETWEEN SET size contains ( ( ) ) name é "'.split(
        ' ',
      ),
    );
    const texts = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 80 }),
      fc.array(word, { maxLength: 40 }).map((words) => words.join(' ')),
    );
    fc.assert(
      fc.property(texts, (text) => {
        try {
          parse(text);
        } catch (error) {
          expect(error).toBeInstanceOf(AwsError);
          expect(error).toMatchObject({ code: 'ValidationException', status: 400 });
        }
      }),
      { numRuns: 2000 },
    );
  });
});
