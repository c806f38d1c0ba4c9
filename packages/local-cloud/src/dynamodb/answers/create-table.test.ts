import { attributes, describeAnswers, keySchema, ON_DEMAND, PROVISIONED, repeat } from './answer-rows.ts';

const table = (more: object): object => ({
  TableName: 'abc',
  AttributeDefinitions: attributes('a'),
  KeySchema: keySchema('a'),
  ...ON_DEMAND,
  ...more,
});
const sortedTable = (more: object): object =>
  table({ AttributeDefinitions: attributes('a', 'b', 'c'), KeySchema: keySchema('a', 'b'), ...more });

describeAnswers('CreateTable', [
  [
    'empty',
    'CreateTable',
    {},
    "2 validation errors detected: Value null at 'attributeDefinitions' failed to satisfy constraint: Member must not be null; Value null at 'keySchema' failed to satisfy constraint: Member must not be null",
  ],
  [
    'name empty',
    'CreateTable',
    { TableName: '' },
    "4 validation errors detected: Value null at 'attributeDefinitions' failed to satisfy constraint: Member must not be null; Value '' at 'tableName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+; Value '' at 'tableName' failed to satisfy constraint: Member must have length greater than or equal to 3; Value null at 'keySchema' failed to satisfy constraint: Member must not be null",
  ],
  [
    'name short',
    'CreateTable',
    table({ TableName: 'ab' }),
    "1 validation error detected: Value 'ab' at 'tableName' failed to satisfy constraint: Member must have length greater than or equal to 3",
  ],
  [
    'name bad',
    'CreateTable',
    table({ TableName: 'abc;' }),
    "1 validation error detected: Value 'abc;' at 'tableName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+",
  ],
  [
    'no key schema',
    'CreateTable',
    { TableName: 'abc', AttributeDefinitions: attributes('a'), ...ON_DEMAND },
    "1 validation error detected: Value null at 'keySchema' failed to satisfy constraint: Member must not be null",
  ],
  [
    'key schema empty',
    'CreateTable',
    table({ KeySchema: [] }),
    "1 validation error detected: Value '[]' at 'keySchema' failed to satisfy constraint: Member must have length greater than or equal to 1",
  ],
  [
    'key schema 3',
    'CreateTable',
    table({ KeySchema: [...keySchema('a', 'b'), ...keySchema('c')] }),
    "1 validation error detected: Value '[KeySchemaElement(attributeName=a, keyType=HASH), KeySchemaElement(attributeName=b, keyType=RANGE), KeySchemaElement(attributeName=c, keyType=HASH)]' at 'keySchema' failed to satisfy constraint: Member must have length less than or equal to 2",
  ],
  [
    'type bad',
    'CreateTable',
    table({ AttributeDefinitions: attributes('a:X') }),
    "1 validation error detected: Value 'X' at 'attributeDefinitions.1.member.attributeType' failed to satisfy constraint: Member must satisfy enum value set: [B, N, S]",
  ],
  [
    'keytype bad',
    'CreateTable',
    table({ KeySchema: [{ AttributeName: 'a', KeyType: 'X' }] }),
    "1 validation error detected: Value 'X' at 'keySchema.1.member.keyType' failed to satisfy constraint: Member must satisfy enum value set: [HASH, RANGE]",
  ],
  [
    'no billing',
    'CreateTable',
    { TableName: 'abc', AttributeDefinitions: attributes('a'), KeySchema: keySchema('a') },
    'One or more parameter values were invalid: ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED',
  ],
  [
    'on demand+throughput',
    'CreateTable',
    table({ ...PROVISIONED }),
    'One or more parameter values were invalid: Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST',
  ],
  [
    'bad billing',
    'CreateTable',
    table({ BillingMode: 'X' }),
    "1 validation error detected: Value 'X' at 'billingMode' failed to satisfy constraint: Member must satisfy enum value set: [PROVISIONED, PAY_PER_REQUEST]",
  ],
  [
    'read capacity 0',
    'CreateTable',
    table({
      BillingMode: 'PROVISIONED',
      ProvisionedThroughput: { ReadCapacityUnits: 0, WriteCapacityUnits: 0 },
    }),
    "2 validation errors detected: Value '0' at 'provisionedThroughput.writeCapacityUnits' failed to satisfy constraint: Member must have value greater than or equal to 1; Value '0' at 'provisionedThroughput.readCapacityUnits' failed to satisfy constraint: Member must have value greater than or equal to 1",
  ],
  [
    'read capacity -1',
    'CreateTable',
    table({
      BillingMode: 'PROVISIONED',
      ProvisionedThroughput: { ReadCapacityUnits: -1, WriteCapacityUnits: 1 },
    }),
    "1 validation error detected: Value '-1' at 'provisionedThroughput.readCapacityUnits' failed to satisfy constraint: Member must have value greater than or equal to 1",
  ],
  [
    'read capacity huge',
    'CreateTable',
    table({
      BillingMode: 'PROVISIONED',
      ProvisionedThroughput: { ReadCapacityUnits: 1000000000001, WriteCapacityUnits: 1 },
    }),
    'Given value 1000000000001 for ReadCapacityUnits is out of bounds',
  ],
  [
    'missing definition',
    'CreateTable',
    table({ KeySchema: keySchema('b') }),
    'One or more parameter values were invalid: Some index key attributes are not defined in AttributeDefinitions. Keys: [b], AttributeDefinitions: [a]',
  ],
  [
    'missing definition range',
    'CreateTable',
    table({ KeySchema: keySchema('a', 'b') }),
    'Invalid KeySchema: Some index key attribute have no definition',
  ],
  [
    'extra definition',
    'CreateTable',
    table({ AttributeDefinitions: attributes('a', 'b') }),
    'One or more parameter values were invalid: Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions',
  ],
  [
    'twice definition',
    'CreateTable',
    table({ AttributeDefinitions: attributes('a', 'a') }),
    'One or more parameter values were invalid: Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions',
  ],
  [
    'same hash range',
    'CreateTable',
    table({ KeySchema: keySchema('a', 'a') }),
    'Invalid KeySchema: Some index key attribute have no definition',
  ],
  [
    'range first',
    'CreateTable',
    table({ KeySchema: [{ AttributeName: 'a', KeyType: 'RANGE' }] }),
    'Invalid KeySchema: The first KeySchemaElement is not a HASH key type',
  ],
  [
    'two hash',
    'CreateTable',
    table({ AttributeDefinitions: attributes('a', 'b'), KeySchema: [...keySchema('a'), ...keySchema('b')] }),
    'Invalid KeySchema: The second KeySchemaElement is not a RANGE key type',
  ],
  [
    'local index no range',
    'CreateTable',
    table({
      LocalSecondaryIndexes: [
        { IndexName: 'abc', KeySchema: keySchema('a'), Projection: { ProjectionType: 'ALL' } },
      ],
    }),
    'One or more parameter values were invalid: Table KeySchema does not have a range key, which is required when specifying a LocalSecondaryIndex',
  ],
  [
    'local index only hash',
    'CreateTable',
    sortedTable({
      LocalSecondaryIndexes: [
        { IndexName: 'abc', KeySchema: keySchema('a'), Projection: { ProjectionType: 'ALL' } },
      ],
    }),
    'One or more parameter values were invalid: Index KeySchema does not have a range key for index: abc',
  ],
  [
    'local index other hash',
    'CreateTable',
    sortedTable({
      LocalSecondaryIndexes: [
        { IndexName: 'abc', KeySchema: keySchema('c', 'b'), Projection: { ProjectionType: 'ALL' } },
      ],
    }),
    'One or more parameter values were invalid: Index KeySchema does not have the same leading hash key as table KeySchema for index: abc. index hash key: c, table hash key: a',
  ],
  [
    'local index twice',
    'CreateTable',
    sortedTable({
      LocalSecondaryIndexes: [1, 2].map(() => ({
        IndexName: 'abc',
        KeySchema: keySchema('a', 'c'),
        Projection: { ProjectionType: 'ALL' },
      })),
    }),
    'One or more parameter values were invalid: Duplicate index name: abc',
  ],
  [
    'local index empty',
    'CreateTable',
    sortedTable({ LocalSecondaryIndexes: [] }),
    'One or more parameter values were invalid: List of LocalSecondaryIndexes is empty',
  ],
  [
    'global index empty',
    'CreateTable',
    table({ GlobalSecondaryIndexes: [] }),
    'One or more parameter values were invalid: List of GlobalSecondaryIndexes is empty',
  ],
  [
    'local index 6',
    'CreateTable',
    sortedTable({
      LocalSecondaryIndexes: [1, 2, 3, 4, 5, 6].map((n) => ({
        IndexName: `abc${n}`,
        KeySchema: keySchema('a', 'c'),
        Projection: { ProjectionType: 'ALL' },
      })),
    }),
    'One or more parameter values were invalid: Number of LocalSecondaryIndexes exceeds per-table limit of 5',
  ],
  [
    'global index 21',
    'CreateTable',
    table({
      GlobalSecondaryIndexes: repeat(21, (n) => ({
        IndexName: `abc${n}`,
        KeySchema: keySchema('a'),
        Projection: { ProjectionType: 'ALL' },
      })),
    }),
    'One or more parameter values were invalid: GlobalSecondaryIndex count exceeds the per-table limit of 20',
  ],
  [
    'global index no projection type',
    'CreateTable',
    table({ GlobalSecondaryIndexes: [{ IndexName: 'abc', KeySchema: keySchema('a'), Projection: {} }] }),
    'One or more parameter values were invalid: Unknown ProjectionType: null',
  ],
  [
    'global index include without',
    'CreateTable',
    table({
      GlobalSecondaryIndexes: [
        { IndexName: 'abc', KeySchema: keySchema('a'), Projection: { ProjectionType: 'INCLUDE' } },
      ],
    }),
    'One or more parameter values were invalid: ProjectionType is INCLUDE, but NonKeyAttributes is not specified',
  ],
  [
    'global index all with',
    'CreateTable',
    table({
      GlobalSecondaryIndexes: [
        {
          IndexName: 'abc',
          KeySchema: keySchema('a'),
          Projection: { ProjectionType: 'ALL', NonKeyAttributes: ['x'] },
        },
      ],
    }),
    'One or more parameter values were invalid: ProjectionType is ALL, but NonKeyAttributes is specified',
  ],
  [
    'global index non-key attributes empty',
    'CreateTable',
    table({
      GlobalSecondaryIndexes: [
        {
          IndexName: 'abc',
          KeySchema: keySchema('a'),
          Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: [] },
        },
      ],
    }),
    "1 validation error detected: Value '[]' at 'globalSecondaryIndexes.1.member.projection.nonKeyAttributes' failed to satisfy constraint: Member must have length greater than or equal to 1",
  ],
  [
    'global index throughput on demand',
    'CreateTable',
    table({
      GlobalSecondaryIndexes: [
        {
          IndexName: 'abc',
          KeySchema: keySchema('a'),
          Projection: { ProjectionType: 'ALL' },
          ...PROVISIONED,
        },
      ],
    }),
    'One or more parameter values were invalid: ProvisionedThroughput should not be specified for index: abc when BillingMode is PAY_PER_REQUEST',
  ],
  [
    'global index no throughput provisioned',
    'CreateTable',
    table({
      BillingMode: 'PROVISIONED',
      ...PROVISIONED,
      GlobalSecondaryIndexes: [
        { IndexName: 'abc', KeySchema: keySchema('a'), Projection: { ProjectionType: 'ALL' } },
      ],
    }),
    'One or more parameter values were invalid: ProvisionedThroughput must be specified for index: abc',
  ],
  [
    'global index undefined attribute',
    'CreateTable',
    table({
      GlobalSecondaryIndexes: [
        { IndexName: 'abc', KeySchema: keySchema('z'), Projection: { ProjectionType: 'ALL' } },
      ],
    }),
    'One or more parameter values were invalid: Some index key attributes are not defined in AttributeDefinitions. Keys: [z], AttributeDefinitions: [a]',
  ],
  [
    'stream no view',
    'CreateTable',
    table({ StreamSpecification: { StreamEnabled: true } }),
    'One or more parameter values were invalid: StreamViewType must be specified when StreamEnabled is true',
  ],
  [
    'stream view off',
    'CreateTable',
    table({ StreamSpecification: { StreamEnabled: false, StreamViewType: 'NEW_IMAGE' } }),
    'One or more parameter values were invalid: StreamViewType must not be specified when StreamEnabled is false',
  ],
  [
    'stream bad view',
    'CreateTable',
    table({ StreamSpecification: { StreamEnabled: true, StreamViewType: 'X' } }),
    "1 validation error detected: Value 'X' at 'streamSpecification.streamViewType' failed to satisfy constraint: Member must satisfy enum value set: [NEW_IMAGE, OLD_IMAGE, NEW_AND_OLD_IMAGES, KEYS_ONLY]",
  ],
  [
    'class bad',
    'CreateTable',
    table({ TableClass: 'X' }),
    "1 validation error detected: Value 'X' at 'tableClass' failed to satisfy constraint: Member must satisfy enum value set: [STANDARD, STANDARD_INFREQUENT_ACCESS]",
  ],
  // API_OnDemandThroughput: a limit is 1 or more; -1 takes one away, which a new table has none of.
  ...[0, -1].map(
    (units) =>
      [
        `on-demand limit ${units}`,
        'CreateTable',
        table({ OnDemandThroughput: { MaxReadRequestUnits: 1, MaxWriteRequestUnits: units } }),
        'One or more parameter values were invalid: Requested MaxWriteRequestUnits for OnDemandThroughput for table is outside of valid range',
      ] as const,
  ),
  [
    'on-demand limit provisioned',
    'CreateTable',
    table({ BillingMode: 'PROVISIONED', ...PROVISIONED, OnDemandThroughput: { MaxReadRequestUnits: 1 } }),
    'One or more parameter values were invalid: MaxReadRequestUnits for OnDemandThroughput for table cannot be specified when BillingMode is PROVISIONED',
  ],
  // A structure that is none is refused in other words among the members of a list than as a member of its own.
  [
    'definition no structure',
    'CreateTable',
    table({ AttributeDefinitions: ['a'] }),
    { __type: 'SerializationException', Message: 'Unexpected value type in payload' },
  ],
  [
    'definition a list',
    'CreateTable',
    table({ AttributeDefinitions: [[]] }),
    {
      __type: 'SerializationException',
      Message: 'Unrecognized collection type class com.amazonaws.dynamodb.v20120810.AttributeDefinition',
    },
  ],
  [
    'throughput no structure',
    'CreateTable',
    table({ ProvisionedThroughput: 'a' }),
    { __type: 'SerializationException', Message: 'Unexpected field type' },
  ],
  [
    'tags twice',
    'CreateTable',
    table({
      TableName: 'tagdup',
      Tags: [
        { Key: 'a', Value: '1' },
        { Key: 'a', Value: '2' },
      ],
    }),
    'One or more parameter values were invalid: Duplicate tag key: a',
  ],
  [
    'tag key empty',
    'CreateTable',
    table({ TableName: 'tagkempty', Tags: [{ Key: '', Value: '1' }] }),
    "1 validation error detected: Value '' at 'tags.1.member.key' failed to satisfy constraint: Member must have length greater than or equal to 1",
  ],
  [
    'exists',
    'CreateTable',
    table({ TableName: 'simple' }),
    { __type: 'ResourceInUseException', message: 'Table already exists: simple' },
  ],
]);
