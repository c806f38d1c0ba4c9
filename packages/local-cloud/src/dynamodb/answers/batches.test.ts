import { type Asked, describeAnswers, key, repeat } from './answer-rows.ts';

const batchGet = (name: string, input: object): Asked => [name, 'BatchGetItem', input];
const batchWrite = (name: string, input: object): Asked => [name, 'BatchWriteItem', input];

describeAnswers('batches', [
  [
    ...batchGet('none', {}),
    "1 validation error detected: Value null at 'requestItems' failed to satisfy constraint: Member must not be null",
  ],
  // Of the two batches, this one counts an empty map among the constraints, without repeating it.
  [
    ...batchGet('empty', { RequestItems: {} }),
    "1 validation error detected: Value at 'RequestItems' failed to satisfy constraint: Member must have length greater than or equal to 1",
  ],
  [
    ...batchGet('no keys', { RequestItems: { simple: { Keys: [] } } }),
    "1 validation error detected: Value at 'RequestItems.simple.member.Keys' failed to satisfy constraint: Member must have length greater than or equal to 1",
  ],
  [
    ...batchGet('keys null', { RequestItems: { simple: {} } }),
    "1 validation error detected: Value null at 'requestItems.simple.member.keys' failed to satisfy constraint: Member must not be null",
  ],
  [
    ...batchGet('101', { RequestItems: { simple: { Keys: repeat(101, (n) => key(`k${n}`)) } } }),
    "1 validation error detected: Value at 'RequestItems.simple.member.Keys' failed to satisfy constraint: Member must have length less than or equal to 100",
  ],
  [
    ...batchGet('101 two', {
      RequestItems: {
        simple: { Keys: repeat(60, (n) => key(`k${n}`)) },
        full: { Keys: repeat(60, (n) => key(`k${n}`)) },
      },
    }),
    'Too many items requested for the BatchGetItem call',
  ],
  [
    ...batchGet('twice', { RequestItems: { simple: { Keys: [key(), key()] } } }),
    'Provided list of item keys contains duplicates',
  ],
  [
    ...batchGet('table', { RequestItems: { nope: { Keys: [key()] } } }),
    { __type: 'ResourceNotFoundException', message: 'Requested resource not found' },
  ],
  [
    ...batchGet('key', { RequestItems: { simple: { Keys: [{ x: { S: 'a' } }] } } }),
    'The provided key element does not match the schema',
  ],
  [
    ...batchGet('ok', {
      RequestItems: { simple: { Keys: [key(), key('zz')], ProjectionExpression: 'pk' } },
      ReturnConsumedCapacity: 'TOTAL',
    }),
    {
      ConsumedCapacity: [{ TableName: 'simple', CapacityUnits: 1 }],
      Responses: { simple: [{ pk: { S: 'a' } }] },
      UnprocessedKeys: {},
    },
  ],
  [
    ...batchWrite('none', {}),
    "1 validation error detected: Value null at 'requestItems' failed to satisfy constraint: Member must not be null",
  ],
  [...batchWrite('empty', { RequestItems: {} }), 'The requestItems parameter is required for BatchWriteItem'],
  [
    ...batchWrite('empty list', { RequestItems: { simple: [] } }),
    "1 validation error detected: Value '{simple=[]}' at 'requestItems' failed to satisfy constraint: Map value must satisfy constraint: [Member must have length less than or equal to 25, Member must have length greater than or equal to 1]",
  ],
  [
    ...batchWrite('{}', { RequestItems: { simple: [{}] } }),
    'Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes',
  ],
  [
    ...batchWrite('both', {
      RequestItems: { simple: [{ PutRequest: { Item: key() }, DeleteRequest: { Key: key() } }] },
    }),
    'Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes',
  ],
  [
    ...batchWrite('26 two', {
      RequestItems: {
        simple: repeat(13, (n) => ({ DeleteRequest: { Key: key(`k${n}`) } })),
        full: repeat(13, (n) => ({ DeleteRequest: { Key: { ...key(`k${n}`), sk: { N: '1' } } } })),
      },
    }),
    'Too many items requested for the BatchWriteItem call',
  ],
  [
    ...batchWrite('twice', {
      RequestItems: { simple: [{ PutRequest: { Item: key() } }, { DeleteRequest: { Key: key() } }] },
    }),
    'Provided list of item keys contains duplicates',
  ],
  [
    // In a batch an item without its key is a key that does not fit, where PutItem names what is missing.
    ...batchWrite('missing key', { RequestItems: { simple: [{ PutRequest: { Item: { x: { S: 'a' } } } }] } }),
    'The provided key element does not match the schema',
  ],
  [
    ...batchWrite('type', { RequestItems: { simple: [{ PutRequest: { Item: { pk: { N: '1' } } } }] } }),
    'The provided key element does not match the schema',
  ],
  [
    ...batchWrite('empty str', { RequestItems: { simple: [{ PutRequest: { Item: { pk: { S: '' } } } }] } }),
    'One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: pk',
  ],
  [
    ...batchWrite('delete type', {
      RequestItems: { simple: [{ DeleteRequest: { Key: { pk: { N: '1' } } } }] },
    }),
    'The provided key element does not match the schema',
  ],
  [
    ...batchWrite('too large', {
      RequestItems: { simple: [{ PutRequest: { Item: { ...key(), x: { S: 'a'.repeat(409600) } } } }] },
    }),
    'Item size has exceeded the maximum allowed size',
  ],
  [
    ...batchWrite('table', { RequestItems: { nope: [{ PutRequest: { Item: key() } }] } }),
    { __type: 'ResourceNotFoundException', message: 'Requested resource not found' },
  ],
  [
    ...batchWrite('global index type', {
      RequestItems: { full: [{ PutRequest: { Item: { ...key(), sk: { N: '1' }, g: { N: '1' } } } }] },
    }),
    'One or more parameter values were invalid: Type mismatch for Index Key g Expected: S Actual: N IndexName: gsi',
  ],
  [
    ...batchWrite('ok', {
      RequestItems: { full: [{ PutRequest: { Item: { ...key(), sk: { N: '1' }, g: { S: '1' } } } }] },
      ReturnConsumedCapacity: 'INDEXES',
      ReturnItemCollectionMetrics: 'SIZE',
    }),
    {
      ConsumedCapacity: [
        {
          TableName: 'full',
          CapacityUnits: 4,
          Table: { CapacityUnits: 1 },
          GlobalSecondaryIndexes: { gsi: { CapacityUnits: 2 } },
          LocalSecondaryIndexes: { lsi: { CapacityUnits: 1 } },
        },
      ],
      ItemCollectionMetrics: {
        full: [{ ItemCollectionKey: { pk: { S: 'a' } }, SizeEstimateRangeGB: [0, 1] }],
      },
      UnprocessedItems: {},
    },
  ],
]);
