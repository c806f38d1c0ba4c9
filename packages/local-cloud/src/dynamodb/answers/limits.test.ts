import { describeAnswers, key, repeat, SIMPLE } from './answer-rows.ts';

const size = (bytes: number): object => ({ ...SIMPLE, Item: { ...key(), x: { S: 'a'.repeat(bytes) } } });
/** A value in that many lists. */
function deepValue(lists: number): object {
  let value: object = { S: 'x' };
  for (let at = 0; at < lists; at++) value = { L: [value] };
  return value;
}
const deep = deepValue(31);

describeAnswers('limits', [
  ['an item of 409,600 bytes', 'PutItem', size(409600 - 3 - 1), {}],
  [
    'an item of one byte more',
    'PutItem',
    size(409600 - 3),
    'Item size has exceeded the maximum allowed size',
  ],
  ['a partition key of 2,048 bytes', 'PutItem', { ...SIMPLE, Item: key('k'.repeat(2048)) }, {}],
  [
    'a sort key of 1,024 bytes',
    'PutItem',
    { TableName: 'bin', Item: { pk: { B: 'AA==' }, sk: { S: 's'.repeat(1024) } } },
    {},
  ],
  [
    'a sort key of one byte more',
    'PutItem',
    { TableName: 'bin', Item: { pk: { B: 'AA==' }, sk: { S: 's'.repeat(1025) } } },
    'One or more parameter values were invalid: Aggregated size of all range keys has exceeded the size limit of 1024 bytes',
  ],
  [
    'an empty binary key',
    'PutItem',
    { TableName: 'bin', Item: { pk: { B: '' }, sk: { S: 's' } } },
    'One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty binary value. Key: pk',
  ],
  [
    'a partition key of 2,049 bytes',
    'GetItem',
    { ...SIMPLE, Key: key('k'.repeat(2049)) },
    'One or more parameter values were invalid: Size of hashkey has exceeded the maximum size limit of2048 bytes',
  ],
  ['32 levels', 'PutItem', { ...SIMPLE, Item: { ...key(), x: deep } }, {}],
  [
    '33 levels',
    'PutItem',
    { ...SIMPLE, Item: { ...key(), x: { L: [deep] } } },
    'Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit',
  ],
  [
    '38 digits, as large as they may be',
    'PutItem',
    { ...SIMPLE, Item: { ...key(), x: { N: `${'9'.repeat(38)}E87` } } },
    {},
  ],
  ['the least number', 'PutItem', { ...SIMPLE, Item: { ...key(), x: { N: '-1E-130' } } }, {}],
  [
    'a number of 61 digits, one of them significant',
    'PutItem',
    { ...SIMPLE, Item: { ...key(), x: { N: `1${'0'.repeat(60)}` } } },
    {},
  ],
  [
    'get',
    'GetItem',
    { ...SIMPLE, Key: key() },
    { Item: { pk: { S: 'a' }, x: { N: '1000000000000000000000000000000000000000000000000000000000000' } } },
  ],
  [
    'expression 4096',
    'PutItem',
    { ...SIMPLE, Item: key(), ConditionExpression: `attribute_not_exists(${'a'.repeat(4096 - 22)})` },
    {},
  ],
  [
    'expression 4097',
    'PutItem',
    { ...SIMPLE, Item: key(), ConditionExpression: `attribute_not_exists(${'a'.repeat(4096 - 21)})` },
    'Invalid ConditionExpression: Expression size has exceeded the maximum allowed size; expression size: 4097',
  ],
  [
    'projection 4097',
    'GetItem',
    { ...SIMPLE, Key: key(), ProjectionExpression: 'a'.repeat(4097) },
    'Invalid ProjectionExpression: Expression size has exceeded the maximum allowed size;',
  ],
  [
    'update 4097',
    'UpdateItem',
    { ...SIMPLE, Key: key(), UpdateExpression: `REMOVE ${'a'.repeat(4097)}` },
    'Invalid UpdateExpression: Expression size has exceeded the maximum allowed size;',
  ],
  [
    'key 4097',
    'Query',
    { ...SIMPLE, KeyConditionExpression: 'a'.repeat(4097) },
    'Invalid KeyConditionExpression: Expression size has exceeded the maximum allowed size;',
  ],
  [
    '100 candidates',
    'Scan',
    {
      ...SIMPLE,
      FilterExpression: `a IN (${repeat(100, () => ':a').join(',')})`,
      ExpressionAttributeValues: { ':a': { S: '2' } },
    },
    { Count: 0, Items: [], ScannedCount: 2 },
  ],
  [
    '300 operators',
    'Scan',
    {
      ...SIMPLE,
      Select: 'COUNT',
      FilterExpression: `NOT ${repeat(150, () => 'a=:a').join(' OR ')}`,
      ExpressionAttributeValues: { ':a': { S: '2' } },
    },
    { Count: 2, ScannedCount: 2 },
  ],
  [
    '301 operators',
    'Scan',
    {
      ...SIMPLE,
      FilterExpression: `NOT NOT ${repeat(150, () => 'a=:a').join(' OR ')}`,
      ExpressionAttributeValues: { ':a': { S: '2' } },
    },
    'Invalid FilterExpression: The expression contains too many operators; operator count: 301',
  ],
  [
    'name key long',
    'Scan',
    {
      ...SIMPLE,
      FilterExpression: '#a = :a',
      ExpressionAttributeNames: { [`#${'a'.repeat(255)}`]: 'a' },
      ExpressionAttributeValues: { ':a': { S: '2' } },
    },
    'ExpressionAttributeNames contains invalid key: The expression attribute map contains a key that is too long; size of key: 256',
  ],
  [
    'path 33',
    'GetItem',
    { ...SIMPLE, Key: key(), ProjectionExpression: repeat(33, () => 'a').join('.') },
    'Invalid ProjectionExpression: The document path has too many nesting levels; nesting levels: 33',
  ],
  [
    'attribute name 65536',
    'PutItem',
    { ...SIMPLE, Item: { ...key(), ['a'.repeat(65536)]: { S: 'a' } } },
    'Attribute name is too large, must be less than 65536 bytes',
  ],
  [
    'attribute name 65536 within',
    'PutItem',
    { ...SIMPLE, Item: { ...key(), a: { M: { ['a'.repeat(65536)]: { S: 'a' } } } } },
    'Attribute name is too large, must be less than 65536 bytes',
  ],
  [
    'attribute name 65536 set',
    'UpdateItem',
    {
      ...SIMPLE,
      Key: key(),
      UpdateExpression: 'SET #a = :a',
      ExpressionAttributeNames: { '#a': 'a'.repeat(65536) },
      ExpressionAttributeValues: { ':a': { S: 'a' } },
    },
    'Attribute name is too large, must be less than 65536 bytes',
  ],
  [
    'attribute name 65536 in a value set',
    'UpdateItem',
    {
      ...SIMPLE,
      Key: key(),
      UpdateExpression: 'SET a = :a',
      ExpressionAttributeValues: { ':a': { M: { ['a'.repeat(65536)]: { S: 'a' } } } },
    },
    'Attribute name is too large, must be less than 65536 bytes',
  ],
  [
    'attribute name empty',
    'PutItem',
    { ...SIMPLE, Item: { ...key(), '': { S: 'a' } } },
    'One or more parameter values were invalid: An attribute name may not be empty',
  ],
  [
    'update big',
    'UpdateItem',
    {
      ...SIMPLE,
      Key: key(),
      UpdateExpression: 'SET x = :x',
      ExpressionAttributeValues: { ':x': { S: 'a'.repeat(409600 - 3) } },
    },
    'Item size to update has exceeded the maximum allowed size',
  ],
  [
    'transaction token empty',
    'TransactWriteItems',
    { ClientRequestToken: '', TransactItems: [{ Put: { ...SIMPLE, Item: key() } }] },
    "1 validation error detected: Value '' at 'clientRequestToken' failed to satisfy constraint: Member must have length greater than or equal to 1",
  ],
  [
    'capacity 1k',
    'PutItem',
    { ...SIMPLE, Item: { ...key('cap'), x: { S: 'a'.repeat(1024 - 6) } }, ReturnConsumedCapacity: 'TOTAL' },
    { ConsumedCapacity: { TableName: 'simple', CapacityUnits: 1 } },
  ],
  [
    'capacity 1k+1',
    'PutItem',
    { ...SIMPLE, Item: { ...key('cap'), x: { S: 'a'.repeat(1024 - 5) } }, ReturnConsumedCapacity: 'TOTAL' },
    { ConsumedCapacity: { TableName: 'simple', CapacityUnits: 2 } },
  ],
  [
    'pitr 36',
    'UpdateContinuousBackups',
    {
      ...SIMPLE,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 36 },
    },
    "1 validation error detected: Value '36' at 'pointInTimeRecoverySpecification.recoveryPeriodInDays' failed to satisfy constraint: Member must have value less than or equal to 35",
  ],
  [
    'batch keys null',
    'BatchGetItem',
    { RequestItems: { simple: {} } },
    "1 validation error detected: Value null at 'requestItems.simple.member.keys' failed to satisfy constraint: Member must not be null",
  ],
  [
    'tag empty',
    'TagResource',
    { ResourceArn: 'arn:aws:dynamodb:us-east-1:000000000000:table/simple', Tags: [] },
    'Atleast one Tag needs to be provided as Input.',
  ],
]);
