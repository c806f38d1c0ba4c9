import { describeAnswers, statement } from './answer-rows.ts';

describeAnswers('ExecuteStatement', [
  [
    ...statement(''),
    "1 validation error detected: Value '' at 'statement' failed to satisfy constraint: Member must have length greater than or equal to 1",
  ],
  [...statement('SELECT'), "Statement wasn't well formed, can't be processed: Unexpected end of statement"],
  [...statement('FOO'), "Statement wasn't well formed, can't be processed: Expected data manipulation"],
  [
    ...statement('SELECT * FROM simple'),
    {
      Items: [
        {
          pk: { S: 'a' },
          n: { N: '5' },
          s: { S: 'str' },
          l: { L: [{ N: '1' }, { N: '2' }] },
          m: { M: { x: { N: '1' }, y: { L: [{ S: 'q' }] } } },
          ss: { SS: ['a', 'b'] },
          nul: { NULL: true },
        },
      ],
    },
  ],
  [
    ...statement('SELECT * FROM "simple" WHERE pk = \'a\''),
    {
      Items: [
        {
          pk: { S: 'a' },
          n: { N: '5' },
          s: { S: 'str' },
          l: { L: [{ N: '1' }, { N: '2' }] },
          m: { M: { x: { N: '1' }, y: { L: [{ S: 'q' }] } } },
          ss: { SS: ['a', 'b'] },
          nul: { NULL: true },
        },
      ],
    },
  ],
  [
    ...statement('SELECT n, m.x FROM "simple" WHERE pk = ?', [{ S: 'a' }], {
      ReturnConsumedCapacity: 'TOTAL',
    }),
    {
      Items: [{ n: { N: '5' }, x: { N: '1' } }],
      ConsumedCapacity: { TableName: 'simple', CapacityUnits: 0.5 },
    },
  ],
  [
    ...statement('SELECT * FROM "nope" WHERE pk = ?', [{ S: 'a' }]),
    { __type: 'ResourceNotFoundException', message: 'Requested resource not found' },
  ],
  [
    ...statement('SELECT * FROM "simple" WHERE pk = ?'),
    "Number of parameters in request and statement don't match.",
  ],
  [
    ...statement('SELECT * FROM "simple" WHERE pk = ?', [{ S: 'a' }, { S: 'b' }]),
    "Number of parameters in request and statement don't match.",
  ],
  [
    ...statement('SELECT * FROM "simple" WHERE pk = ?', []),
    "1 validation error detected: Value '[]' at 'parameters' failed to satisfy constraint: Member must have length greater than or equal to 1",
  ],
  [
    ...statement('SELECT * FROM "full"."nope" WHERE g = \'g\''),
    'The table does not have the specified index',
  ],
  [
    ...statement('SELECT * FROM "full" WHERE pk = \'a\' AND sk > 2 ORDER BY sk DESC'),
    {
      Items: [
        { pk: { S: 'a' }, sk: { N: '4' }, g: { S: 'g' }, l: { S: 'l4' }, shown: { N: '1' }, hid: { N: '1' } },
        { pk: { S: 'a' }, sk: { N: '3' }, g: { S: 'g' }, l: { S: 'l3' }, shown: { N: '1' }, hid: { N: '1' } },
      ],
    },
  ],
  [
    ...statement('SELECT * FROM "full" WHERE pk = \'a\'', undefined, { Limit: 0 }),
    "1 validation error detected: Value '0' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1",
  ],
  [
    ...statement('SELECT COUNT(*) FROM "full"'),
    "Statement wasn't well formed, can't be processed: Unexpected term",
  ],
  [...statement("INSERT INTO \"simple\" VALUE {'pk': 'z', 'a': 1}"), { Items: [] }],
  [
    ...statement("INSERT INTO \"simple\" VALUE {'pk': 'z', 'a': 1}"),
    { __type: 'DuplicateItemException', message: 'Duplicate primary key exists in table' },
  ],
  [
    ...statement('INSERT INTO "simple" VALUE {\'a\': 1}'),
    'One or more parameter values were invalid: Missing the key pk in the item',
  ],
  [
    ...statement('INSERT INTO "simple" VALUE {\'pk\': 1}'),
    'One or more parameter values were invalid: Type mismatch for key pk expected: S actual: N',
  ],
  [
    ...statement('UPDATE "simple" SET a = 2 WHERE pk = \'z\' RETURNING ALL NEW *'),
    { Items: [{ pk: { S: 'z' }, a: { N: '2' } }] },
  ],
  [
    ...statement('UPDATE "simple" SET a = 2 WHERE pk = \'none\''),
    { __type: 'ConditionalCheckFailedException', message: 'The conditional request failed' },
  ],
  [
    ...statement('UPDATE "simple" SET a = 2'),
    'Where clause does not contain a mandatory equality on all key attributes',
  ],
  [
    ...statement('UPDATE "simple" SET a = 2 WHERE a = 1'),
    'Where clause does not contain a mandatory equality on all key attributes',
  ],
  [
    ...statement("UPDATE \"simple\" SET pk = 'q' WHERE pk = 'z'"),
    'One or more parameter values were invalid: Cannot update attribute pk. This attribute is part of the key',
  ],
  [
    ...statement('UPDATE "simple" SET a = a + 1 WHERE pk = \'z\' RETURNING MODIFIED NEW *'),
    { Items: [{ a: { N: '3' } }] },
  ],
  [
    ...statement('UPDATE "simple" REMOVE a WHERE pk = \'z\' AND a = 17'),
    { __type: 'ConditionalCheckFailedException', message: 'The conditional request failed' },
  ],
  [...statement('DELETE FROM "simple" WHERE pk = \'none\''), { Items: [] }],
  [
    ...statement('DELETE FROM "simple" WHERE pk = \'z\' RETURNING ALL OLD *'),
    { Items: [{ pk: { S: 'z' }, a: { N: '3' } }] },
  ],
  [
    ...statement('DELETE FROM "simple"'),
    'Where clause does not contain a mandatory equality on all key attributes',
  ],
  [
    ...statement('DELETE FROM "full" WHERE pk = \'a\''),
    'Where clause does not contain a mandatory equality on all key attributes',
  ],
  [
    ...statement('SELECT * FROM "simple" WHERE pk = \'a\'', undefined, { NextToken: 'abc' }),
    'Invalid NextToken',
  ],
  [
    ...statement('SELECT * FROM "simple" WHERE begins_with(pk, \'a\')'),
    {
      Items: [
        {
          pk: { S: 'a' },
          n: { N: '5' },
          s: { S: 'str' },
          l: { L: [{ N: '1' }, { N: '2' }] },
          m: { M: { x: { N: '1' }, y: { L: [{ S: 'q' }] } } },
          ss: { SS: ['a', 'b'] },
          nul: { NULL: true },
        },
      ],
    },
  ],
  [
    ...statement('SELECT * FROM "simple" WHERE contains(s, \'tr\') AND size(s) = 3'),
    {
      Items: [
        {
          pk: { S: 'a' },
          n: { N: '5' },
          s: { S: 'str' },
          l: { L: [{ N: '1' }, { N: '2' }] },
          m: { M: { x: { N: '1' }, y: { L: [{ S: 'q' }] } } },
          ss: { SS: ['a', 'b'] },
          nul: { NULL: true },
        },
      ],
    },
  ],
  [
    ...statement("SELECT * FROM \"simple\" WHERE pk IN ['a', 'b']"),
    {
      Items: [
        {
          pk: { S: 'a' },
          n: { N: '5' },
          s: { S: 'str' },
          l: { L: [{ N: '1' }, { N: '2' }] },
          m: { M: { x: { N: '1' }, y: { L: [{ S: 'q' }] } } },
          ss: { SS: ['a', 'b'] },
          nul: { NULL: true },
        },
      ],
    },
  ],
  [
    ...statement('SELECT * FROM "simple" WHERE nope IS MISSING'),
    {
      Items: [
        {
          pk: { S: 'a' },
          n: { N: '5' },
          s: { S: 'str' },
          l: { L: [{ N: '1' }, { N: '2' }] },
          m: { M: { x: { N: '1' }, y: { L: [{ S: 'q' }] } } },
          ss: { SS: ['a', 'b'] },
          nul: { NULL: true },
        },
      ],
    },
  ],
  [
    ...statement('DROP TABLE simple'),
    "Statement wasn't well formed, can't be processed: Expected data manipulation",
  ],
]);
