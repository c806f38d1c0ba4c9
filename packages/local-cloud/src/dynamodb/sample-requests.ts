/*
 * A request of every operation that uses every member, for tests that spoil them. They fit the tables of
 * `dynamodb-fixture.ts`.
 */

const KEY = { pk: { S: 'a' }, sk: { N: '1' } };
const ITEM = {
  ...KEY,
  g: { S: 'group' },
  l: { S: 'local' },
  n: { N: '12.5' },
  b: { B: 'AAEC' },
  flag: { BOOL: true },
  nothing: { NULL: true },
  ss: { SS: ['a', 'b'] },
  ns: { NS: ['1', '2'] },
  bs: { BS: ['AA==', 'AQ=='] },
  list: { L: [{ S: 'x' }, { M: { deep: { L: [] } } }] },
  map: { M: { inner: { N: '1' } } },
};
const TableName = 'indexed';
const values = { ':v': { N: '1' }, ':s': { S: 'a' } };
const names = { '#n': 'n' };
const CONDITION = {
  ConditionExpression: 'attribute_not_exists(#n) OR #n > :v AND NOT begins_with(g, :s)',
  ExpressionAttributeNames: names,
  ExpressionAttributeValues: values,
  ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
};
const REPORTS = { ReturnConsumedCapacity: 'INDEXES', ReturnItemCollectionMetrics: 'SIZE' };
const LEGACY = { ComparisonOperator: 'EQ', AttributeValueList: [{ S: 'a' }] };
const UPDATE = {
  TableName,
  Key: KEY,
  UpdateExpression: 'SET #n = if_not_exists(#n, :v) + :v, list[0] = :s REMOVE flag ADD count :v',
  ExpressionAttributeNames: names,
  ExpressionAttributeValues: values,
};
const RESOURCE = 'arn:aws:dynamodb:us-east-1:000000000000:table/indexed';
const STREAM = `${RESOURCE}/stream/2026-01-31T12:00:00.000`;
const throughput = { ReadCapacityUnits: 1, WriteCapacityUnits: 1 };
const keySchema = [
  { AttributeName: 'pk', KeyType: 'HASH' },
  { AttributeName: 'l', KeyType: 'RANGE' },
];
const projection = { ProjectionType: 'INCLUDE', NonKeyAttributes: ['a'] };

/** An operation, by its whole target when it is one of the streams API, and a request. */
export const SAMPLE_REQUESTS: readonly (readonly [operation: string, input: object])[] = [
  ['PutItem', { TableName, Item: ITEM, ReturnValues: 'ALL_OLD', ...CONDITION, ...REPORTS }],
  [
    'PutItem',
    { TableName, Item: ITEM, Expected: { n: LEGACY, g: { Exists: false } }, ConditionalOperator: 'OR' },
  ],
  [
    'GetItem',
    { TableName, Key: KEY, ProjectionExpression: '#n, map.inner, list[0]', ExpressionAttributeNames: names },
  ],
  ['GetItem', { TableName, Key: KEY, AttributesToGet: ['n'], ConsistentRead: true }],
  ['UpdateItem', { ...UPDATE, ReturnValues: 'UPDATED_NEW', ...REPORTS }],
  ['UpdateItem', { TableName, Key: KEY, AttributeUpdates: { n: { Action: 'ADD', Value: { N: '1' } } } }],
  ['DeleteItem', { TableName, Key: KEY, ReturnValues: 'ALL_OLD', ...CONDITION, ...REPORTS }],
  [
    'Query',
    {
      TableName,
      IndexName: 'local',
      Select: 'SPECIFIC_ATTRIBUTES',
      Limit: 2,
      ConsistentRead: true,
      ScanIndexForward: false,
      KeyConditionExpression: 'pk = :s AND begins_with(l, :s)',
      FilterExpression: '#n IN (:v) AND size(map) >= :v',
      ProjectionExpression: '#n',
      ExclusiveStartKey: { ...KEY, l: { S: 'a' } },
      ExpressionAttributeNames: names,
      ExpressionAttributeValues: values,
      ReturnConsumedCapacity: 'INDEXES',
    },
  ],
  ['Query', { TableName, KeyConditions: { pk: LEGACY }, QueryFilter: { n: LEGACY }, AttributesToGet: ['n'] }],
  ['Scan', { TableName, Segment: 0, TotalSegments: 2, Limit: 2, ScanFilter: { n: LEGACY } }],
  [
    'Scan',
    {
      TableName,
      IndexName: 'global',
      FilterExpression: 'g BETWEEN :s AND :s',
      ExpressionAttributeValues: { ':s': { S: 'a' } },
      ExclusiveStartKey: { ...KEY, g: { S: 'a' } },
      Select: 'COUNT',
    },
  ],
  [
    'BatchGetItem',
    {
      RequestItems: {
        indexed: {
          Keys: [KEY],
          ProjectionExpression: '#n',
          ExpressionAttributeNames: names,
          ConsistentRead: true,
        },
        simple: { Keys: [{ pk: { S: 'a' } }], AttributesToGet: ['n'] },
      },
      ReturnConsumedCapacity: 'TOTAL',
    },
  ],
  [
    'BatchWriteItem',
    {
      RequestItems: {
        indexed: [{ PutRequest: { Item: ITEM } }],
        simple: [{ DeleteRequest: { Key: { pk: { S: 'a' } } } }],
      },
      ...REPORTS,
    },
  ],
  [
    'TransactWriteItems',
    {
      ClientRequestToken: 'token',
      TransactItems: [
        { Put: { TableName, Item: ITEM, ...CONDITION } },
        { Update: { ...UPDATE, Key: { ...KEY, sk: { N: '2' } } } },
        { Delete: { TableName, Key: { ...KEY, sk: { N: '3' } }, ...CONDITION } },
        { ConditionCheck: { TableName, Key: { ...KEY, sk: { N: '4' } }, ...CONDITION } },
      ],
      ...REPORTS,
    },
  ],
  [
    'TransactGetItems',
    {
      TransactItems: [
        { Get: { TableName, Key: KEY, ProjectionExpression: '#n', ExpressionAttributeNames: names } },
      ],
      ReturnConsumedCapacity: 'TOTAL',
    },
  ],
  [
    'ExecuteStatement',
    {
      Statement: 'SELECT * FROM "indexed"."local" WHERE pk = ? AND n > 1',
      Parameters: [{ S: 'a' }],
      Limit: 1,
      NextToken: 'bm9uZQ==',
      ConsistentRead: true,
      ReturnConsumedCapacity: 'TOTAL',
    },
  ],
  [
    'ExecuteStatement',
    { Statement: "INSERT INTO simple VALUE {'pk': ?, 'a': [1, <<2>>]}", Parameters: [{ S: 'p' }] },
  ],
  [
    'BatchExecuteStatement',
    {
      Statements: [
        { Statement: 'UPDATE simple SET a = 1 WHERE pk = ? RETURNING ALL NEW *', Parameters: [{ S: 'a' }] },
      ],
    },
  ],
  [
    'ExecuteTransaction',
    {
      TransactStatements: [{ Statement: 'DELETE FROM simple WHERE pk = ?', Parameters: [{ S: 'a' }] }],
      ClientRequestToken: 'token',
    },
  ],
  [
    'CreateTable',
    {
      TableName: 'spoiled',
      AttributeDefinitions: [
        { AttributeName: 'pk', AttributeType: 'S' },
        { AttributeName: 'sk', AttributeType: 'N' },
        { AttributeName: 'l', AttributeType: 'B' },
      ],
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      BillingMode: 'PROVISIONED',
      ProvisionedThroughput: throughput,
      GlobalSecondaryIndexes: [
        {
          IndexName: 'global',
          KeySchema: keySchema,
          Projection: projection,
          ProvisionedThroughput: throughput,
          WarmThroughput: { ReadUnitsPerSecond: 1, WriteUnitsPerSecond: 1 },
        },
      ],
      LocalSecondaryIndexes: [{ IndexName: 'local', KeySchema: keySchema, Projection: projection }],
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
      SSESpecification: { Enabled: true, SSEType: 'KMS', KMSMasterKeyId: 'alias/key' },
      Tags: [{ Key: 'k', Value: 'v' }],
      TableClass: 'STANDARD',
      DeletionProtectionEnabled: false,
    },
  ],
  ['DeleteTable', { TableName: 'spoiled' }],
  [
    'UpdateTable',
    {
      TableName,
      AttributeDefinitions: [{ AttributeName: 'n', AttributeType: 'N' }],
      GlobalSecondaryIndexUpdates: [
        {
          Create: {
            IndexName: 'more',
            KeySchema: [{ AttributeName: 'n', KeyType: 'HASH' }],
            Projection: projection,
          },
        },
      ],
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'KEYS_ONLY' },
      OnDemandThroughput: { MaxReadRequestUnits: 1, MaxWriteRequestUnits: 1 },
      WarmThroughput: { ReadUnitsPerSecond: 1, WriteUnitsPerSecond: 1 },
    },
  ],
  ['DescribeTable', { TableName }],
  ['ListTables', { ExclusiveStartTableName: 'abc', Limit: 1 }],
  ['UpdateTimeToLive', { TableName, TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true } }],
  ['DescribeTimeToLive', { TableName }],
  ['TagResource', { ResourceArn: RESOURCE, Tags: [{ Key: 'k', Value: 'v' }] }],
  ['UntagResource', { ResourceArn: RESOURCE, TagKeys: ['k'] }],
  ['ListTagsOfResource', { ResourceArn: RESOURCE, NextToken: 'a' }],
  ['DescribeContinuousBackups', { TableName }],
  [
    'UpdateContinuousBackups',
    {
      TableName,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 5 },
    },
  ],
  ['DescribeLimits', {}],
  ['DescribeEndpoints', {}],
  ['DynamoDBStreams_20120810.ListStreams', { TableName, Limit: 1, ExclusiveStartStreamArn: STREAM }],
  [
    'DynamoDBStreams_20120810.DescribeStream',
    { StreamArn: STREAM, Limit: 1, ExclusiveStartShardId: 'shardId-00000000000000000001-00000001' },
  ],
  [
    'DynamoDBStreams_20120810.GetShardIterator',
    {
      StreamArn: STREAM,
      ShardId: 'shardId-00000000000000000001-00000001',
      ShardIteratorType: 'AT_SEQUENCE_NUMBER',
      SequenceNumber: '100000000000000000001',
    },
  ],
  ['DynamoDBStreams_20120810.GetRecords', { ShardIterator: `${STREAM}|1|MC8w`, Limit: 1 }],
];
