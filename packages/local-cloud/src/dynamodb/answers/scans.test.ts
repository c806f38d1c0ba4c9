import { type Asked, describeAnswers, FULL } from './answer-rows.ts';

const VALUES = { ':p': { S: 'a' } };
const scan = (name: string, input: object): Asked => [name, 'Scan', { ...FULL, ...input }];

describeAnswers('Scan', [
  [
    ...scan('limit 0', { Limit: 0 }),
    "1 validation error detected: Value '0' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1",
  ],
  [
    ...scan('segment', { Segment: 0 }),
    'The TotalSegments parameter is required but was not present in the request when Segment parameter is present',
  ],
  [
    ...scan('total', { TotalSegments: 4 }),
    'The Segment parameter is required but was not present in the request when parameter TotalSegments is present',
  ],
  [
    ...scan('seg>=', { TotalSegments: 4, Segment: 4 }),
    'The Segment parameter is zero-based and must be less than parameter TotalSegments: Segment: 4 is not less than TotalSegments: 4',
  ],
  [
    ...scan('total 0', { TotalSegments: 0, Segment: 0 }),
    "1 validation error detected: Value '0' at 'totalSegments' failed to satisfy constraint: Member must have value greater than or equal to 1",
  ],
  [
    ...scan('total big', { TotalSegments: 1000001, Segment: 0 }),
    "1 validation error detected: Value '1000001' at 'totalSegments' failed to satisfy constraint: Member must have value less than or equal to 1000000",
  ],
  [
    ...scan('segment neg', { TotalSegments: 1, Segment: -1 }),
    "1 validation error detected: Value '-1' at 'segment' failed to satisfy constraint: Member must have value greater than or equal to 0",
  ],
  [
    ...scan('filter syntax', { FilterExpression: 'a =' }),
    'Invalid FilterExpression: Syntax error; token: "<EOF>", near: "="',
  ],
  [
    ...scan('values', { ExpressionAttributeValues: VALUES }),
    'ExpressionAttributeValues can only be specified when using expressions: FilterExpression is null',
  ],
  [
    ...scan('global index consistent', { IndexName: 'gsi', ConsistentRead: true }),
    'Consistent reads are not supported on global secondary indexes',
  ],
  [...scan('index nope', { IndexName: 'nope' }), 'The table does not have the specified index: nope'],
  [
    ...scan('start key', { ExclusiveStartKey: { pk: { S: 'a' } } }),
    'The provided starting key is invalid: The provided key element does not match the schema',
  ],
  [
    ...scan('start key empty string', { ExclusiveStartKey: { pk: { S: '' }, sk: { N: '1' } } }),
    'The provided starting key is invalid: One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: pk',
  ],
  [
    ...scan('filter into a key', { FilterExpression: 'attribute_exists(pk.a)' }),
    "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: Key: pk",
  ],
  [
    ...scan('projection into the key of an index', { ProjectionExpression: 'l.a' }),
    "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: IndexKey: l",
  ],
  [
    ...scan('start key segment', {
      ExclusiveStartKey: { pk: { S: 'a' }, sk: { N: '1' } },
      Segment: 1,
      TotalSegments: 2,
    }),
    'The provided starting key is invalid: Invalid ExclusiveStartKey. Please use ExclusiveStartKey with correct Segment. TotalSegments: 2 Segment: 1',
  ],
  [
    ...scan('start key index', { IndexName: 'gsi', ExclusiveStartKey: { pk: { S: 'a' }, sk: { N: '1' } } }),
    'The provided starting key is invalid',
  ],
  [
    ...scan('ok', {
      FilterExpression: 'sk > :a',
      ExpressionAttributeValues: { ':a': { N: '3' } },
      ProjectionExpression: 'sk',
      ReturnConsumedCapacity: 'INDEXES',
    }),
    {
      ConsumedCapacity: { TableName: 'full', CapacityUnits: 0.5, Table: { CapacityUnits: 0.5 } },
      Count: 1,
      Items: [{ sk: { N: '4' } }],
      ScannedCount: 5,
    },
  ],
]);
