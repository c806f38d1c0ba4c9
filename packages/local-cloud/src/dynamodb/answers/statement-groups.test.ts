import { type Asked, describeAnswers } from './answer-rows.ts';

const statements = (Statements: readonly object[], more: object = {}): Asked => [
  `a batch of ${Statements.length}`,
  'BatchExecuteStatement',
  { Statements, ...more },
];
const transaction = (TransactStatements: readonly object[], more: object = {}): Asked => [
  `a transaction of ${TransactStatements.length}`,
  'ExecuteTransaction',
  { TransactStatements, ...more },
];

describeAnswers('statements together', [
  [
    ...statements([]),
    "1 validation error detected: Value '[]' at 'statements' failed to satisfy constraint: Member must have length greater than or equal to 1",
  ],
  [
    ...statements(
      [
        { Statement: 'SELECT * FROM "simple" WHERE pk = \'a\'' },
        { Statement: 'SELECT * FROM "simple" WHERE pk = \'none\'' },
      ],
      { ReturnConsumedCapacity: 'TOTAL' },
    ),
    {
      Responses: [
        {
          TableName: 'simple',
          Item: {
            pk: { S: 'a' },
            n: { N: '5' },
            s: { S: 'str' },
            l: { L: [{ N: '1' }, { N: '2' }] },
            m: { M: { x: { N: '1' }, y: { L: [{ S: 'q' }] } } },
            ss: { SS: ['a', 'b'] },
            nul: { NULL: true },
          },
        },
        { TableName: 'simple' },
      ],
      ConsumedCapacity: [{ TableName: 'simple', CapacityUnits: 1 }],
    },
  ],
  [
    ...statements([
      { Statement: 'SELECT * FROM "simple"' },
      { Statement: 'foo' },
      { Statement: 'SELECT * FROM "nope" WHERE pk = \'none\'' },
    ]),
    {
      Responses: [
        {
          TableName: 'simple',
          Error: {
            Code: 'ValidationError',
            Message:
              'Select statements within BatchExecuteStatement must specify the primary key in the where clause.',
          },
        },
        {
          Error: {
            Code: 'ValidationError',
            Message: "Statement wasn't well formed, can't be processed: Expected data manipulation",
          },
        },
        { TableName: 'nope', Error: { Code: 'ResourceNotFound', Message: 'Requested resource not found' } },
      ],
    },
  ],
  [
    ...statements([
      { Statement: "INSERT INTO \"simple\" VALUE {'pk': 'a'}" },
      { Statement: 'UPDATE "simple" SET a = 2 WHERE pk = \'none\'' },
      { Statement: "INSERT INTO \"simple\" VALUE {'pk': 'new'}" },
    ]),
    {
      Responses: [
        {
          TableName: 'simple',
          Error: { Code: 'DuplicateItem', Message: 'Duplicate primary key exists in table' },
        },
        {
          TableName: 'simple',
          Error: { Code: 'ConditionalCheckFailed', Message: 'The conditional request failed' },
        },
        { TableName: 'simple' },
      ],
    },
  ],
  [
    ...statements([
      { Statement: "INSERT INTO \"simple\" VALUE {'pk': 'a'}" },
      { Statement: 'SELECT * FROM "simple" WHERE pk = \'a\'' },
    ]),
    'The statements of a batch must be all reads or all writes',
  ],
  [
    ...statements([1, 2].map(() => ({ Statement: "INSERT INTO \"simple\" VALUE {'pk': 'dup'}" }))),
    {
      Responses: [
        { TableName: 'simple' },
        {
          TableName: 'simple',
          Error: { Code: 'DuplicateItem', Message: 'Duplicate primary key exists in table' },
        },
      ],
    },
  ],
  [
    ...transaction([]),
    "1 validation error detected: Value '[]' at 'transactStatements' failed to satisfy constraint: Member must have length greater than or equal to 1",
  ],
  [
    ...transaction(
      [
        { Statement: 'SELECT * FROM "simple" WHERE pk = \'a\'' },
        { Statement: 'SELECT * FROM "simple" WHERE pk = \'none\'' },
      ],
      { ReturnConsumedCapacity: 'TOTAL' },
    ),
    {
      Responses: [
        {
          Item: {
            pk: { S: 'a' },
            n: { N: '5' },
            s: { S: 'str' },
            l: { L: [{ N: '1' }, { N: '2' }] },
            m: { M: { x: { N: '1' }, y: { L: [{ S: 'q' }] } } },
            ss: { SS: ['a', 'b'] },
            nul: { NULL: true },
          },
        },
        {},
      ],
      ConsumedCapacity: [{ TableName: 'simple', CapacityUnits: 4, ReadCapacityUnits: 4 }],
    },
  ],
  [
    ...transaction([
      { Statement: 'SELECT * FROM "simple" WHERE pk = \'a\'' },
      { Statement: "INSERT INTO \"simple\" VALUE {'pk': 'new2'}" },
    ]),
    'Validation failed in TransactStatements[1]: Unsupported operation in transaction.',
  ],
  [
    ...transaction([
      { Statement: "INSERT INTO \"simple\" VALUE {'pk': 'new3'}" },
      { Statement: "INSERT INTO \"simple\" VALUE {'pk': 'a'}" },
    ]),
    {
      __type: 'TransactionCanceledException',
      CancellationReasons: [
        { Code: 'None' },
        { Code: 'DuplicateItem', Message: 'Duplicate primary key exists in table' },
      ],
      Message:
        'Transaction cancelled, please refer cancellation reasons for specific reasons [None, DuplicateItem]',
    },
  ],
  [
    ...transaction([
      { Statement: "INSERT INTO \"simple\" VALUE {'pk': 'new3'}" },
      { Statement: 'UPDATE "simple" SET a = 2 WHERE pk = \'none\'' },
    ]),
    {
      __type: 'TransactionCanceledException',
      CancellationReasons: [
        { Code: 'None' },
        { Code: 'ConditionalCheckFailed', Message: 'The conditional request failed' },
      ],
      Message:
        'Transaction cancelled, please refer cancellation reasons for specific reasons [None, ConditionalCheckFailed]',
    },
  ],
  [
    ...transaction([
      { Statement: "INSERT INTO \"simple\" VALUE {'pk': 'new3'}" },
      { Statement: 'DELETE FROM "simple" WHERE pk = \'new3\'' },
    ]),
    'Transaction request cannot include multiple operations on one item',
  ],
  [
    ...transaction(
      [
        { Statement: 'EXISTS(SELECT * FROM "simple" WHERE pk = \'a\' AND n = 5)' },
        { Statement: "INSERT INTO \"simple\" VALUE {'pk': 'new5'}" },
      ],
      { ClientRequestToken: 'tok' },
    ),
    {},
  ],
  [
    ...transaction([{ Statement: "INSERT INTO \"nope\" VALUE {'pk': 'new5'}" }]),
    {
      __type: 'TransactionCanceledException',
      CancellationReasons: [{ Code: 'ResourceNotFound', Message: 'Requested resource not found' }],
      Message:
        'Transaction cancelled, please refer cancellation reasons for specific reasons [ResourceNotFound]',
    },
  ],
  [
    ...transaction([{ Statement: 'foo' }]),
    "Validation failed in TransactStatements[0]: Statement wasn't well formed, can't be processed: Expected data manipulation",
  ],
]);
