import { attributes, describeAnswers, keySchema, ON_DEMAND, PROVISIONED } from './answer-rows.ts';

describeAnswers('tables', [
  [
    'describe missing',
    'DescribeTable',
    { TableName: 'nope' },
    { __type: 'ResourceNotFoundException', message: 'Requested resource not found: Table: nope not found' },
  ],
  [
    'describe empty',
    'DescribeTable',
    {},
    "The parameter 'TableName' is required but was not present in the request",
  ],
  [
    'describe short',
    'DescribeTable',
    { TableName: 'ab' },
    "1 validation error detected: Value 'ab' at 'tableName' failed to satisfy constraint: Member must have length greater than or equal to 3",
  ],
  [
    'update nothing',
    'UpdateTable',
    { TableName: 'simple' },
    'At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates or SSESpecification or ReplicaUpdates is required',
  ],
  [
    'update missing',
    'UpdateTable',
    { TableName: 'nope', ...ON_DEMAND },
    { __type: 'ResourceNotFoundException', message: 'Requested resource not found: Table: nope not found' },
  ],
  [
    'update global index twice',
    'UpdateTable',
    {
      TableName: 'full',
      AttributeDefinitions: attributes('g'),
      GlobalSecondaryIndexUpdates: [
        { Create: { IndexName: 'gsi', KeySchema: keySchema('g'), Projection: { ProjectionType: 'ALL' } } },
      ],
    },
    'Attempting to create an index which already exists',
  ],
  [
    'update global index without definition',
    'UpdateTable',
    {
      TableName: 'full',
      GlobalSecondaryIndexUpdates: [
        { Create: { IndexName: 'gsi2', KeySchema: keySchema('zz'), Projection: { ProjectionType: 'ALL' } } },
      ],
    },
    'One or more parameter values were invalid: Some index key attributes are not defined in AttributeDefinitions. Keys: [zz], AttributeDefinitions: [pk, sk, g, l]',
  ],
  [
    'update global index delete missing',
    'UpdateTable',
    { TableName: 'full', GlobalSecondaryIndexUpdates: [{ Delete: { IndexName: 'nope' } }] },
    { __type: 'ResourceNotFoundException', message: 'Requested resource not found: Index: nope not found' },
  ],
  [
    'update global index update missing',
    'UpdateTable',
    {
      TableName: 'full',
      GlobalSecondaryIndexUpdates: [
        {
          Update: {
            IndexName: 'nope',
            ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 },
          },
        },
      ],
    },
    { __type: 'ResourceNotFoundException', message: 'Requested resource not found: Index: nope not found' },
  ],
  [
    'update global index empty',
    'UpdateTable',
    { TableName: 'full', GlobalSecondaryIndexUpdates: [] },
    'At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates or SSESpecification or ReplicaUpdates is required',
  ],
  [
    'update global index {}',
    'UpdateTable',
    { TableName: 'full', GlobalSecondaryIndexUpdates: [{}] },
    'One or more parameter values were invalid: One of GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create, GlobalSecondaryIndexUpdate.Delete must not be null',
  ],
  // What is wrong whatever the table is comes before there is one.
  [
    'update global index {} before missing',
    'UpdateTable',
    { TableName: 'nope', GlobalSecondaryIndexUpdates: [{}] },
    'One or more parameter values were invalid: One of GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create, GlobalSecondaryIndexUpdate.Delete must not be null',
  ],
  [
    'update one global index twice before missing',
    'UpdateTable',
    {
      TableName: 'nope',
      GlobalSecondaryIndexUpdates: [{ Delete: { IndexName: 'gsi' } }, { Delete: { IndexName: 'gsi' } }],
    },
    'One or more parameter values were invalid: Only one global secondary index update per index is allowed simultaneously. Index: gsi',
  ],
  [
    'update to provisioned without before missing',
    'UpdateTable',
    { TableName: 'nope', BillingMode: 'PROVISIONED' },
    'One or more parameter values were invalid: ProvisionedThroughput must be specified when BillingMode is PROVISIONED',
  ],
  [
    'update throughput out of bounds before missing',
    'UpdateTable',
    {
      TableName: 'nope',
      ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1_000_000_000_001 },
    },
    'Given value 1000000000001 for WriteCapacityUnits is out of bounds',
  ],
  [
    'update global index two',
    'UpdateTable',
    {
      TableName: 'full',
      AttributeDefinitions: attributes('x', 'y'),
      GlobalSecondaryIndexUpdates: ['x', 'y'].map((n) => ({
        Create: { IndexName: `gsi-${n}`, KeySchema: keySchema(n), Projection: { ProjectionType: 'ALL' } },
      })),
    },
    {
      __type: 'LimitExceededException',
      message:
        'Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table',
    },
  ],
  [
    'update stream again',
    'UpdateTable',
    { TableName: 'full', StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' } },
    'Table already has an enabled stream: TableName: full',
  ],
  [
    'update stream off none',
    'UpdateTable',
    { TableName: 'simple', StreamSpecification: { StreamEnabled: false } },
    'Table already has a disabled stream: TableName: simple',
  ],
  [
    'update to provisioned without',
    'UpdateTable',
    { TableName: 'simple', BillingMode: 'PROVISIONED' },
    'One or more parameter values were invalid: ProvisionedThroughput must be specified when BillingMode is PROVISIONED',
  ],
  [
    'update throughput on on demand',
    'UpdateTable',
    { TableName: 'simple', ...PROVISIONED },
    'One or more parameter values were invalid: Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST',
  ],
  [
    'delete missing',
    'DeleteTable',
    { TableName: 'okk' },
    { __type: 'ResourceNotFoundException', message: 'Requested resource not found: Table: okk not found' },
  ],
  ['list', 'ListTables', {}, { TableNames: ['bin', 'full', 'simple'] }],
  [
    'list 0',
    'ListTables',
    { Limit: 0 },
    "1 validation error detected: Value '0' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1",
  ],
  [
    'list 101',
    'ListTables',
    { Limit: 101 },
    "1 validation error detected: Value '101' at 'limit' failed to satisfy constraint: Member must have value less than or equal to 100",
  ],
  ['list 1', 'ListTables', { Limit: 1 }, { TableNames: ['bin'], LastEvaluatedTableName: 'bin' }],
  [
    'list start short',
    'ListTables',
    { ExclusiveStartTableName: 'a;' },
    "2 validation errors detected: Value 'a;' at 'exclusiveStartTableName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+; Value 'a;' at 'exclusiveStartTableName' failed to satisfy constraint: Member must have length greater than or equal to 3",
  ],
  ['list start', 'ListTables', { ExclusiveStartTableName: 'full' }, { TableNames: ['simple'] }],
]);
