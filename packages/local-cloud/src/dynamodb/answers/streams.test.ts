import { type Asked, describeAnswers, RESOURCE } from './answer-rows.ts';

const gone = `${RESOURCE}full/stream/2020-01-01T00:00:00.000`;
const stream = (name: string, operation: string, input: object): Asked => [
  name,
  `DynamoDBStreams_20120810.${operation}`,
  input,
];

describeAnswers('streams', [
  [...stream('list of a table', 'ListStreams', { TableName: 'simple' }), { Streams: [] }],
  [
    ...stream('list limit 0', 'ListStreams', { Limit: 0 }),
    "1 validation error detected: Value '0' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1",
  ],
  [
    ...stream('list limit 101', 'ListStreams', { Limit: 101 }),
    "1 validation error detected: Value '101' at 'limit' failed to satisfy constraint: Member must have value less than or equal to 100",
  ],
  [
    ...stream('list bad start', 'ListStreams', { ExclusiveStartStreamArn: 'x' }),
    "1 validation error detected: Value 'x' at 'exclusiveStartStreamArn' failed to satisfy constraint: Member must have length greater than or equal to 37",
  ],
  [
    ...stream('describe none', 'DescribeStream', {}),
    "1 validation error detected: Value null at 'streamArn' failed to satisfy constraint: Member must not be null",
  ],
  [
    ...stream('describe short', 'DescribeStream', { StreamArn: 'abc' }),
    "1 validation error detected: Value 'abc' at 'streamArn' failed to satisfy constraint: Member must have length greater than or equal to 37",
  ],
  [...stream('describe bad', 'DescribeStream', { StreamArn: 'a'.repeat(40) }), 'Invalid StreamArn'],
  [
    ...stream('describe one that is gone', 'DescribeStream', { StreamArn: gone }),
    {
      __type: 'ResourceNotFoundException',
      message: `Requested resource not found: Stream: ${gone} not found`,
    },
  ],
  [
    ...stream('iterator of one that is gone', 'GetShardIterator', {
      StreamArn: gone,
      ShardId: 'shardId-00000000000000000001-00000001',
      ShardIteratorType: 'LATEST',
    }),
    {
      __type: 'ResourceNotFoundException',
      message: `Requested resource not found: Stream: ${gone} not found`,
    },
  ],
  [
    ...stream('iterator type', 'GetShardIterator', {
      StreamArn: gone,
      ShardId: 'shardId-00000000000000000001-00000001',
      ShardIteratorType: 'X',
    }),
    "1 validation error detected: Value 'X' at 'shardIteratorType' failed to satisfy constraint: Member must satisfy enum value set: [TRIM_HORIZON, LATEST, AT_SEQUENCE_NUMBER, AFTER_SEQUENCE_NUMBER]",
  ],
  [
    ...stream('iterator none', 'GetShardIterator', {}),
    "3 validation errors detected: Value null at 'streamArn' failed to satisfy constraint: Member must not be null; Value null at 'shardId' failed to satisfy constraint: Member must not be null; Value null at 'shardIteratorType' failed to satisfy constraint: Member must not be null",
  ],
  [
    ...stream('records none', 'GetRecords', {}),
    "1 validation error detected: Value null at 'shardIterator' failed to satisfy constraint: Member must not be null",
  ],
  [...stream('records bad', 'GetRecords', { ShardIterator: 'abc' }), 'Invalid ShardIterator'],
  [
    ...stream('records 1001', 'GetRecords', { ShardIterator: 'abc', Limit: 1001 }),
    "1 validation error detected: Value '1001' at 'limit' failed to satisfy constraint: Member must have value less than or equal to 1000",
  ],
]);
