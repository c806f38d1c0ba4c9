import { type Asked, describeAnswers, FULL } from './answer-rows.ts';

const VALUES = { ':p': { S: 'a' } };
const query = (name: string, input: object): Asked => [name, 'Query', { ...FULL, ...input }];

describeAnswers('Query', [
  [
    ...query('no condition', {}),
    'Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.',
  ],
  [
    ...query('limit 0', { Limit: 0, KeyConditionExpression: 'pk = :p', ExpressionAttributeValues: VALUES }),
    "1 validation error detected: Value at 'Limit' failed to satisfy constraint: Member must have value greater than or equal to 1",
  ],
  [
    ...query('limit -1', { Limit: -1, KeyConditionExpression: 'pk = :p', ExpressionAttributeValues: VALUES }),
    "1 validation error detected: Value at 'Limit' failed to satisfy constraint: Member must have value greater than or equal to 1",
  ],
  [
    ...query('index', {
      IndexName: 'nope',
      KeyConditionExpression: 'pk = :p',
      ExpressionAttributeValues: VALUES,
    }),
    'The table does not have the specified index: nope',
  ],
  [
    ...query('index short', {
      IndexName: 'no',
      KeyConditionExpression: 'pk = :p',
      ExpressionAttributeValues: VALUES,
    }),
    "1 validation error detected: Value 'no' at 'indexName' failed to satisfy constraint: Member must have length greater than or equal to 3",
  ],
  [
    ...query('missing hash', {
      KeyConditionExpression: 'sk = :p',
      ExpressionAttributeValues: { ':p': { N: '1' } },
    }),
    'Query condition missed key schema element: pk',
  ],
  [
    ...query('hash <', { KeyConditionExpression: 'pk < :p', ExpressionAttributeValues: VALUES }),
    'Query key condition not supported',
  ],
  [
    ...query('wrong attribute', {
      KeyConditionExpression: 'pk = :p AND x = :p',
      ExpressionAttributeValues: VALUES,
    }),
    'Query condition missed key schema element: sk',
  ],
  [
    ...query('3 conds', {
      KeyConditionExpression: 'pk = :p AND sk = :q AND x = :p',
      ExpressionAttributeValues: { ...VALUES, ':q': { N: '1' } },
    }),
    'The number of query conditions (3) exceeds the number of key attributes defined in the schema (2)',
  ],
  [
    ...query('type', { KeyConditionExpression: 'pk = :p', ExpressionAttributeValues: { ':p': { N: '1' } } }),
    'One or more parameter values were invalid: Condition parameter type does not match schema type',
  ],
  [
    ...query('or', {
      KeyConditionExpression: 'pk = :p OR sk = :q',
      ExpressionAttributeValues: { ...VALUES, ':q': { N: '1' } },
    }),
    'Invalid KeyConditionExpression: Invalid operator used in KeyConditionExpression: OR',
  ],
  [
    ...query('ne', {
      KeyConditionExpression: 'pk = :p AND sk <> :q',
      ExpressionAttributeValues: { ...VALUES, ':q': { N: '1' } },
    }),
    'Invalid KeyConditionExpression: Invalid operator used in KeyConditionExpression: <>',
  ],
  [
    ...query('in', {
      KeyConditionExpression: 'pk = :p AND sk IN (:q)',
      ExpressionAttributeValues: { ...VALUES, ':q': { N: '1' } },
    }),
    'Invalid KeyConditionExpression: Invalid operator used in KeyConditionExpression: IN',
  ],
  [
    ...query('begins n', {
      KeyConditionExpression: 'pk = :p AND begins_with(sk, :q)',
      ExpressionAttributeValues: { ...VALUES, ':q': { N: '1' } },
    }),
    'Invalid KeyConditionExpression: Incorrect operand type for operator or function; operator or function: begins_with, operand type: N',
  ],
  [
    ...query('contains', {
      KeyConditionExpression: 'pk = :p AND contains(sk, :q)',
      ExpressionAttributeValues: { ...VALUES, ':q': { N: '1' } },
    }),
    'Invalid KeyConditionExpression: Invalid operator used in KeyConditionExpression: contains',
  ],
  [
    ...query('twice', { KeyConditionExpression: 'pk = :p AND pk = :p', ExpressionAttributeValues: VALUES }),
    'Invalid KeyConditionExpression: KeyConditionExpressions must only contain one condition per key',
  ],
  [
    ...query('between', {
      KeyConditionExpression: 'pk = :p AND sk BETWEEN :b AND :a',
      ExpressionAttributeValues: { ...VALUES, ':a': { N: '1' }, ':b': { N: '2' } },
    }),
    'Invalid KeyConditionExpression: The BETWEEN operator requires upper bound to be greater than or equal to lower bound; lower bound operand: AttributeValue: {N:2}, upper bound operand: AttributeValue: {N:1}',
  ],
  [
    ...query('empty hash', {
      KeyConditionExpression: 'pk = :p',
      ExpressionAttributeValues: { ':p': { S: '' } },
    }),
    'One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: pk',
  ],
  [
    ...query('filter key', {
      KeyConditionExpression: 'pk = :p',
      FilterExpression: 'sk = :q',
      ExpressionAttributeValues: { ...VALUES, ':q': { N: '1' } },
    }),
    'Filter Expression can only contain non-primary key attributes: Primary key attribute: sk',
  ],
  [
    ...query('filter partition key', {
      KeyConditionExpression: 'pk = :p',
      FilterExpression: 'pk = :p',
      ExpressionAttributeValues: { ...VALUES },
    }),
    'Filter Expression can only contain non-primary key attributes: Primary key attribute: pk',
  ],
  [
    ...query('size in KeyConditions', {
      KeyConditionExpression: 'size(pk) = :p',
      ExpressionAttributeValues: { ':p': { N: '1' } },
    }),
    'Invalid KeyConditionExpression: KeyConditionExpressions cannot contain nested operations',
  ],
  [
    ...query('nested', { KeyConditionExpression: 'pk.a = :p', ExpressionAttributeValues: VALUES }),
    'Invalid KeyConditionExpression: KeyConditionExpressions cannot have conditions on nested attributes',
  ],
  [
    ...query('consistent global index', {
      IndexName: 'gsi',
      ConsistentRead: true,
      KeyConditionExpression: 'g = :p',
      ExpressionAttributeValues: VALUES,
    }),
    'Consistent reads are not supported on global secondary indexes',
  ],
  [
    ...query('global index all', {
      IndexName: 'gsi',
      Select: 'ALL_ATTRIBUTES',
      KeyConditionExpression: 'g = :p',
      ExpressionAttributeValues: VALUES,
    }),
    'One or more parameter values were invalid: Select type ALL_ATTRIBUTES is not supported for global secondary index gsi because its projection type is not ALL',
  ],
  [
    ...query('global index projection hid', {
      IndexName: 'gsi',
      ProjectionExpression: 'hid',
      KeyConditionExpression: 'g = :p',
      ExpressionAttributeValues: VALUES,
    }),
    'One or more parameter values were invalid: Global secondary index gsi does not project [hid]',
  ],
  [
    ...query('global index', {
      IndexName: 'gsi',
      Limit: 2,
      KeyConditionExpression: 'g = :p',
      ExpressionAttributeValues: { ':p': { S: 'g' } },
      ReturnConsumedCapacity: 'INDEXES',
    }),
    {
      ConsumedCapacity: {
        TableName: 'full',
        CapacityUnits: 0.5,
        Table: { CapacityUnits: 0 },
        GlobalSecondaryIndexes: { gsi: { CapacityUnits: 0.5 } },
      },
      Count: 2,
      Items: [
        { pk: { S: 'a' }, sk: { N: '0' }, g: { S: 'g' }, shown: { N: '1' } },
        { pk: { S: 'a' }, sk: { N: '1' }, g: { S: 'g' }, shown: { N: '1' } },
      ],
      LastEvaluatedKey: { pk: { S: 'a' }, sk: { N: '1' }, g: { S: 'g' } },
      ScannedCount: 2,
    },
  ],
  [
    ...query('local index all', {
      IndexName: 'lsi',
      Limit: 2,
      Select: 'ALL_ATTRIBUTES',
      KeyConditionExpression: 'pk = :p',
      ExpressionAttributeValues: VALUES,
      ReturnConsumedCapacity: 'INDEXES',
    }),
    {
      ConsumedCapacity: {
        TableName: 'full',
        CapacityUnits: 1.5,
        Table: { CapacityUnits: 1 },
        LocalSecondaryIndexes: { lsi: { CapacityUnits: 0.5 } },
      },
      Count: 2,
      Items: [
        { pk: { S: 'a' }, sk: { N: '0' }, g: { S: 'g' }, l: { S: 'l0' }, shown: { N: '1' }, hid: { N: '1' } },
        { pk: { S: 'a' }, sk: { N: '1' }, g: { S: 'g' }, l: { S: 'l1' }, shown: { N: '1' }, hid: { N: '1' } },
      ],
      LastEvaluatedKey: { pk: { S: 'a' }, sk: { N: '1' }, l: { S: 'l1' } },
      ScannedCount: 2,
    },
  ],
  [
    ...query('local index', {
      IndexName: 'lsi',
      Limit: 2,
      KeyConditionExpression: 'pk = :p',
      ExpressionAttributeValues: VALUES,
      ReturnConsumedCapacity: 'INDEXES',
    }),
    {
      ConsumedCapacity: {
        TableName: 'full',
        CapacityUnits: 0.5,
        Table: { CapacityUnits: 0 },
        LocalSecondaryIndexes: { lsi: { CapacityUnits: 0.5 } },
      },
      Count: 2,
      Items: [
        { pk: { S: 'a' }, sk: { N: '0' }, l: { S: 'l0' } },
        { pk: { S: 'a' }, sk: { N: '1' }, l: { S: 'l1' } },
      ],
      LastEvaluatedKey: { pk: { S: 'a' }, sk: { N: '1' }, l: { S: 'l1' } },
      ScannedCount: 2,
    },
  ],
  [
    ...query('all projection', {
      Select: 'ALL_PROJECTED_ATTRIBUTES',
      KeyConditionExpression: 'pk = :p',
      ExpressionAttributeValues: VALUES,
    }),
    'One or more parameter values were invalid: ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName',
  ],
  [
    ...query('specific none', {
      Select: 'SPECIFIC_ATTRIBUTES',
      KeyConditionExpression: 'pk = :p',
      ExpressionAttributeValues: VALUES,
    }),
    'One or more parameter values were invalid: Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES',
  ],
  [
    ...query('count projection', {
      Select: 'COUNT',
      ProjectionExpression: 'hid',
      KeyConditionExpression: 'pk = :p',
      ExpressionAttributeValues: VALUES,
    }),
    'Cannot specify the ProjectionExpression when choosing to get only the Count',
  ],
  [
    ...query('all+projection', {
      Select: 'ALL_ATTRIBUTES',
      ProjectionExpression: 'hid',
      KeyConditionExpression: 'pk = :p',
      ExpressionAttributeValues: VALUES,
    }),
    'Cannot specify the ProjectionExpression when choosing to get ALL_ATTRIBUTES',
  ],
  [
    ...query('count', {
      Select: 'COUNT',
      KeyConditionExpression: 'pk = :p',
      ExpressionAttributeValues: VALUES,
      ReturnConsumedCapacity: 'TOTAL',
    }),
    { ConsumedCapacity: { TableName: 'full', CapacityUnits: 0.5 }, Count: 5, ScannedCount: 5 },
  ],
  [
    ...query('start key bad', {
      KeyConditionExpression: 'pk = :p',
      ExpressionAttributeValues: VALUES,
      ExclusiveStartKey: { pk: { S: 'a' } },
    }),
    // A query does not say which attributes it lacks, a scan of a table does.
    'The provided starting key is invalid',
  ],
  [
    ...query('start key other partition key', {
      KeyConditionExpression: 'pk = :p',
      ExpressionAttributeValues: VALUES,
      ExclusiveStartKey: { pk: { S: 'b' }, sk: { N: '1' } },
    }),
    'The provided starting key is outside query boundaries based on provided conditions',
  ],
  [
    ...query('start key type', {
      KeyConditionExpression: 'pk = :p',
      ExpressionAttributeValues: VALUES,
      ExclusiveStartKey: { pk: { S: 'a' }, sk: { S: '1' } },
    }),
    'The provided key element does not match the schema',
  ],
  [
    ...query('start key empty', {
      KeyConditionExpression: 'pk = :p',
      ExpressionAttributeValues: VALUES,
      ExclusiveStartKey: {},
    }),
    'The provided starting key is invalid',
  ],
  [
    ...query('start key of an index, type of its own key', {
      IndexName: 'lsi',
      KeyConditionExpression: 'pk = :p',
      ExpressionAttributeValues: VALUES,
      ExclusiveStartKey: { pk: { S: 'a' }, sk: { N: '1' }, l: { N: '1' } },
    }),
    'The provided key element does not match the schema',
  ],
  [
    ...query("start key of an index, type of the table's key", {
      IndexName: 'lsi',
      KeyConditionExpression: 'pk = :p',
      ExpressionAttributeValues: VALUES,
      ExclusiveStartKey: { pk: { S: 'a' }, sk: { S: '1' }, l: { S: '1' } },
    }),
    'The provided starting key is invalid: The provided key element does not match the schema',
  ],
  [
    ...query('start key empty string', {
      KeyConditionExpression: 'pk = :p',
      ExpressionAttributeValues: VALUES,
      ExclusiveStartKey: { pk: { S: '' }, sk: { N: '1' } },
    }),
    'One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: pk',
  ],
  // Keys are scalars: nothing is read out of one, nor out of a key of any index.
  [
    ...query('projection into a key', {
      KeyConditionExpression: 'pk = :p',
      ExpressionAttributeValues: VALUES,
      ProjectionExpression: 'sk.a',
    }),
    "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: Key: sk",
  ],
  [
    ...query('filter into the key of an index', {
      KeyConditionExpression: 'pk = :p',
      FilterExpression: 'attribute_exists(g[0])',
      ExpressionAttributeValues: VALUES,
    }),
    "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: IndexKey: g",
  ],
  [
    ...query('KeyConditions+KeyConditionExpression', {
      KeyConditionExpression: 'pk = :p',
      ExpressionAttributeValues: VALUES,
      KeyConditions: { pk: { ComparisonOperator: 'EQ', AttributeValueList: [{ S: 'a' }] } },
    }),
    'Can not use both expression and non-expression parameters in the same request: Non-expression parameters: {KeyConditions} Expression parameters: {KeyConditionExpression}',
  ],
  [
    ...query('KeyConditions', {
      KeyConditions: { pk: { ComparisonOperator: 'NE', AttributeValueList: [{ S: 'a' }] } },
    }),
    'Attempted conditional constraint is not an indexable operation',
  ],
  [
    ...query('KeyConditions in', {
      KeyConditions: { pk: { ComparisonOperator: 'IN', AttributeValueList: [{ S: 'a' }] } },
    }),
    'Attempted conditional constraint is not an indexable operation',
  ],
  [
    ...query('KeyConditions CONTAINS', {
      KeyConditions: { pk: { ComparisonOperator: 'CONTAINS', AttributeValueList: [{ S: 'a' }] } },
    }),
    'Attempted conditional constraint is not an indexable operation',
  ],
  [...query('KeyConditions none', { KeyConditions: {} }), 'Conditions can be of length 1 or 2 only'],
  [
    ...query('KeyConditions 2 vals', {
      KeyConditions: { pk: { ComparisonOperator: 'EQ', AttributeValueList: [{ S: 'a' }, { S: 'b' }] } },
    }),
    'One or more parameter values were invalid: Invalid number of argument(s) for the EQ ComparisonOperator',
  ],
  [
    ...query('KeyConditions no operator', {
      KeyConditions: { pk: { AttributeValueList: [{ S: 'a' }, { S: 'b' }] } },
    }),
    "1 validation error detected: Value null at 'keyConditions.pk.member.comparisonOperator' failed to satisfy constraint: Member must not be null",
  ],
  [
    'no table',
    'Query',
    { TableName: 'nope', KeyConditionExpression: 'pk = :p', ExpressionAttributeValues: VALUES },
    { __type: 'ResourceNotFoundException', message: 'Requested resource not found' },
  ],
]);
