import { type Asked, describeAnswers, FULL, key, repeat, SIMPLE } from './answer-rows.ts';

const put = (id: string, more: object = {}): object => ({ Put: { ...SIMPLE, Item: key(id), ...more } });
const transact = (name: string, TransactItems: readonly object[], more: object = {}): Asked => [
  name,
  'TransactWriteItems',
  { TransactItems, ...more },
];
const transactGet = (name: string, TransactItems: readonly object[], more: object = {}): Asked => [
  name,
  'TransactGetItems',
  { TransactItems, ...more },
];

describeAnswers('transactions', [
  [
    'none',
    'TransactWriteItems',
    {},
    "1 validation error detected: Value null at 'transactItems' failed to satisfy constraint: Member must not be null",
  ],
  [
    ...transact('empty', []),
    "1 validation error detected: Value '[]' at 'transactItems' failed to satisfy constraint: Member must have length greater than or equal to 1",
  ],
  [...transact('{}', [{}]), 'TransactItems can only contain one of Check, Put, Update or Delete'],
  [
    ...transact('two', [{ ...put('a'), Delete: { ...SIMPLE, Key: key() } }]),
    'TransactItems can only contain one of Check, Put, Update or Delete',
  ],
  [
    ...transact('twice', [put('a'), { Delete: { ...SIMPLE, Key: key() } }]),
    'Transaction request cannot include multiple operations on one item',
  ],
  // Alone, each of these is refused for names or values without an expression.
  [
    ...transact('names and values without an expression', [
      put('names', {
        ExpressionAttributeNames: { '#a': 'a' },
        ExpressionAttributeValues: { ':a': { S: 'a' } },
      }),
      { Delete: { ...SIMPLE, Key: key('none'), ExpressionAttributeNames: { '#a': 'a' } } },
    ]),
    {},
  ],
  [
    ...transactGet('nothing of what is wanted', [
      { Get: { ...SIMPLE, Key: key(), ProjectionExpression: 'nope' } },
    ]),
    { Responses: [{}] },
  ],
  [
    ...transactGet('names without a projection', [
      { Get: { ...SIMPLE, Key: key('names'), ExpressionAttributeNames: { '#a': 'a' } } },
    ]),
    { Responses: [{ Item: key('names') }] },
  ],
  [
    ...transact('table', [{ Put: { TableName: 'nope', Item: key() } }]),
    { __type: 'ResourceNotFoundException', message: 'Requested resource not found' },
  ],
  [
    ...transact('check no condition', [{ ConditionCheck: { ...SIMPLE, Key: key() } }]),
    "1 validation error detected: Value null at 'transactItems.1.member.conditionCheck.conditionExpression' failed to satisfy constraint: Member must not be null",
  ],
  [
    ...transact('update no expression', [{ Update: { ...SIMPLE, Key: key() } }]),
    "1 validation error detected: Value null at 'transactItems.1.member.update.updateExpression' failed to satisfy constraint: Member must not be null",
  ],
  [
    ...transact('missing key', [put('ok'), { Put: { ...SIMPLE, Item: { x: { S: 'a' } } } }]),
    {
      __type: 'TransactionCanceledException',
      CancellationReasons: [
        { Code: 'None' },
        {
          Code: 'ValidationError',
          Message: 'One or more parameter values were invalid: Missing the key pk in the item',
        },
      ],
      Message:
        'Transaction cancelled, please refer cancellation reasons for specific reasons [None, ValidationError]',
    },
  ],
  [
    ...transact('wrong type', [put('ok'), { Put: { ...SIMPLE, Item: { pk: { N: '1' } } } }]),
    {
      __type: 'TransactionCanceledException',
      CancellationReasons: [
        { Code: 'None' },
        {
          Code: 'ValidationError',
          Message:
            'One or more parameter values were invalid: Type mismatch for key pk expected: S actual: N',
        },
      ],
      Message:
        'Transaction cancelled, please refer cancellation reasons for specific reasons [None, ValidationError]',
    },
  ],
  [
    ...transact('empty key', [put('ok'), { Put: { ...SIMPLE, Item: { pk: { S: '' } } } }]),
    'One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: pk',
  ],
  [
    ...transact('key schema', [put('ok'), { Delete: { ...SIMPLE, Key: { x: { S: 'a' } } } }]),
    {
      __type: 'TransactionCanceledException',
      CancellationReasons: [
        { Code: 'None' },
        { Code: 'ValidationError', Message: 'The provided key element does not match the schema' },
      ],
      Message:
        'Transaction cancelled, please refer cancellation reasons for specific reasons [None, ValidationError]',
    },
  ],
  [
    ...transact('update key', [
      put('ok'),
      {
        Update: {
          ...SIMPLE,
          Key: key(),
          UpdateExpression: 'SET pk = :a',
          ExpressionAttributeValues: { ':a': { S: 'a' } },
        },
      },
    ]),
    {
      __type: 'TransactionCanceledException',
      CancellationReasons: [
        { Code: 'None' },
        {
          Code: 'ValidationError',
          Message:
            'One or more parameter values were invalid: Cannot update attribute pk. This attribute is part of the key',
        },
      ],
      Message:
        'Transaction cancelled, please refer cancellation reasons for specific reasons [None, ValidationError]',
    },
  ],
  [
    ...transact('update missing', [
      put('ok'),
      { Update: { ...SIMPLE, Key: key(), UpdateExpression: 'SET a = b' } },
    ]),
    {
      __type: 'TransactionCanceledException',
      CancellationReasons: [
        { Code: 'None' },
        {
          Code: 'ValidationError',
          Message: 'The provided expression refers to an attribute that does not exist in the item',
        },
      ],
      Message:
        'Transaction cancelled, please refer cancellation reasons for specific reasons [None, ValidationError]',
    },
  ],
  [
    ...transact('update types', [
      put('ok'),
      {
        Update: {
          ...SIMPLE,
          Key: key(),
          UpdateExpression: 'ADD s :a',
          ExpressionAttributeValues: { ':a': { N: '1' } },
        },
      },
    ]),
    {
      __type: 'TransactionCanceledException',
      CancellationReasons: [
        { Code: 'None' },
        {
          Code: 'ValidationError',
          Message: 'An operand in the update expression has an incorrect data type',
        },
      ],
      Message:
        'Transaction cancelled, please refer cancellation reasons for specific reasons [None, ValidationError]',
    },
  ],
  [
    ...transact('syntax', [put('ok'), { Update: { ...SIMPLE, Key: key(), UpdateExpression: 'SET a = ' } }]),
    'Invalid UpdateExpression: Syntax error; token: "<EOF>", near: "= "',
  ],
  [
    ...transact('condition', [
      put('ok'),
      put('a', {
        ConditionExpression: 'attribute_not_exists(pk)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    ]),
    {
      __type: 'TransactionCanceledException',
      CancellationReasons: [
        { Code: 'None' },
        {
          Code: 'ConditionalCheckFailed',
          Message: 'The conditional request failed',
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
      ],
      Message:
        'Transaction cancelled, please refer cancellation reasons for specific reasons [None, ConditionalCheckFailed]',
    },
  ],
  [
    ...transact('token long', [put('ok')], { ClientRequestToken: 'a'.repeat(37) }),
    "1 validation error detected: Value 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' at 'clientRequestToken' failed to satisfy constraint: Member must have length less than or equal to 36",
  ],
  [
    ...transact('token', [put('ok')], { ClientRequestToken: 'abc', ReturnConsumedCapacity: 'TOTAL' }),
    { ConsumedCapacity: [{ TableName: 'simple', CapacityUnits: 2, WriteCapacityUnits: 2 }] },
  ],
  [
    ...transact('token again', [put('ok')], { ClientRequestToken: 'abc', ReturnConsumedCapacity: 'TOTAL' }),
    { ConsumedCapacity: [{ TableName: 'simple', CapacityUnits: 2, ReadCapacityUnits: 2 }] },
  ],
  [
    ...transact('token other', [put('ok2')], { ClientRequestToken: 'abc' }),
    {
      __type: 'IdempotentParameterMismatchException',
      Message:
        'The request uses the same client token as a previous, but non-identical request. Do not reuse a client token with different requests, unless the requests are identical',
    },
  ],
  [
    ...transact('too large item', [put('ok', { Item: { ...key('ok'), x: { S: 'a'.repeat(409600) } } })]),
    'Item size has exceeded the maximum allowed size',
  ],
  [
    ...transact(
      '4MB',
      repeat(11, (n) => ({ Put: { ...SIMPLE, Item: { ...key(`big${n}`), x: { S: 'a'.repeat(400000) } } } })),
    ),
    'Collection size of items requested has exceeded the limit of 4 MB',
  ],
  [
    ...transact(
      'consumed capacity',
      [
        put('ok3'),
        {
          Update: {
            ...FULL,
            Key: { ...key(), sk: { N: '1' } },
            UpdateExpression: 'SET g = :g',
            ExpressionAttributeValues: { ':g': { S: 'new' } },
          },
        },
      ],
      { ReturnConsumedCapacity: 'INDEXES', ReturnItemCollectionMetrics: 'SIZE' },
    ),
    {
      ConsumedCapacity: [
        {
          TableName: 'simple',
          CapacityUnits: 2,
          WriteCapacityUnits: 2,
          Table: { CapacityUnits: 2, WriteCapacityUnits: 2 },
        },
        {
          TableName: 'full',
          CapacityUnits: 6,
          WriteCapacityUnits: 6,
          Table: { CapacityUnits: 2, WriteCapacityUnits: 2 },
          GlobalSecondaryIndexes: { gsi: { CapacityUnits: 4, WriteCapacityUnits: 4 } },
        },
      ],
      ItemCollectionMetrics: {
        full: [{ ItemCollectionKey: { pk: { S: 'a' } }, SizeEstimateRangeGB: [0, 1] }],
      },
    },
  ],
  [
    ...transactGet('empty', []),
    "1 validation error detected: Value '[]' at 'transactItems' failed to satisfy constraint: Member must have length greater than or equal to 1",
  ],
  [
    ...transactGet('{}', [{}]),
    "1 validation error detected: Value null at 'transactItems.1.member.get' failed to satisfy constraint: Member must not be null",
  ],
  [
    ...transactGet(
      'twice',
      [1, 2].map(() => ({ Get: { ...SIMPLE, Key: key() } })),
    ),
    'Transaction request cannot include multiple operations on one item',
  ],
  [
    ...transactGet('table', [{ Get: { TableName: 'nope', Key: key() } }]),
    { __type: 'ResourceNotFoundException', message: 'Requested resource not found' },
  ],
  [
    ...transactGet('key', [{ Get: { ...SIMPLE, Key: { x: { S: 'a' } } } }]),
    {
      __type: 'TransactionCanceledException',
      CancellationReasons: [
        { Code: 'ValidationError', Message: 'The provided key element does not match the schema' },
      ],
      Message:
        'Transaction cancelled, please refer cancellation reasons for specific reasons [ValidationError]',
    },
  ],
  [
    ...transactGet('projection', [{ Get: { ...SIMPLE, Key: key(), ProjectionExpression: 'n,' } }]),
    'Invalid ProjectionExpression: Syntax error; token: "<EOF>", near: ","',
  ],
  [
    ...transactGet(
      'ok',
      [
        { Get: { ...SIMPLE, Key: key('ok'), ProjectionExpression: 'pk' } },
        { Get: { ...SIMPLE, Key: key('none') } },
      ],
      { ReturnConsumedCapacity: 'TOTAL' },
    ),
    {
      ConsumedCapacity: [{ TableName: 'simple', CapacityUnits: 4, ReadCapacityUnits: 4 }],
      Responses: [{ Item: { pk: { S: 'ok' } } }, {}],
    },
  ],
]);
