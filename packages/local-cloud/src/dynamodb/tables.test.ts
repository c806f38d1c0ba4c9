import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DeleteTableCommand,
  DescribeContinuousBackupsCommand,
  DescribeEndpointsCommand,
  DescribeLimitsCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  ListTablesCommand,
  ListTagsOfResourceCommand,
  PutItemCommand,
  paginateListTables,
  ScanCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateContinuousBackupsCommand,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { memoryStore } from '../store/memory-store.ts';
import { type DynamoDbFixture, startDynamoDb } from './dynamodb-fixture.ts';

let dynamodb: DynamoDbFixture;
beforeAll(async () => {
  dynamodb = await startDynamoDb();
});
afterAll(() => dynamodb.close());

const base: CreateTableCommandInput = {
  TableName: 'base',
  AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
  KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
  BillingMode: 'PAY_PER_REQUEST',
};
const attributes = (...names: string[]): CreateTableCommandInput['AttributeDefinitions'] =>
  names.map((AttributeName) => ({ AttributeName, AttributeType: 'S' }));
const keys = (pk: string, sk?: string): CreateTableCommandInput['KeySchema'] => [
  { AttributeName: pk, KeyType: 'HASH' },
  ...(sk === undefined ? [] : [{ AttributeName: sk, KeyType: 'RANGE' } as const]),
];
const ALL = { ProjectionType: 'ALL' } as const;

describe('CreateTable', () => {
  it('describes what it made', async () => {
    const { TableDescription: made } = await dynamodb.client.send(
      new CreateTableCommand({
        ...base,
        TableName: 'made',
        AttributeDefinitions: attributes('pk', 'sk', 'g'),
        KeySchema: keys('pk', 'sk'),
        LocalSecondaryIndexes: [{ IndexName: 'local', KeySchema: keys('pk', 'g'), Projection: ALL }],
        GlobalSecondaryIndexes: [
          {
            IndexName: 'global',
            KeySchema: keys('g'),
            Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['a'] },
          },
        ],
        StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
        SSESpecification: { Enabled: true },
        TableClass: 'STANDARD_INFREQUENT_ACCESS',
        DeletionProtectionEnabled: true,
        OnDemandThroughput: { MaxReadRequestUnits: 10, MaxWriteRequestUnits: 5 },
      }),
    );
    expect(made).toMatchObject({ TableName: 'made', TableStatus: 'CREATING' });
    const { Table: table } = await dynamodb.client.send(new DescribeTableCommand({ TableName: 'made' }));
    const arn = 'arn:aws:dynamodb:us-east-1:000000000000:table/made';
    expect(table).toMatchObject({
      TableArn: arn,
      TableStatus: 'ACTIVE',
      KeySchema: keys('pk', 'sk'),
      BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
      ProvisionedThroughput: { NumberOfDecreasesToday: 0, ReadCapacityUnits: 0, WriteCapacityUnits: 0 },
      LocalSecondaryIndexes: [{ IndexName: 'local', KeySchema: keys('pk', 'g'), Projection: ALL }],
      GlobalSecondaryIndexes: [
        {
          IndexName: 'global',
          IndexStatus: 'ACTIVE',
          IndexArn: `${arn}/index/global`,
          Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['a'] },
        },
      ],
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
      SSEDescription: { Status: 'ENABLED', SSEType: 'KMS' },
      TableClassSummary: { TableClass: 'STANDARD_INFREQUENT_ACCESS' },
      DeletionProtectionEnabled: true,
      OnDemandThroughput: { MaxReadRequestUnits: 10, MaxWriteRequestUnits: 5 },
      ItemCount: 0,
    });
    // The client drops what its model does not have.
    const raw = await dynamodb.send('DynamoDB_20120810.DescribeTable', '{"TableName":"made"}');
    expect(await raw.json()).toMatchObject({
      Table: {
        TableThroughputModeSummary: {
          TableThroughputMode: 'PAY_PER_REQUEST',
          LastUpdateToPayPerRequestDateTime: expect.any(Number),
        },
      },
    });
    expect(table?.LatestStreamArn).toBe(`${arn}/stream/${table?.LatestStreamLabel}`);
    expect(table?.TableId).toMatch(/^[0-9a-f-]{36}$/);
    expect(dynamodb.asked).toContainEqual({ action: 'dynamodb:CreateTable', resource: arn });
  });

  it('refuses a name that is taken', async () => {
    await dynamodb.client.send(new CreateTableCommand({ ...base, TableName: 'taken' }));
    await expect(
      dynamodb.client.send(new CreateTableCommand({ ...base, TableName: 'taken' })),
    ).rejects.toMatchObject({
      name: 'ResourceInUseException',
      message: 'Table already exists: taken',
    });
  });

  it('is refused before anything is looked at when the caller may not', async () => {
    const closed = await startDynamoDb();
    closed.deny('dynamodb:CreateTable');
    await expect(
      closed.client.send(new CreateTableCommand({ ...base, BillingMode: 'PROVISIONED' })),
    ).rejects.toMatchObject({ name: 'AccessDeniedException' });
    await closed.close();
  });

  const throughput = { ReadCapacityUnits: 5, WriteCapacityUnits: 5 };
  it.each<[name: string, input: object, message: string]>([
    [
      'no name',
      { TableName: undefined },
      "The parameter 'TableName' is required but was not present in the request",
    ],
    [
      'a short name',
      { TableName: 'ab' },
      "1 validation error detected: Value 'ab' at 'tableName' failed to satisfy constraint: Member must have length greater than or equal to 3",
    ],
    [
      'an unknown key type',
      { KeySchema: [{ AttributeName: 'pk', KeyType: 'INVALID' }] },
      "1 validation error detected: Value 'INVALID' at 'keySchema.1.member.keyType' failed to satisfy constraint: Member must satisfy enum value set: [HASH, RANGE]",
    ],
    [
      'an unknown attribute type',
      { AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'INVALID' }] },
      "1 validation error detected: Value 'INVALID' at 'attributeDefinitions.1.member.attributeType' failed to satisfy constraint: Member must satisfy enum value set: [B, N, S]",
    ],
    [
      'an unknown billing mode',
      { BillingMode: 'INVALID' },
      "1 validation error detected: Value 'INVALID' at 'billingMode' failed to satisfy constraint: Member must satisfy enum value set: [PROVISIONED, PAY_PER_REQUEST]",
    ],
    [
      'capacity on demand',
      { ProvisionedThroughput: throughput },
      'One or more parameter values were invalid: Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST',
    ],
    [
      'no capacity when provisioned',
      { BillingMode: undefined },
      'One or more parameter values were invalid: ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED',
    ],
    [
      'a key twice',
      { KeySchema: keys('pk', 'pk') },
      'Invalid KeySchema: Some index key attribute have no definition',
    ],
    [
      'a key without definition',
      { KeySchema: keys('other') },
      'One or more parameter values were invalid: Some index key attributes are not defined in AttributeDefinitions. Keys: [other], AttributeDefinitions: [pk]',
    ],
    [
      'a definition without use',
      { AttributeDefinitions: attributes('pk', 'sk') },
      'One or more parameter values were invalid: Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions',
    ],
    [
      'a local index without sort key',
      {
        AttributeDefinitions: attributes('pk', 'l'),
        LocalSecondaryIndexes: [{ IndexName: 'lsi', KeySchema: keys('pk', 'l'), Projection: ALL }],
      },
      'One or more parameter values were invalid: Table KeySchema does not have a range key, which is required when specifying a LocalSecondaryIndex',
    ],
    [
      'two indexes of one name',
      {
        AttributeDefinitions: attributes('pk', 'a', 'b'),
        GlobalSecondaryIndexes: [
          { IndexName: 'same', KeySchema: keys('a'), Projection: ALL },
          { IndexName: 'same', KeySchema: keys('b'), Projection: ALL },
        ],
      },
      'One or more parameter values were invalid: Duplicate index name: same',
    ],
    [
      'a view of no stream',
      { StreamSpecification: { StreamEnabled: false, StreamViewType: 'NEW_IMAGE' } },
      'One or more parameter values were invalid: StreamViewType must not be specified when StreamEnabled is false',
    ],
    [
      'a policy that is none',
      { ResourcePolicy: '{}' },
      'One or more parameter values were invalid: Invalid policy document: Syntax errors in policy. (Statement[0] is not an object)',
    ],
    [
      'what is not emulated',
      { GlobalTableSourceArn: 'arn' },
      'GlobalTableSourceArn is not supported by the local cloud',
    ],
  ])('refuses %s', async (_, input, message) => {
    await expect(dynamodb.client.send(new CreateTableCommand({ ...base, ...input }))).rejects.toMatchObject({
      name: 'ValidationException',
      message,
    });
  });
});

describe('tables', () => {
  it('are listed page by page', async () => {
    const own = await startDynamoDb();
    for (const TableName of ['ccc', 'aaa', 'bbb']) {
      await own.client.send(new CreateTableCommand({ ...base, TableName }));
    }
    const names: string[] = [];
    for await (const page of paginateListTables({ client: own.client, pageSize: 2 }, {})) {
      names.push(...(page.TableNames ?? []));
    }
    expect(names).toEqual(['aaa', 'bbb', 'ccc']);
    const last = await own.client.send(new ListTablesCommand({ ExclusiveStartTableName: 'bbb' }));
    expect(last).toMatchObject({ TableNames: ['ccc'] });
    expect(last.LastEvaluatedTableName).toBeUndefined();
    await own.close();
  });

  it('are deleted with their items, and not while protected', async () => {
    const { client } = dynamodb;
    await client.send(new CreateTableCommand({ ...base, TableName: 'again' }));
    await client.send(new PutItemCommand({ TableName: 'again', Item: { pk: { S: 'a' } } }));
    const deleted = await client.send(new DeleteTableCommand({ TableName: 'again' }));
    expect(deleted.TableDescription).toMatchObject({ TableStatus: 'DELETING' });
    await expect(client.send(new DescribeTableCommand({ TableName: 'again' }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
    await client.send(
      new CreateTableCommand({ ...base, TableName: 'again', DeletionProtectionEnabled: true }),
    );
    expect((await client.send(new ScanCommand({ TableName: 'again' }))).Count).toBe(0);
    await expect(client.send(new DeleteTableCommand({ TableName: 'again' }))).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringContaining('protected against deletion'),
    });
    await expect(client.send(new DeleteTableCommand({ TableName: 'nowhere' }))).rejects.toMatchObject({
      message: 'Requested resource not found: Table: nowhere not found',
    });
  });

  it('are there again after a restart', async () => {
    const store = memoryStore();
    const first = await startDynamoDb({ store });
    await first.client.send(new CreateTableCommand({ ...base, Tags: [{ Key: 'k', Value: 'v' }] }));
    await first.client.send(new PutItemCommand({ TableName: 'base', Item: { pk: { S: 'a' } } }));
    const before = await first.client.send(new DescribeTableCommand({ TableName: 'base' }));
    await first.close();
    const second = await startDynamoDb({ store });
    const after = await second.client.send(new DescribeTableCommand({ TableName: 'base' }));
    expect(after.Table).toEqual({ ...before.Table });
    expect((await second.client.send(new ScanCommand({ TableName: 'base' }))).Items).toEqual([
      { pk: { S: 'a' } },
    ]);
    await second.close();
  });

  it('keep tags', async () => {
    const { client } = dynamodb;
    const { TableDescription: table } = await client.send(
      new CreateTableCommand({ ...base, TableName: 'tagged', Tags: [{ Key: 'a', Value: '1' }] }),
    );
    const ResourceArn = table?.TableArn;
    await client.send(new TagResourceCommand({ ResourceArn, Tags: [{ Key: 'b', Value: '2' }] }));
    await client.send(new TagResourceCommand({ ResourceArn, Tags: [{ Key: 'a', Value: '3' }] }));
    expect((await client.send(new ListTagsOfResourceCommand({ ResourceArn }))).Tags).toEqual([
      { Key: 'a', Value: '3' },
      { Key: 'b', Value: '2' },
    ]);
    await client.send(new UntagResourceCommand({ ResourceArn, TagKeys: ['a'] }));
    expect((await client.send(new ListTagsOfResourceCommand({ ResourceArn }))).Tags).toEqual([
      { Key: 'b', Value: '2' },
    ]);
    await expect(
      client.send(new ListTagsOfResourceCommand({ ResourceArn: 'not-an-arn' })),
    ).rejects.toMatchObject({ name: 'ValidationException' });
  });

  it('keep the setting of point-in-time recovery', async () => {
    const { client } = dynamodb;
    await client.send(new CreateTableCommand({ ...base, TableName: 'recovered' }));
    const status = async (): Promise<string | undefined> => {
      const answer = await client.send(new DescribeContinuousBackupsCommand({ TableName: 'recovered' }));
      return answer.ContinuousBackupsDescription?.PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus;
    };
    expect(await status()).toBe('DISABLED');
    await client.send(
      new UpdateContinuousBackupsCommand({
        TableName: 'recovered',
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      }),
    );
    expect(await status()).toBe('ENABLED');
  });

  it('have no time to live at first', async () => {
    await dynamodb.client.send(new CreateTableCommand({ ...base, TableName: 'immortal' }));
    const { TimeToLiveDescription: description } = await dynamodb.client.send(
      new DescribeTimeToLiveCommand({ TableName: 'immortal' }),
    );
    expect(description).toEqual({ TimeToLiveStatus: 'DISABLED' });
  });

  it('stand within limits, behind an endpoint', async () => {
    const limits = await dynamodb.client.send(new DescribeLimitsCommand({}));
    expect(limits.TableMaxReadCapacityUnits).toBe(40_000);
    const { Endpoints } = await dynamodb.client.send(new DescribeEndpointsCommand({}));
    expect(Endpoints).toEqual([{ Address: 'localhost:4566', CachePeriodInMinutes: 1440 }]);
  });
});
