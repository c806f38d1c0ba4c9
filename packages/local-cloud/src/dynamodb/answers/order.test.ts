import { attributes, describeAnswers, key, keySchema, SIMPLE } from './answer-rows.ts';

/*
 * The order of refusals: serialization, the constraints of shapes, parameters, the syntax of expressions, their
 * sense, the table, the key, the condition.
 */
describeAnswers('the order of refusals', [
  [
    'serialization before constraints',
    'PutItem',
    { TableName: '', Item: { pk: { S: 1 } } },
    { __type: 'SerializationException', Message: 'NUMBER_VALUE cannot be converted to String' },
  ],
  [
    'constraints before parameters',
    'PutItem',
    { ...SIMPLE, Item: { pk: { S: 'a' }, x: { N: 'b' } }, ReturnValues: 'X' },
    "1 validation error detected: Value 'X' at 'returnValues' failed to satisfy constraint: Member must satisfy enum value set: [ALL_NEW, UPDATED_OLD, ALL_OLD, NONE, UPDATED_NEW]",
  ],
  [
    'mixing before values',
    'PutItem',
    {
      ...SIMPLE,
      Item: { pk: { S: 'a' }, x: { N: 'b' } },
      Expected: { a: { Exists: false } },
      ConditionExpression: 'a',
    },
    'Can not use both expression and non-expression parameters in the same request: Non-expression parameters: {Expected} Expression parameters: {ConditionExpression}',
  ],
  [
    'values before ReturnValues',
    'PutItem',
    { ...SIMPLE, Item: { pk: { S: 'a' }, x: { N: 'b' } }, ReturnValues: 'ALL_NEW' },
    'The parameter cannot be converted to a numeric value: b',
  ],
  [
    'ReturnValues before expression',
    'PutItem',
    { ...SIMPLE, Item: key(), ReturnValues: 'ALL_NEW', ConditionExpression: 'a =' },
    'ReturnValues can only be ALL_OLD or NONE',
  ],
  [
    'ReturnValues vs size',
    'PutItem',
    { ...SIMPLE, Item: { ...key(), x: { S: 'a'.repeat(409600) } }, ReturnValues: 'ALL_NEW' },
    'Item size has exceeded the maximum allowed size',
  ],
  [
    'expression before table',
    'PutItem',
    { TableName: 'nope', Item: key(), ConditionExpression: 'a =' },
    'Invalid ConditionExpression: Syntax error; token: "<EOF>", near: "="',
  ],
  [
    'unused before table',
    'PutItem',
    {
      TableName: 'nope',
      Item: key(),
      ConditionExpression: 'attribute_exists(a)',
      ExpressionAttributeNames: { '#a': 'a' },
    },
    'Value provided in ExpressionAttributeNames unused in expressions: keys: {#a}',
  ],
  [
    'table before key',
    'PutItem',
    { TableName: 'nope', Item: { x: { S: 'a' } } },
    { __type: 'ResourceNotFoundException', message: 'Requested resource not found' },
  ],
  [
    'key before condition',
    'PutItem',
    { ...SIMPLE, Item: { x: { S: 'a' } }, ConditionExpression: 'attribute_exists(pk)' },
    'One or more parameter values were invalid: Missing the key pk in the item',
  ],
  [
    'syntax before placeholders',
    'PutItem',
    { ...SIMPLE, Item: key(), ConditionExpression: 'a = :a AND' },
    'Invalid ConditionExpression: Syntax error; token: "<EOF>", near: "AND"',
  ],
  [
    'reserved before placeholder',
    'PutItem',
    { ...SIMPLE, Item: key(), ConditionExpression: 'name = :a' },
    'Invalid ConditionExpression: Attribute name is a reserved keyword; reserved keyword: name',
  ],
  [
    'undefined before unused',
    'PutItem',
    { ...SIMPLE, Item: key(), ConditionExpression: 'a = :a', ExpressionAttributeNames: { '#a': 'a' } },
    'Invalid ConditionExpression: An expression attribute value used in expression is not defined; attribute value: :a',
  ],
  [
    'names before values unused',
    'PutItem',
    {
      ...SIMPLE,
      Item: key(),
      ConditionExpression: 'attribute_exists(a)',
      ExpressionAttributeNames: { '#a': 'a' },
      ExpressionAttributeValues: { ':b': { S: 'a' } },
    },
    'Value provided in ExpressionAttributeNames unused in expressions: keys: {#a}',
  ],
  [
    'update: condition after update',
    'UpdateItem',
    { ...SIMPLE, Key: key(), UpdateExpression: 'SET a', ConditionExpression: 'a =' },
    'Invalid UpdateExpression: Syntax error; token: "<EOF>", near: "a"',
  ],
  [
    'update: key schema before key change',
    'UpdateItem',
    {
      ...SIMPLE,
      Key: { x: { S: 'a' } },
      UpdateExpression: 'SET pk = :a',
      ExpressionAttributeValues: { ':a': { S: 'a' } },
    },
    'The provided key element does not match the schema',
  ],
  [
    'update: key change before condition',
    'UpdateItem',
    {
      ...SIMPLE,
      Key: key(),
      UpdateExpression: 'SET pk = :a',
      ConditionExpression: 'attribute_exists(zz)',
      ExpressionAttributeValues: { ':a': { S: 'a' } },
    },
    'One or more parameter values were invalid: Cannot update attribute pk. This attribute is part of the key',
  ],
  [
    'update: condition before update of item',
    'UpdateItem',
    { ...SIMPLE, Key: key(), UpdateExpression: 'SET a = b', ConditionExpression: 'attribute_exists(zz)' },
    { __type: 'ConditionalCheckFailedException', message: 'The conditional request failed' },
  ],
  [
    'query: select before expression',
    'Query',
    { ...SIMPLE, Select: 'SPECIFIC_ATTRIBUTES', KeyConditionExpression: 'pk =' },
    'One or more parameter values were invalid: Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES',
  ],
  [
    'query: index before condition',
    'Query',
    {
      ...SIMPLE,
      IndexName: 'nope',
      KeyConditionExpression: 'x = :a',
      ExpressionAttributeValues: { ':a': { S: 'a' } },
    },
    'The table does not have the specified index: nope',
  ],
  [
    'query: table before index',
    'Query',
    {
      TableName: 'nope',
      IndexName: 'nope',
      KeyConditionExpression: 'x = :a',
      ExpressionAttributeValues: { ':a': { S: 'a' } },
    },
    { __type: 'ResourceNotFoundException', message: 'Requested resource not found' },
  ],
  [
    'query: key condition before filter',
    'Query',
    { ...SIMPLE, KeyConditionExpression: 'pk =', FilterExpression: 'a =' },
    'Invalid KeyConditionExpression: Syntax error; token: "<EOF>", near: "="',
  ],
  [
    'batch: values before table',
    'BatchWriteItem',
    { RequestItems: { nope: [{ PutRequest: { Item: { pk: { N: 'b' } } } }] } },
    'The parameter cannot be converted to a numeric value: b',
  ],
  [
    'batch: duplicates before table',
    'BatchGetItem',
    { RequestItems: { nope: { Keys: [key(), key()] } } },
    'Provided list of item keys contains duplicates',
  ],
  [
    'batch: duplicates before key',
    'BatchGetItem',
    { RequestItems: { simple: { Keys: [{ x: { S: 'a' } }, { x: { S: 'a' } }] } } },
    'Provided list of item keys contains duplicates',
  ],
  [
    'batch: duplicates whatever the order of attributes and the form of numbers',
    'BatchGetItem',
    {
      RequestItems: {
        full: {
          Keys: [
            { pk: { S: 'a' }, sk: { N: '1' } },
            { sk: { N: '1.0' }, pk: { S: 'a' } },
          ],
        },
      },
    },
    'Provided list of item keys contains duplicates',
  ],
  [
    'transaction: expression before table',
    'TransactWriteItems',
    { TransactItems: [{ Put: { TableName: 'nope', Item: key(), ConditionExpression: 'a =' } }] },
    'Invalid ConditionExpression: Syntax error; token: "<EOF>", near: "="',
  ],
  [
    'transaction: table before duplicates',
    'TransactWriteItems',
    {
      TransactItems: [
        { Put: { TableName: 'nope', Item: key() } },
        { Put: { TableName: 'nope', Item: key() } },
      ],
    },
    { __type: 'ResourceNotFoundException', message: 'Requested resource not found' },
  ],
  [
    'transaction: duplicates before condition',
    'TransactWriteItems',
    {
      TransactItems: [
        { Put: { ...SIMPLE, Item: key(), ConditionExpression: 'attribute_exists(zz)' } },
        { Delete: { ...SIMPLE, Key: key() } },
      ],
    },
    'Transaction request cannot include multiple operations on one item',
  ],
  [
    'create: billing before keys',
    'CreateTable',
    { TableName: 'abc', AttributeDefinitions: attributes('a'), KeySchema: keySchema('b') },
    'One or more parameter values were invalid: ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED',
  ],
  [
    'create: keys before name taken',
    'CreateTable',
    {
      TableName: 'simple',
      AttributeDefinitions: attributes('a'),
      KeySchema: keySchema('b'),
      BillingMode: 'PAY_PER_REQUEST',
    },
    'One or more parameter values were invalid: Some index key attributes are not defined in AttributeDefinitions. Keys: [b], AttributeDefinitions: [a]',
  ],
]);
