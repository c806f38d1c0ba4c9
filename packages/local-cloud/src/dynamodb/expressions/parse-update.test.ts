import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AwsError } from '../../aws/aws-error.ts';
import type { AttributeValue } from '../attribute-value.ts';
import { parseUpdate } from './parse-update.ts';
import { Substitutions } from './substitutions.ts';
import type { Update } from './update.ts';

const NAMES = new Map([
  ['#a', 'a'],
  ['#c', 'c'],
  ['#d', 'd'],
]);
const VALUES = new Map<string, AttributeValue>([
  [':s', { S: 'text' }],
  [':n', { N: '1' }],
  [':b', { B: 'YQ==' }],
  [':bool', { BOOL: false }],
  [':null', { NULL: true }],
  [':ss', { SS: ['a'] }],
  [':ns', { NS: ['1'] }],
  [':bs', { BS: ['YQ=='] }],
  [':l', { L: [] }],
  [':m', { M: {} }],
]);

const parse = (text: string): Update => parseUpdate(text, new Substitutions(NAMES, VALUES));

const operandType = (operator: string, type: string): string =>
  `Incorrect operand type for operator or function; operator or function: ${operator}, operand type: ${type}`;
const memberType = (operator: string, type: string): string =>
  `Incorrect operand type for operator or function; operator: ${operator}, operand type: ${type}, ` +
  `typeSet: ALLOWED_FOR_${operator}_OPERAND`;
const paths = (relation: string, one: string, other: string): string =>
  `Two document paths ${relation} with each other; must remove or rewrite one of these paths; ` +
  `path one: ${one}, path two: ${other}`;

describe('parseUpdate refuses', () => {
  it.each([
    ['', 'The expression can not be empty;'],
    ['INVALID SYNTAX HERE', 'Syntax error; token: "INVALID", near: "INVALID SYNTAX"'],
    ['SET', 'Syntax error; token: "<EOF>", near: "SET"'],
    ['set a', 'Syntax error; token: "<EOF>", near: "a"'],
    ['set a = ', 'Syntax error; token: "<EOF>", near: "= "'],
    ['set a = :s,', 'Syntax error; token: "<EOF>", near: ","'],
    ['set a b', 'Syntax error; token: "b", near: "a b"'],
    ['add a', 'Syntax error; token: "<EOF>", near: "a"'],
    ['delete a', 'Syntax error; token: "<EOF>", near: "a"'],
    ['set a=set', 'Syntax error; token: "set", near: "=set"'],
    ['remove a = b', 'Syntax error; token: "=", near: "a = b"'],
    ['add a = b', 'Syntax error; token: "=", near: "a = b"'],
    ['delete a b', 'Syntax error; token: "b", near: "a b"'],
    ['delete a if_not_exist(b)', 'Syntax error; token: "if_not_exist", near: "a if_not_exist("'],
    ['remove a b', 'Syntax error; token: "b", near: "a b"'],
    ['set :s = b', 'Syntax error; token: ":s", near: "set :s ="'],
    ['remove :s', 'Syntax error; token: ":s", near: "remove :s"'],
    ['set a = b / c', 'Syntax error; token: "/", near: "b / c"'],
    ['set a[1] = "eight"', 'Syntax error; token: """, near: "= "eight"'],
    ['set a[1] = 1', 'Syntax error; token: "1", near: "= 1"'],
    ['SET a = if_not_exist(a, 100)', 'Syntax error; token: "100", near: ", 100)"'],
    ['SET if_not_exist(a, b) = a', 'Syntax error; token: "(", near: "if_not_exist(a"'],
    ['set (a = (b + c))', 'Syntax error; token: "(", near: "set (a"'],
    ['set a = (b.c).d + e', 'Syntax error; token: ".", near: ").d"'],
    ['set a = (b.c)[0] + e', 'Syntax error; token: "[", near: ")[0"'],
    ['set a = b + c + d', 'Syntax error; token: "+", near: "c + d"'],
    ['set a = (b + c) + d', 'Syntax error; token: "+", near: ") + d"'],
    ['set a = b + (c + d)', 'Syntax error; token: "+", near: "c + d"'],
    ['set a = list_append((b + c), d)', 'Syntax error; token: "+", near: "b + c"'],
    ['set _a = :s', 'Syntax error; token: "_", near: "set _a"'],
    ['set a = :s;', 'Syntax error; token: ";", near: ":s;"'],
    ['set a = ((b))', 'The expression has redundant parentheses;'],
    ['set a = ((b + c))', 'The expression has redundant parentheses;'],
    [' set #x = :x set abOrt = b ', 'Attribute name is a reserved keyword; reserved keyword: abOrt'],
    [' remove Absolute ', 'Attribute name is a reserved keyword; reserved keyword: Absolute'],
    ['set a = data', 'Attribute name is a reserved keyword; reserved keyword: data'],
    [
      'set a = if_not_exists(b, status) + :x',
      'Attribute name is a reserved keyword; reserved keyword: status',
    ],
    ['remove a[4294967295]', 'List index is not within the allowable range; index: [4294967295]'],
    ['set #c = if_not_exist(:c) set c = d', 'Invalid function name; function: if_not_exist'],
    ['set a = IF_NOT_EXISTS(b, c)', 'Invalid function name; function: IF_NOT_EXISTS'],
    ['set a = size(b)', 'The function is not allowed in an update expression; function: size'],
    [
      'set a = list_append(b, attribute_exists(c))',
      'The function is not allowed in an update expression; function: attribute_exists',
    ],
    ['set a = #x set c = :x', 'The "SET" section can only be used once in an update expression;'],
    ['remove #x set a = b remove e', 'The "REMOVE" section can only be used once in an update expression;'],
    ['add #x :x set a = b add e :y', 'The "ADD" section can only be used once in an update expression;'],
    [
      'delete #x :x set a = b delete e :y',
      'The "DELETE" section can only be used once in an update expression;',
    ],
    [
      'SET #x = if_not_exists(:x)',
      'An expression attribute name used in the document path is not defined; attribute name: #x',
    ],
    [
      'SET a = :x, b = #x',
      'An expression attribute name used in the document path is not defined; attribute name: #x',
    ],
    [
      'SET #a = if_not_exists(:x)',
      'An expression attribute value used in expression is not defined; attribute value: :x',
    ],
    [
      'SET a = :x, a = b',
      'An expression attribute value used in expression is not defined; attribute value: :x',
    ],
    ['ADD a :x', 'An expression attribute value used in expression is not defined; attribute value: :x'],
    ['set d[1] = a, d.b = a, c[1].a = a, #c = if_not_exists(a)', paths('overlap', '[c, [1], a]', '[c]')],
    ['set c.b.#c = a, c = a, #d = a', paths('overlap', '[c, b, c]', '[c]')],
    ['set a = b remove a, #c', paths('overlap', '[a]', '[a]')],
    ['set #c[3].#d = a, #c[3] = a', paths('overlap', '[c, [3], d]', '[c, [3]]')],
    ['remove c, #c.a, #d', paths('overlap', '[c]', '[c, a]')],
    ['set a = :n add a :n', paths('overlap', '[a]', '[a]')],
    ['set #c[3].#d = a, #c.#d[3] = if_not_exists(a)', paths('conflict', '[c, [3], d]', '[c, d, [3]]')],
    ['remove a.#c set a[1] = #d', paths('conflict', '[a, c]', '[a, [1]]')],
    ['set b = list_append(:s, a), c = if_not_exists(a) add a.b :s', memberType('ADD', 'STRING')],
    ['delete a.b :s', memberType('DELETE', 'STRING')],
    ['add a :null', memberType('ADD', 'NULL')],
    ['add a :bool', memberType('ADD', 'BOOLEAN')],
    ['add a :b', memberType('ADD', 'BINARY')],
    ['add a :m', memberType('ADD', 'MAP')],
    ['add a :l', memberType('ADD', 'LIST')],
    ['delete a :n', memberType('DELETE', 'NUMBER')],
    ['delete a :l', memberType('DELETE', 'LIST')],
    [
      'set a = if_not_exists(c)',
      'Incorrect number of operands for operator or function; operator or function: if_not_exists, number of operands: 1',
    ],
    [
      'set a = list_append(c, d, e)',
      'Incorrect number of operands for operator or function; operator or function: list_append, number of operands: 3',
    ],
    [
      'set a = if_not_exists(:s, c)',
      'Operator or function requires a document path; operator or function: if_not_exists',
    ],
    [
      'set a = if_not_exists(if_not_exists(a, b), c)',
      'Operator or function requires a document path; operator or function: if_not_exists',
    ],
    [
      'set a = if_not_exists(b, b)',
      'The first operand must be distinct from the remaining operands for this operator or function; operator: if_not_exists, first operand: [b]',
    ],
    ['set a = list_append(:s, a)', operandType('list_append', 'S')],
    ['set a = list_append(a, :n)', operandType('list_append', 'N')],
    ['set a = list_append(:b, a)', operandType('list_append', 'B')],
    ['set a = list_append(:bool, a)', operandType('list_append', 'BOOL')],
    ['set a = list_append(:null, a)', operandType('list_append', 'NULL')],
    ['set a = list_append(:ss, a)', operandType('list_append', 'SS')],
    ['set a = list_append(:ns, a)', operandType('list_append', 'NS')],
    ['set a = list_append(:bs, a)', operandType('list_append', 'BS')],
    ['set a = list_append(:m, a)', operandType('list_append', 'M')],
    ['set a = a + :s', operandType('+', 'S')],
    ['set a = :s + :b', operandType('+', 'S')],
    ['set a = a + :l', operandType('+', 'L')],
    ['set a = :b - a', operandType('-', 'B')],
    ['set a = a - :bool', operandType('-', 'BOOL')],
    ['set a = a - :ss', operandType('-', 'SS')],
    ['set a = a - :m', operandType('-', 'M')],
    [`SET ${'z'.repeat(4096)} = :s`, 'Expression size has exceeded the maximum allowed size;'],
    [
      `SET ${Array.from({ length: 301 }, (_, index) => `a${index}=b+c`).join(',')}`,
      'The expression contains too many operators; operator count: 301',
    ],
  ])('%j', (text, message) => {
    expect(() => parse(text)).toThrow(
      expect.objectContaining({
        code: 'ValidationException',
        message: `Invalid UpdateExpression: ${message}`,
      }),
    );
  });
});

describe('parseUpdate takes', () => {
  it.each([
    'set a = b',
    'SET a=:s,b=:n',
    'set a[1] = b, a[2].c = b',
    'set a = (b + c)',
    'set a = ((b.c.d)+(e))',
    'set a = (b)',
    'SET a = if_not_exists(a, b) + b',
    'SET a = if_not_exists(a, if_not_exists(b, :n)) - :n',
    'SET a = list_append(if_not_exists(a, :l), :l)',
    'SET a = list_append(:l, :l) REMOVE b, c[0] ADD d :n DELETE e :ss',
    'add a :n, b :ss, c :ns, d :bs',
    'delete b :ss, c :ns, d :bs',
    'remove a.b.c, a.b.d, a.e[0], a.e[1]',
    '#a = b'.replace('#a', 'set #a'),
  ])('%j', (text) => {
    expect(() => parse(text)).not.toThrow();
  });
});

describe('parseUpdate', () => {
  it('says what is written where', () => {
    expect(parse('SET a.#c[1] = if_not_exists(b, :l) REMOVE d ADD e :n DELETE f :ss')).toEqual({
      form: 'UpdateExpression',
      actions: [
        {
          kind: 'set',
          path: ['a', 'c', 1],
          value: { kind: 'if_not_exists', path: ['b'], otherwise: { kind: 'value', value: { L: [] } } },
        },
        { kind: 'remove', path: ['d'] },
        { kind: 'add', path: ['e'], value: { N: '1' } },
        { kind: 'delete', path: ['f'], value: { SS: ['a'] } },
      ],
    });
  });

  it('answers whatever text with an update or a ValidationException', () => {
    const word = fc.constantFrom(
      ...'SET REMOVE ADD DELETE a b #a :s :n :ss :l [ ] ( ) 0 . , = + - if_not_exists list_append name'.split(
        ' ',
      ),
    );
    const texts = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.array(word, { maxLength: 40 }).map((words) => words.join(' ')),
      fc.array(word, { maxLength: 20 }).map((words) => `SET a = ${words.join(' ')}`),
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
