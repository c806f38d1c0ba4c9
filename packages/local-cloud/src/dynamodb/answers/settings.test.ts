import { describeAnswers, RESOURCE, repeat } from './answer-rows.ts';

describeAnswers('settings of tables', [
  [
    'ttl on',
    'UpdateTimeToLive',
    { TableName: 'simple', TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true } },
    { TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true } },
  ],
  [
    'ttl on',
    'UpdateTimeToLive',
    { TableName: 'simple', TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true } },
    'TimeToLive is already enabled',
  ],
  [
    'ttl on other',
    'UpdateTimeToLive',
    { TableName: 'simple', TimeToLiveSpecification: { AttributeName: 'x', Enabled: true } },
    'TimeToLive is active on a different AttributeName: current AttributeName is ttl',
  ],
  [
    'ttl off other',
    'UpdateTimeToLive',
    { TableName: 'simple', TimeToLiveSpecification: { AttributeName: 'x', Enabled: false } },
    'TimeToLive is active on a different AttributeName: current AttributeName is ttl',
  ],
  [
    'ttl empty',
    'UpdateTimeToLive',
    { TableName: 'simple', TimeToLiveSpecification: { AttributeName: '', Enabled: false } },
    "1 validation error detected: Value '' at 'timeToLiveSpecification.attributeName' failed to satisfy constraint: Member must have length greater than or equal to 1",
  ],
  [
    'ttl missing',
    'UpdateTimeToLive',
    { TableName: 'nope', TimeToLiveSpecification: { AttributeName: 'x', Enabled: false } },
    { __type: 'ResourceNotFoundException', message: 'Requested resource not found: Table: nope not found' },
  ],
  [
    'ttl none',
    'UpdateTimeToLive',
    { TableName: 'nope' },
    "1 validation error detected: Value null at 'timeToLiveSpecification' failed to satisfy constraint: Member must not be null",
  ],
  [
    'ttl description',
    'DescribeTimeToLive',
    { TableName: 'simple' },
    { TimeToLiveDescription: { TimeToLiveStatus: 'ENABLED', AttributeName: 'ttl' } },
  ],
  [
    'ttl description',
    'DescribeTimeToLive',
    { TableName: 'nope' },
    { __type: 'ResourceNotFoundException', message: 'Requested resource not found: Table: nope not found' },
  ],
  [
    'ttl off',
    'UpdateTimeToLive',
    { TableName: 'full', TimeToLiveSpecification: { AttributeName: 'x', Enabled: false } },
    'TimeToLive is already disabled',
  ],
  [
    'tag none',
    'TagResource',
    {},
    "2 validation errors detected: Value null at 'resourceArn' failed to satisfy constraint: Member must not be null; Value null at 'tags' failed to satisfy constraint: Member must not be null",
  ],
  [
    'tag arn',
    'TagResource',
    { ResourceArn: 'abc', Tags: [{ Key: 'a', Value: 'b' }] },
    'Invalid TableArn: Invalid ResourceArn provided as input abc',
  ],
  [
    'tag empty',
    'TagResource',
    { ResourceArn: `${RESOURCE}simple`, Tags: [] },
    'Atleast one Tag needs to be provided as Input.',
  ],
  [
    'tag missing',
    'TagResource',
    { ResourceArn: `${RESOURCE}nope`, Tags: [{ Key: 'a', Value: 'b' }] },
    {
      __type: 'ResourceNotFoundException',
      message:
        'Requested resource not found: ResourcArn: arn:aws:dynamodb:us-east-1:000000000000:table/nope not found',
    },
  ],
  [
    'tag aws',
    'TagResource',
    { ResourceArn: `${RESOURCE}simple`, Tags: [{ Key: 'aws:a', Value: 'b' }] },
    'One or more parameter values were invalid: Tag keys that begin with aws: are reserved. Key: aws:a',
  ],
  [
    'tag twice',
    'TagResource',
    {
      ResourceArn: `${RESOURCE}simple`,
      Tags: [
        { Key: 'a', Value: 'b' },
        { Key: 'a', Value: 'c' },
      ],
    },
    'One or more parameter values were invalid: Duplicate tag key: a',
  ],
  [
    'tag 51',
    'TagResource',
    { ResourceArn: `${RESOURCE}simple`, Tags: repeat(51, (n) => ({ Key: `k${n}`, Value: '' })) },
    'The number of tags exceeds the limit of 50 per resource',
  ],
  [
    'untag empty',
    'UntagResource',
    { ResourceArn: `${RESOURCE}simple`, TagKeys: [] },
    'Atleast one Tag Key needs to be provided as Input.',
  ],
  [
    'tag empty before missing',
    'TagResource',
    { ResourceArn: `${RESOURCE}nope`, Tags: [] },
    'Atleast one Tag needs to be provided as Input.',
  ],
  [
    'untag empty before missing',
    'UntagResource',
    { ResourceArn: `${RESOURCE}nope`, TagKeys: [] },
    'Atleast one Tag Key needs to be provided as Input.',
  ],
  ['list tags', 'ListTagsOfResource', { ResourceArn: `${RESOURCE}simple` }, { Tags: [] }],
  [
    'list tags missing',
    'ListTagsOfResource',
    { ResourceArn: `${RESOURCE}nope` },
    {
      __type: 'ResourceNotFoundException',
      message:
        'Requested resource not found: ResourcArn: arn:aws:dynamodb:us-east-1:000000000000:table/nope not found',
    },
  ],
  [
    'list tags bad',
    'ListTagsOfResource',
    { ResourceArn: 'abc' },
    'Invalid TableArn: Invalid ResourceArn provided as input abc',
  ],
  [
    'backups',
    'DescribeContinuousBackups',
    { TableName: 'simple' },
    {
      ContinuousBackupsDescription: {
        ContinuousBackupsStatus: 'ENABLED',
        PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: 'DISABLED' },
      },
    },
  ],
  [
    'backups missing',
    'DescribeContinuousBackups',
    { TableName: 'nope' },
    // The operations on backups have an error of their own for it.
    { __type: 'TableNotFoundException', message: 'Table not found: nope' },
  ],
  [
    'backups on, missing',
    'UpdateContinuousBackups',
    { TableName: 'nope', PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } },
    { __type: 'TableNotFoundException', message: 'Table not found: nope' },
  ],
  [
    'limits',
    'DescribeLimits',
    {},
    {
      AccountMaxReadCapacityUnits: 80000,
      AccountMaxWriteCapacityUnits: 80000,
      TableMaxReadCapacityUnits: 40000,
      TableMaxWriteCapacityUnits: 40000,
    },
  ],
  [
    'endpoints',
    'DescribeEndpoints',
    {},
    { Endpoints: [{ Address: 'localhost:4566', CachePeriodInMinutes: 1440 }] },
  ],
]);
