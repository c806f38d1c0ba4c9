import { describeAnswers, FULL, key, SIMPLE } from './answer-rows.ts';

/** A value that many maps stand around. */
function deepValue(maps: number): object {
  let value: object = { S: 'x' };
  for (let at = 0; at < maps; at++) value = { M: { a: value } };
  return value;
}
const deep = deepValue(33);

describeAnswers('PutItem', [
  [
    'empty',
    'PutItem',
    {},
    "2 validation errors detected: Value null at 'tableName' failed to satisfy constraint: Member must not be null; Value null at 'item' failed to satisfy constraint: Member must not be null",
  ],
  [
    'empty name',
    'PutItem',
    { TableName: '', Item: key() },
    "1 validation error detected: Value '' at 'tableName' failed to satisfy constraint: Member must have length greater than or equal to 1",
  ],
  [
    'short',
    'PutItem',
    { TableName: 'ab', Item: key() },
    { __type: 'ResourceNotFoundException', message: 'Requested resource not found' },
  ],
  [
    'bad name',
    'PutItem',
    { TableName: 'ab;c', Item: key() },
    "1 validation error detected: Value 'ab;c' at 'tableName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+",
  ],
  [
    'no item',
    'PutItem',
    { ...SIMPLE },
    "1 validation error detected: Value null at 'item' failed to satisfy constraint: Member must not be null",
  ],
  [
    'multi',
    'PutItem',
    {
      TableName: 'abc;',
      ReturnConsumedCapacity: 'hi',
      ReturnItemCollectionMetrics: 'hi',
      ReturnValues: 'hi',
    },
    "5 validation errors detected: Value 'hi' at 'returnValues' failed to satisfy constraint: Member must satisfy enum value set: [ALL_NEW, UPDATED_OLD, ALL_OLD, NONE, UPDATED_NEW]; Value 'abc;' at 'tableName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+; Value 'hi' at 'returnConsumedCapacity' failed to satisfy constraint: Member must satisfy enum value set: [INDEXES, TOTAL, NONE]; Value 'hi' at 'returnItemCollectionMetrics' failed to satisfy constraint: Member must satisfy enum value set: [SIZE, NONE]; Value null at 'item' failed to satisfy constraint: Member must not be null",
  ],
  [
    'ReturnValues ALL_NEW',
    'PutItem',
    { ...SIMPLE, Item: key(), ReturnValues: 'ALL_NEW' },
    'ReturnValues can only be ALL_OLD or NONE',
  ],
  [
    'no table',
    'PutItem',
    { TableName: 'nope', Item: key() },
    { __type: 'ResourceNotFoundException', message: 'Requested resource not found' },
  ],
  [
    'missing key',
    'PutItem',
    { ...SIMPLE, Item: { x: { S: 'a' } } },
    'One or more parameter values were invalid: Missing the key pk in the item',
  ],
  [
    'wrong type',
    'PutItem',
    { ...SIMPLE, Item: { pk: { N: '1' } } },
    'One or more parameter values were invalid: Type mismatch for key pk expected: S actual: N',
  ],
  [
    'empty key',
    'PutItem',
    { ...SIMPLE, Item: { pk: { S: '' } } },
    'One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: pk',
  ],
  [
    'null false',
    'PutItem',
    { ...SIMPLE, Item: { ...key(), x: { NULL: false } } },
    'One or more parameter values were invalid: Null attribute value types must have the value of true',
  ],
  [
    'two types',
    'PutItem',
    { ...SIMPLE, Item: { ...key(), x: { S: 'a', N: '1' } } },
    'Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes',
  ],
  [
    'none',
    'PutItem',
    { ...SIMPLE, Item: { ...key(), x: {} } },
    'Supplied AttributeValue is empty, must contain exactly one of the supported datatypes',
  ],
  [
    'unknown type',
    'PutItem',
    { ...SIMPLE, Item: { ...key(), x: { Q: 'a' } } },
    'Supplied AttributeValue is empty, must contain exactly one of the supported datatypes',
  ],
  [
    'string set empty',
    'PutItem',
    { ...SIMPLE, Item: { ...key(), x: { SS: [] } } },
    'One or more parameter values were invalid: An string set  may not be empty',
  ],
  [
    'number set empty',
    'PutItem',
    { ...SIMPLE, Item: { ...key(), x: { NS: [] } } },
    'One or more parameter values were invalid: An number set  may not be empty',
  ],
  [
    'binary set empty',
    'PutItem',
    { ...SIMPLE, Item: { ...key(), x: { BS: [] } } },
    'One or more parameter values were invalid: Binary sets should not be empty',
  ],
  [
    'string set twice',
    'PutItem',
    { ...SIMPLE, Item: { ...key(), x: { SS: ['a', 'a'] } } },
    'One or more parameter values were invalid: Input collection [a, a] contains duplicates.',
  ],
  [
    'number set twice',
    'PutItem',
    { ...SIMPLE, Item: { ...key(), x: { NS: ['1', '1.0'] } } },
    'Input collection contains duplicates',
  ],
  [
    'binary set twice',
    'PutItem',
    { ...SIMPLE, Item: { ...key(), x: { BS: ['AA==', 'AA=='] } } },
    'One or more parameter values were invalid: Input collection [AA==, AA==]of type BS contains duplicates.',
  ],
  [
    'number bad',
    'PutItem',
    { ...SIMPLE, Item: { ...key(), x: { N: 'abc' } } },
    'The parameter cannot be converted to a numeric value: abc',
  ],
  [
    'number empty',
    'PutItem',
    { ...SIMPLE, Item: { ...key(), x: { N: '' } } },
    'The parameter cannot be converted to a numeric value',
  ],
  [
    'number space',
    'PutItem',
    { ...SIMPLE, Item: { ...key(), x: { N: ' 1' } } },
    'The parameter cannot be converted to a numeric value:  1',
  ],
  [
    'number big',
    'PutItem',
    { ...SIMPLE, Item: { ...key(), x: { N: '1E126' } } },
    'Number overflow. Attempting to store a number with magnitude larger than supported range',
  ],
  [
    'number small',
    'PutItem',
    { ...SIMPLE, Item: { ...key(), x: { N: '1E-131' } } },
    'Number underflow. Attempting to store a number with magnitude smaller than supported range',
  ],
  [
    'number digits',
    'PutItem',
    { ...SIMPLE, Item: { ...key(), x: { N: '1'.repeat(39) } } },
    'Attempting to store more than 38 significant digits in a Number',
  ],
  [
    'number type',
    'PutItem',
    { ...SIMPLE, Item: { ...key(), x: { N: 1 } } },
    { __type: 'SerializationException', Message: 'NUMBER_VALUE cannot be converted to String' },
  ],
  [
    'too large',
    'PutItem',
    { ...SIMPLE, Item: { ...key(), x: { S: 'a'.repeat(409600) } } },
    'Item size has exceeded the maximum allowed size',
  ],
  [
    'partition key long',
    'PutItem',
    { ...SIMPLE, Item: { pk: { S: 'a'.repeat(2049) } } },
    'One or more parameter values were invalid: Size of hashkey has exceeded the maximum size limit of2048 bytes',
  ],
  [
    'sort key',
    'PutItem',
    { ...FULL, Item: { ...key(), sk: { N: '1' }, g: { N: '1' } } },
    'One or more parameter values were invalid: Type mismatch for Index Key g Expected: S Actual: N IndexName: gsi',
  ],
  [
    'global index empty',
    'PutItem',
    { ...FULL, Item: { ...key(), sk: { N: '1' }, g: { S: '' } } },
    'One or more parameter values are not valid. A value specified for a secondary index key is not supported. The AttributeValue for a key attribute cannot contain an empty string value. IndexName: gsi, IndexKey: g',
  ],
  [
    'deep',
    'PutItem',
    { ...SIMPLE, Item: { ...key(), x: deep } },
    'Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit',
  ],
  [
    'consumed capacity',
    'PutItem',
    {
      ...SIMPLE,
      Item: { ...key('z') },
      ReturnConsumedCapacity: 'INDEXES',
      ReturnItemCollectionMetrics: 'SIZE',
    },
    { ConsumedCapacity: { TableName: 'simple', CapacityUnits: 1, Table: { CapacityUnits: 1 } } },
  ],
  [
    'consumed capacity full',
    'PutItem',
    {
      ...FULL,
      Item: { ...key('z'), sk: { N: '1' }, g: { S: 'g' }, l: { S: 'l' } },
      ReturnConsumedCapacity: 'INDEXES',
      ReturnItemCollectionMetrics: 'SIZE',
    },
    {
      ConsumedCapacity: {
        TableName: 'full',
        CapacityUnits: 3,
        Table: { CapacityUnits: 1 },
        GlobalSecondaryIndexes: { gsi: { CapacityUnits: 1 } },
        LocalSecondaryIndexes: { lsi: { CapacityUnits: 1 } },
      },
      ItemCollectionMetrics: { ItemCollectionKey: { pk: { S: 'z' } }, SizeEstimateRangeGB: [0, 1] },
    },
  ],
]);
