import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DeleteItemCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  type TableDescription,
  UpdateItemCommand,
  UpdateTableCommand,
  type UpdateTableCommandInput,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DynamoDbFixture, startDynamoDb } from './dynamodb-fixture.ts';

const NOW = Date.UTC(2026, 0, 1);
let now = NOW;
let dynamodb: DynamoDbFixture;
let send: DynamoDbFixture['client']['send'];
beforeAll(async () => {
  dynamodb = await startDynamoDb({ now: () => now });
  send = dynamodb.client.send.bind(dynamodb.client);
});
afterAll(() => dynamodb.close());

let tables = 0;
async function newTable(input: Partial<CreateTableCommandInput> = {}): Promise<string> {
  const TableName = `table-${tables++}`;
  await send(
    new CreateTableCommand({
      TableName,
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
      ...input,
    }),
  );
  return TableName;
}
const update = (TableName: string, input: Partial<UpdateTableCommandInput>) =>
  send(new UpdateTableCommand({ TableName, ...input }));
const describeTable = async (TableName: string): Promise<TableDescription> =>
  (await send(new DescribeTableCommand({ TableName }))).Table ?? {};
const provisioned = (units: number) => ({ ReadCapacityUnits: units, WriteCapacityUnits: units });

describe('UpdateTable', () => {
  it('changes capacity, and between the modes', async () => {
    const name = await newTable({ BillingMode: 'PROVISIONED', ProvisionedThroughput: provisioned(5) });
    await update(name, { ProvisionedThroughput: provisioned(10) });
    expect(await describeTable(name)).toMatchObject({
      ProvisionedThroughput: { ...provisioned(10), LastIncreaseDateTime: expect.any(Date) },
      WarmThroughput: { ReadUnitsPerSecond: 10, WriteUnitsPerSecond: 10, Status: 'ACTIVE' },
    });
    await expect(update(name, { ProvisionedThroughput: provisioned(10) })).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringMatching(/^The provisioned throughput for the table will not change\./),
    });
    await update(name, { BillingMode: 'PAY_PER_REQUEST' });
    expect(await describeTable(name)).toMatchObject({
      BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
      ProvisionedThroughput: provisioned(0),
      WarmThroughput: { ReadUnitsPerSecond: 12_000, WriteUnitsPerSecond: 4_000 },
    });
    await update(name, { BillingMode: 'PAY_PER_REQUEST' });
    await update(name, { BillingMode: 'PROVISIONED', ProvisionedThroughput: provisioned(3) });
    expect(await describeTable(name)).toMatchObject({
      BillingModeSummary: { BillingMode: 'PROVISIONED', LastUpdateToPayPerRequestDateTime: expect.any(Date) },
      ProvisionedThroughput: provisioned(3),
    });
  });

  it('changes settings', async () => {
    const name = await newTable();
    await update(name, { DeletionProtectionEnabled: true });
    await update(name, { TableClass: 'STANDARD_INFREQUENT_ACCESS' });
    await update(name, { SSESpecification: { Enabled: true } });
    await update(name, { OnDemandThroughput: { MaxReadRequestUnits: 7 } });
    await update(name, { WarmThroughput: { ReadUnitsPerSecond: 20_000 } });
    expect(await describeTable(name)).toMatchObject({
      DeletionProtectionEnabled: true,
      TableClassSummary: {
        TableClass: 'STANDARD_INFREQUENT_ACCESS',
        LastUpdateDateTime: expect.any(Date),
      },
      WarmThroughput: { ReadUnitsPerSecond: 20_000 },
      SSEDescription: { Status: 'ENABLED' },
      OnDemandThroughput: { MaxReadRequestUnits: 7 },
    });
    await update(name, { DeletionProtectionEnabled: false, SSESpecification: { Enabled: false } });
    expect((await describeTable(name)).SSEDescription).toBeUndefined();
    await send(new DeleteTableCommand({ TableName: name }));
  });

  it('changes one on-demand limit beside the other, takes one away, and drops them with the billing', async () => {
    const name = await newTable();
    const limits = async (): Promise<unknown> => (await describeTable(name)).OnDemandThroughput;
    await update(name, { OnDemandThroughput: { MaxReadRequestUnits: 7 } });
    await update(name, { OnDemandThroughput: { MaxWriteRequestUnits: 3 } });
    expect(await limits()).toEqual({ MaxReadRequestUnits: 7, MaxWriteRequestUnits: 3 });
    await update(name, { OnDemandThroughput: { MaxReadRequestUnits: -1 } });
    expect(await limits()).toEqual({ MaxWriteRequestUnits: 3 });
    await expect(update(name, { OnDemandThroughput: { MaxReadRequestUnits: 0 } })).rejects.toMatchObject({
      message:
        'One or more parameter values were invalid: Requested MaxReadRequestUnits for OnDemandThroughput for ' +
        'table is outside of valid range',
    });
    await update(name, { BillingMode: 'PROVISIONED', ProvisionedThroughput: provisioned(1) });
    expect(await limits()).toBeUndefined();
    await send(new DeleteTableCommand({ TableName: name }));
  });

  const newIndex: Partial<UpdateTableCommandInput> = {
    AttributeDefinitions: [{ AttributeName: 'g', AttributeType: 'S' }],
    GlobalSecondaryIndexUpdates: [
      {
        Create: {
          IndexName: 'added',
          KeySchema: [{ AttributeName: 'g', KeyType: 'HASH' }],
          Projection: { ProjectionType: 'ALL' },
        },
      },
    ],
  };
  const indexed = async (TableName: string): Promise<string[]> => {
    const { Items } = await send(new ScanCommand({ TableName, IndexName: 'added' }));
    return (Items ?? []).map(({ pk }) => pk?.S ?? '').sort();
  };
  const active = async (name: string): Promise<void> => {
    while ((await describeTable(name)).GlobalSecondaryIndexes?.[0]?.IndexStatus !== 'ACTIVE');
  };

  it('adds an index and fills it, while items go on changing', async () => {
    const TableName = await newTable();
    const ids = Array.from({ length: 250 }, (_, at) => `item-${at}`);
    const put = (id: string, more: object = { g: { S: 'group' } }) =>
      send(new PutItemCommand({ TableName, Item: { pk: { S: id }, ...more } }));
    for (const id of ids) await put(id);
    await put('without', {});
    await put('wrong', { g: { N: '1' } });
    const answer = await update(TableName, newIndex);
    expect(answer.TableDescription?.GlobalSecondaryIndexes?.[0]).toMatchObject({
      IndexName: 'added',
      IndexStatus: 'CREATING',
    });
    await Promise.all([
      send(new DeleteItemCommand({ TableName, Key: { pk: { S: 'item-0' } } })),
      put('item-1', { g: { S: 'other' } }),
      put('item-2', {}),
      put('late'),
      active(TableName),
    ]);
    expect(await indexed(TableName)).toEqual(
      [...ids.filter((id) => id !== 'item-0' && id !== 'item-2'), 'late'].sort(),
    );
    const moved = await send(
      new QueryCommand({
        TableName,
        IndexName: 'added',
        KeyConditionExpression: 'g = :g',
        ExpressionAttributeValues: { ':g': { S: 'other' } },
      }),
    );
    expect(moved.Items).toEqual([{ pk: { S: 'item-1' }, g: { S: 'other' } }]);
    // An item that cannot be in the index can still be changed otherwise.
    await send(
      new UpdateItemCommand({
        TableName,
        Key: { pk: { S: 'wrong' } },
        UpdateExpression: 'SET a = :a',
        ExpressionAttributeValues: { ':a': { S: 'b' } },
      }),
    );
  });

  it('takes an index away, and gives its name to another', async () => {
    const TableName = await newTable();
    await update(TableName, newIndex);
    await send(new PutItemCommand({ TableName, Item: { pk: { S: 'a' }, g: { S: 'g' } } }));
    const answer = await update(TableName, {
      GlobalSecondaryIndexUpdates: [{ Delete: { IndexName: 'added' } }],
    });
    expect(answer.TableDescription?.GlobalSecondaryIndexes).toMatchObject([
      { IndexName: 'added', IndexStatus: 'DELETING' },
    ]);
    const table = await describeTable(TableName);
    expect(table.GlobalSecondaryIndexes).toBeUndefined();
    expect(table.AttributeDefinitions).toEqual([{ AttributeName: 'pk', AttributeType: 'S' }]);
    await expect(indexed(TableName)).rejects.toMatchObject({
      message: 'The table does not have the specified index: added',
    });
    await send(new DeleteItemCommand({ TableName, Key: { pk: { S: 'a' } } }));
    await update(TableName, newIndex);
    await active(TableName);
    expect(await indexed(TableName)).toEqual([]);
  });

  it.each<[name: string, input: Partial<UpdateTableCommandInput>, error: object]>([
    ['nothing', {}, { name: 'ValidationException' }],
    [
      'an index of an attribute without definition',
      { ...newIndex, AttributeDefinitions: undefined },
      { name: 'ValidationException' },
    ],
    [
      'the deletion of no index',
      { GlobalSecondaryIndexUpdates: [{ Delete: { IndexName: 'nowhere' } }] },
      { name: 'ResourceNotFoundException' },
    ],
    [
      'two indexes at once',
      {
        ...newIndex,
        GlobalSecondaryIndexUpdates: [
          ...(newIndex.GlobalSecondaryIndexUpdates ?? []),
          { Delete: { IndexName: 'other' } },
        ],
      },
      { name: 'LimitExceededException' },
    ],
    [
      'a replica',
      { ReplicaUpdates: [{ Create: { RegionName: 'eu-west-1' } }] },
      { message: 'ReplicaUpdates is not supported by the local cloud' },
    ],
  ])('refuses %s', async (_, input, error) => {
    const name = await newTable();
    await expect(update(name, input)).rejects.toMatchObject(error);
  });

  it('misses a table', async () => {
    await expect(update('nowhere', { BillingMode: 'PAY_PER_REQUEST' })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'Requested resource not found: Table: nowhere not found',
    });
  });
});

describe('time to live', () => {
  const ttl = (TableName: string, AttributeName: string, Enabled: boolean) =>
    send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification: { AttributeName, Enabled } }));
  const seconds = (offset: number): string => String(Math.floor(NOW / 1000) + offset);
  const rest = async (TableName: string): Promise<string[]> =>
    ((await send(new ScanCommand({ TableName }))).Items ?? []).map(({ pk }) => pk?.S ?? '').sort();

  it('ends items, older than the setting or newer', async () => {
    now = NOW;
    const TableName = await newTable();
    const put = (id: string, value?: object) =>
      send(
        new PutItemCommand({
          TableName,
          Item: { pk: { S: id }, ...(value && { ends: { ...value } as never }) },
        }),
      );
    await put('old-over', { N: seconds(-10) });
    await put('old-later', { N: seconds(100) });
    await ttl(TableName, 'ends', true);
    await put('over', { N: seconds(-1) });
    await put('now', { N: seconds(0) });
    await put('later', { N: seconds(100) });
    await put('fraction', { N: `${seconds(-5)}.5` });
    await put('text', { S: seconds(-10) });
    await put('ancient', { N: '1000' });
    await put('never');
    await put('prolonged', { N: seconds(-10) });
    await put('prolonged', { N: seconds(1000) });
    await dynamodb.part.sweep();
    expect(await rest(TableName)).toEqual(['ancient', 'later', 'never', 'old-later', 'prolonged', 'text']);
    now = NOW + 101_000;
    await dynamodb.part.sweep();
    expect(await rest(TableName)).toEqual(['ancient', 'never', 'prolonged', 'text']);
    await ttl(TableName, 'ends', false);
    now = NOW + 2_000_000;
    await dynamodb.part.sweep();
    expect(await rest(TableName)).toEqual(['ancient', 'never', 'prolonged', 'text']);
  });

  it('is set once', async () => {
    const TableName = await newTable();
    await expect(ttl(TableName, 'a', false)).rejects.toMatchObject({
      message: 'TimeToLive is already disabled',
    });
    await ttl(TableName, 'a', true);
    await expect(ttl(TableName, 'a', true)).rejects.toMatchObject({
      message: 'TimeToLive is already enabled',
    });
    await expect(ttl(TableName, 'b', true)).rejects.toMatchObject({
      message: 'TimeToLive is active on a different AttributeName: current AttributeName is a',
    });
    const { TimeToLiveDescription } = await send(new DescribeTimeToLiveCommand({ TableName }));
    expect(TimeToLiveDescription).toEqual({ TimeToLiveStatus: 'ENABLED', AttributeName: 'a' });
    await expect(ttl(TableName, '', true)).rejects.toMatchObject({ name: 'ValidationException' });
  });
});
