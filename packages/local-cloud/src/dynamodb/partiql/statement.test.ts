import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AwsError } from '../../aws/aws-error.ts';
import type { AttributeValue } from '../attribute-value.ts';
import { readStatement } from './statement.ts';

const NOT_WELL_FORMED = "Statement wasn't well formed, can't be processed: ";
const LEFTOVER = `${NOT_WELL_FORMED}Unexpected token after expression`;
const OVERFLOW = 'Number overflow. Attempting to store a number with magnitude larger than supported range';
const UNDERFLOW =
  'Number underflow. Attempting to store a number with magnitude smaller than supported range';

const where = (condition: string): string => `SELECT * FROM "music" WHERE pk = 'a' AND ${condition}`;
const update = (set: string): string => `UPDATE "music" SET ${set} WHERE pk = 'a'`;
/** `at 1:<column>:<length>` of a part of the statement. */
const at = (statement: string, part: string, from = 0): string =>
  ` at 1:${statement.indexOf(part, from) + 1}:${part.length}`;
const operandType = (operator: string, type: string): string =>
  `Incorrect operand type for operator or function; operator or function: ${operator}, operand type: ${type}`;

describe('readStatement refuses', () => {
  it.each<[string, string, (readonly AttributeValue[])?]>([
    ['', `${NOT_WELL_FORMED}Expected data manipulation`],
    ['SLECT * FROM "music"', `${NOT_WELL_FORMED}Expected data manipulation`],
    [`SELECT * FROM "music" WHERE pk = 1 foo`, LEFTOVER],
    [`SELECT * FROM "music" WHERE pk = 1 e5`, LEFTOVER],
    [`INSERT INTO "music" VALUE {'pk': 970001} foo`, LEFTOVER],
    [`UPDATE "music" SET a = 9 WHERE pk = 970002 foo`, LEFTOVER],
    [`DELETE FROM "music" WHERE pk = 970003 foo`, LEFTOVER],
    [`SELECT * FROM "music" WHERE pk = 1)`, LEFTOVER],
    [`DELETE FROM "music" WHERE pk = 970004 ORDER BY pk`, LEFTOVER],
    [`SELECT * FROM "music" ORDER BY pk WHERE pk = 1`, LEFTOVER],
    [`SELECT * FROM "music" WHERE pk = 1; SELECT * FROM "music"`, LEFTOVER],
    [`SELECT * FROM "music" WHERE pk = 1e2147483648`, NOT_WELL_FORMED],
    [`SELECT * FROM "music" WHERE pk = 1e99999999999`, NOT_WELL_FORMED],
    [`SELECT * FROM "music" WHERE pk = 1.5e-2147483647`, NOT_WELL_FORMED],
    [`SELECT * FROM "music" WHERE pk = 1 # note`, NOT_WELL_FORMED],
    [`SELECT * FROM "music" WHERE pk = 1 /* note`, NOT_WELL_FORMED],
    [`SELECT * FROM "music`, NOT_WELL_FORMED],
    [`SELECT * FROM "music" WHERE pk = 'open`, NOT_WELL_FORMED],
    [`SELECT * FROM "music" t WHERE pk = 'x'`, 'Aliasing is not supported'],
    [`SELECT * FROM "music" AS t WHERE pk = 'x'`, 'Aliasing is not supported'],
    [`UPDATE "music" t SET a = 3 WHERE pk = 'x'`, 'Aliasing is not supported'],
    [`DELETE FROM "music" t WHERE pk = 'x'`, 'Aliasing is not supported'],
    [`SELECT a AS b FROM "music" WHERE pk = 'x'`, 'Aliasing is not supported'],
    [`INSERT INTO "music" t VALUE {'pk': 'x'}`, LEFTOVER],
    [
      `SELECT * FROM "music"."index"."extra" WHERE pk = 'p'`,
      'A path may contain at most 2 components in the FROM clause',
    ],
    [`SELECT * FROM "music"."" WHERE pk = 'p'`, 'Path component cannot be an empty string'],
    [`SELECT * FROM "" WHERE pk = 'x'`, 'Path component cannot be an empty string'],
    [
      `SELECT * FROM "a b" WHERE pk = 'x'`,
      "Table name should be within the length [3, 255] and only contain 'a-z', 'A-Z', '0-9', '-', '_', '.'.",
    ],
    [
      `SELECT * FROM "music", "other" WHERE pk = 'x'`,
      'Only select from a single table or index is supported.',
    ],
    [
      `SELECT *, a FROM "music"`,
      "Other attributes should not be present in the projection when '*' is used.",
    ],
    [`SELECT a, m.a FROM "music"`, 'Duplicate identifiers in select clause: a'],
    [`SELECT user FROM "music"`, `${NOT_WELL_FORMED}Unexpected keyword`],
    [`SELECT m.inner FROM "music"`, `${NOT_WELL_FORMED}Invalid path dot component`],
    [
      `SELECT * FROM "music" ORDER BY pk`,
      'Must have WHERE clause in the statement when using ORDER BY clause.',
    ],
    [`SELECT l[-1] FROM "music"`, 'List index is not within the allowable range; index: [-1] at 1:11:1'],
    [
      `SELECT l[2147483648] FROM "music"`,
      'List index is not within the allowable range; index: [2147483648] at 1:10:10',
    ],
    [`SELECT attribute_exists(ss) FROM "music"`, `Unexpected path component at 1:8:16`],
    [`SELECT * FROM "music" WHERE pk = 1e126`, `${OVERFLOW} under root`],
    [`SELECT * FROM "music" WHERE pk = 1e-131`, `${UNDERFLOW} under root`],
    [
      `SELECT * FROM "music" WHERE pk = 123456789012345678901234567890123456789`,
      'Attempting to store more than 38 significant digits in a Number under root',
    ],
    [`INSERT INTO "music" VALUE {'pk': 1e126}`, `${OVERFLOW} under root`],
    [update('a = 1e-131'), `${UNDERFLOW} under root`],
    [`INSERT INTO "music" VALUE {'pk': 1, 'm': {'x': 1e126}}`, `${OVERFLOW} under root.x`],
    [`INSERT INTO "music" VALUE {'pk': 1, 'l': [1, 1e126]}`, `${OVERFLOW} under root[1]`],
    [
      where("attribute_exists('ss')"),
      'Operator or function requires a document path; operator or function: attribute_exists',
    ],
    [
      where('attribute_exists(?)'),
      'Operator or function requires a document path; operator or function: attribute_exists',
      [{ S: 'ss' }],
    ],
    [
      where('attribute_exists()'),
      'Incorrect number of operands for operator or function; operator or function: attribute_exists, number of operands: 0',
    ],
    [
      where('attribute_exists(ss, ns)'),
      'Incorrect number of operands for operator or function; operator or function: attribute_exists, number of operands: 2',
    ],
    [where('EXISTS(ss)'), `Unrecognized function: exists${at(where('EXISTS(ss)'), 'EXISTS')}`],
    [where("set_add(ss, <<'x'>>) = ss"), `Unrecognized function: set_add${at(where('set_add'), 'set_add')}`],
    [where('attribute_exists(m.inner)'), `${NOT_WELL_FORMED}Invalid path dot component`],
    [where('val < ?'), operandType('<', 'BOOL'), [{ BOOL: true }]],
    [where('val BETWEEN ? AND ?'), operandType('BETWEEN', 'BOOL'), [{ BOOL: true }, { BOOL: false }]],
    [where('attribute_type(l, 1)'), operandType('attribute_type', 'N')],
    [where('attribute_type(l, true)'), operandType('attribute_type', 'BOOL')],
    [
      where("attribute_type(l, 'X')"),
      'Invalid attribute type name found; type: X, valid types: {N,BS,L,B,NULL,M,S,SS,NS,BOOL}',
    ],
    [
      where('a IS WEIRD'),
      'Unsupported data type for IS operator: WEIRD. Supported data types are [MISSING, NULL, BOOLEAN, BLOB, STRING, NUMERIC, STRUCT, TUPLE, LIST]',
    ],
    [where('a = MISSING'), 'MISSING must be compared using IS operator'],
    [where('a'), 'WHERE clause must contain an expression that resolves to a boolean'],
    [
      where('a IN []'),
      'IN operator must have a left hand argument of type Variable Reference and right hand argument of type Seq with at least one member',
    ],
    [
      where(`a IN [${Array.from({ length: 101 }, () => '1').join(',')}]`),
      'The IN operator is provided with too many operands; number of operands: 101',
    ],
    [where('a > -?'), `${NOT_WELL_FORMED}Unexpected term`, [{ N: '1' }]],
    [
      where("s = <<'a','a'>>"),
      'One or more parameter values were invalid: Input collection [a, a] contains duplicates.',
    ],
    [
      update("ss = set_add(ss, <<'x', 'x'>>)"),
      'One or more parameter values were invalid: Input collection [x, x] contains duplicates.',
    ],
    [
      update('n = set_add(n, <<2, 2.0>>)'),
      'One or more parameter values were invalid: Input collection [2, 2.0] contains duplicates! under root',
    ],
    [update('ss = set_add(ss, <<>>)'), 'Empty bags are not supported'],
    [
      update("ss = <<'a', 1>>"),
      'Unsupported data type in Bag. DynamoDB only supports either numbers or strings in bags',
    ],
    [
      update("t = set_add(ss, <<'x'>>)"),
      `The first argument to SET_ADD must equal the assignment value${at(update("t = set_add(ss, <<'x'>>)"), 'set_add')}`,
    ],
    [
      update("ss = set_add(<<'a'>>, <<'b'>>)"),
      `The first argument to SET_ADD must equal the assignment value${at(update('ss = set_add'), 'set_add')}`,
    ],
    [
      update("ss = set_add(ss, 'x')"),
      `The second argument to SET_ADD must be a value with type SET at 1:${update('ss = set_add(').indexOf('(') + 2}:2`,
    ],
    [
      `UPDATE "music" SET "Members" = set_delete("Members", ['x']) WHERE pk='a'`,
      'The second argument to SET_DELETE must be a value with type SET at 1:43:9',
    ],
    [
      update('ss = set_add(ss)'),
      `SET_ADD must have exactly two arguments${at(update('ss = set_add'), 'set_add')}`,
    ],
    [update('a = size(b)'), `Unrecognized function: size${at(update('a = size'), 'size')}`],
    [update("n = 'a' + 1"), operandType('+', 'S')],
    [update('n = n - null'), operandType('-', 'NULL')],
    [update('n = n + [1]'), operandType('+', 'L')],
    [
      update('a = 1, a.b = 2'),
      'Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [a], path two: [a, b]',
    ],
    [
      update('x = [?]'),
      `Unsupported data type: Parameter under key root[0]${at(update('x = [?]'), '?')}`,
      [{ S: 'v' }],
    ],
    [
      `INSERT INTO "music" VALUE {'pk':'l','m':{'k':?}}`,
      'Unsupported data type: Parameter under key root.k at 1:46:1',
      [{ S: 'v' }],
    ],
    [
      `INSERT INTO "music" VALUE {'pk': 'a', 'ss': set_add(<<'a'>>, <<'b'>>)}`,
      'Unsupported data type: set_add under key root at 1:45:7',
    ],
    [`INSERT INTO "music" VALUE {'pk': 'a', 'pk': 'b'}`, 'Duplicate keys in tuple. Key: pk under root'],
    [
      `INSERT INTO "music" VALUE 'a'`,
      'Unsupported format in item expression. Please use struct format {...} to express item values for insert statement.',
    ],
    [
      `INSERT INTO "music" << {'pk': 'a'} >>`,
      'Unsupported operation: Inserting multiple items in a single statement is not supported, use "INSERT INTO tableName VALUE item" instead',
    ],
    [`INSERT INTO "music" VALUE {'pk': 'a'} RETURNING ALL OLD *`, 'RETURNING is not supported in INSERT'],
    [`INSERT INTO "music"."index" VALUE {'pk': 'a'}`, 'This operation is not supported on an index'],
    [
      `DELETE FROM "music" WHERE pk = 'x' RETURNING MODIFIED OLD *`,
      'Invalid returning clause: RETURNING MODIFIED OLD *. Only RETURNING ALL OLD * is allowed in DELETE statements.',
    ],
    [
      `DELETE FROM "music" WHERE pk = 'x' RETURNING ALL NEW *`,
      'Invalid returning clause: RETURNING ALL NEW *. Only RETURNING ALL OLD * is allowed in DELETE statements.',
    ],
    [
      update(`d = ${"{'a':".repeat(32)}1${'}'.repeat(32)}`),
      `Nesting Levels have exceeded supported limits under root${'.a'.repeat(32)}`,
    ],
    [
      update(`d = ${'['.repeat(32)}1${']'.repeat(32)}`),
      `Nesting Levels have exceeded supported limits under root${'[0]'.repeat(32)}`,
    ],
    [`SELECT * FROM "music" WHERE pk = ?`, "Number of parameters in request and statement don't match."],
    [
      `SELECT * FROM "music" WHERE pk = 'a'`,
      "Number of parameters in request and statement don't match.",
      [{ S: 'a' }],
    ],
    [`UPDATE "music" WHERE pk = 'a'`, `${NOT_WELL_FORMED}Unexpected keyword`],
    [`SELECT * FROM "music" WHERE ${'('.repeat(4000)}`, NOT_WELL_FORMED],
  ])('%s', (statement, message, parameters = []) => {
    expect(() => readStatement(statement, parameters)).toThrow(
      expect.objectContaining({ code: 'ValidationException', message }),
    );
  });
});

describe('readStatement', () => {
  it('reads a SELECT', () => {
    expect(
      readStatement(
        `select "a b", m.k[0], m['x'] FROM "music"."by-year" WHERE NOT (a = ? OR b IS NOT MISSING) ORDER BY sk DESC; -- done`,
        [{ N: '1' }],
      ),
    ).toEqual({
      kind: 'select',
      source: { table: 'music', index: 'by-year' },
      columns: [
        { name: 'a b', path: ['a b'] },
        { name: 'k[0]', path: ['m', 'k', 0] },
        { name: 'x', path: ['m', 'x'] },
      ],
      where: {
        kind: 'not',
        condition: {
          kind: 'or',
          left: {
            kind: 'comparison',
            operator: '=',
            left: { kind: 'path', path: ['a'] },
            right: { kind: 'value', value: { N: '1' } },
          },
          right: { kind: 'not', condition: { kind: 'attribute_not_exists', path: ['b'] } },
        },
      },
      order: [{ attribute: 'sk', descending: true }],
    });
  });

  it('reads an INSERT with every kind of value', () => {
    expect(
      readStatement(
        `INSERT INTO music VALUE {'s': 'it''s', 'n': -1.50e1, 'b': TRUE, 'z': null, 'l': [1, {'k': []}],
          'ss': <<'a', 'b'>>, 'ns': <<1, 2>>, 'p': ?, 'd': .5}`,
        [{ BS: ['YQ=='] }],
      ),
    ).toMatchObject({
      item: {
        s: { S: "it's" },
        n: { N: '-15' },
        b: { BOOL: true },
        z: { NULL: true },
        l: { L: [{ N: '1' }, { M: { k: { L: [] } } }] },
        ss: { SS: ['a', 'b'] },
        ns: { NS: ['1', '2'] },
        p: { BS: ['YQ=='] },
        d: { N: '0.5' },
      },
    });
  });

  it('reads an UPDATE', () => {
    expect(
      readStatement(
        `UPDATE music SET a = b + 1, c = list_append(c, [1]) SET d = SET_ADD(d, <<'x'>>) REMOVE e, f[0] WHERE pk = 'a' RETURNING MODIFIED NEW *`,
        [],
      ),
    ).toMatchObject({
      kind: 'update',
      update: {
        actions: [
          { kind: 'set', path: ['a'], value: { kind: 'arithmetic', operator: '+' } },
          { kind: 'set', path: ['c'], value: { kind: 'list_append' } },
          { kind: 'add', path: ['d'], value: { SS: ['x'] } },
          { kind: 'remove', path: ['e'] },
          { kind: 'remove', path: ['f', 0] },
        ],
      },
      returning: { scope: 'MODIFIED', version: 'NEW' },
    });
  });

  it.each([
    "SELECT/**/* FROM music -- the table\nWHERE pk/* key */='a' --",
    'SELECT * FROM music WHERE n = - - 1 AND n > -/* c */-1',
    'SELECT * FROM music WHERE n BETWEEN - 2 AND +5 AND n IN [- 1, 1]',
    'SELECT * FROM music WHERE n NOT IN (1, 2) AND n NOT BETWEEN 1 AND 2 AND n != 3',
    "SELECT * FROM music WHERE size(a) > 1 AND begins_with(\"a\", 'x') AND contains(a, 'y')",
    "SELECT * FROM music WHERE ATTRIBUTE_NOT_EXISTS (nope) AND attribute_type(a, 'S') AND a IS STRING",
    "DELETE FROM music WHERE pk = 'a' RETURNING ALL OLD *",
    "EXISTS(SELECT * FROM music WHERE pk = 'a' AND b IS MISSING)",
    'SELECT * FROM "arn:aws:dynamodb:us-east-1:000000000000:table/music"',
    "UPDATE music SET n=n-1 WHERE pk='a'",
  ])('takes %s', (statement) => {
    expect(() => readStatement(statement, [])).not.toThrow();
  });

  it('answers whatever text with a statement or a ValidationException', () => {
    const word = fc.constantFrom(
      ...'SELECT * FROM music WHERE a = 1 \'x\' "q" ? ( ) [ ] { } << >> , . : AND OR NOT IN IS MISSING BETWEEN UPDATE SET REMOVE INSERT INTO VALUE DELETE RETURNING ALL OLD size contains -- /* */ - + ;'.split(
        ' ',
      ),
    );
    const texts = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.array(word, { maxLength: 40 }).map((words) => words.join(' ')),
      fc.array(word, { maxLength: 25 }).map((words) => `SELECT * FROM music WHERE ${words.join(' ')}`),
      fc.array(word, { maxLength: 25 }).map((words) => `UPDATE music SET a = ${words.join(' ')}`),
      fc.array(word, { maxLength: 25 }).map((words) => `INSERT INTO music VALUE {'a': ${words.join(' ')}}`),
    );
    fc.assert(
      fc.property(texts, (text) => {
        try {
          readStatement(text, []);
        } catch (error) {
          expect(error).toBeInstanceOf(AwsError);
          expect(error).toMatchObject({ code: 'ValidationException', status: 400 });
        }
      }),
      { numRuns: 2000 },
    );
  });
});
