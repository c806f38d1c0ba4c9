import {
  CreateTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
} from '@aws-sdk/client-dynamodb-streams';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { item, number, string, Table, Entity as ToolboxEntity } from 'dynamodb-toolbox';
import { GetItemCommand } from 'dynamodb-toolbox/entity/actions/get';
import { PutItemCommand } from 'dynamodb-toolbox/entity/actions/put';
import { $add, UpdateItemCommand } from 'dynamodb-toolbox/entity/actions/update';
import { QueryCommand } from 'dynamodb-toolbox/table/actions/query';
import { Entity } from 'electrodb';
import { beforeAll, describe, expect, it } from 'vitest';

const options = {
  endpoint: process.env.TASKYARD_TEST_DYNAMODB ?? '',
  region: 'us-east-1',
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
};
const client = new DynamoDBClient(options);
const documents = DynamoDBDocumentClient.from(client);
const TableName = `toolboxes-${crypto.randomUUID()}`;

beforeAll(async () => {
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
      AttributeDefinitions: ['pk', 'sk', 'gsi1pk', 'gsi1sk'].map((AttributeName) => ({
        AttributeName,
        AttributeType: 'S' as const,
      })),
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      GlobalSecondaryIndexes: [
        {
          IndexName: 'gsi1',
          KeySchema: [
            { AttributeName: 'gsi1pk', KeyType: 'HASH' },
            { AttributeName: 'gsi1sk', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'ALL' },
        },
      ],
    }),
  );
  await waitUntilTableExists({ client, maxWaitTime: 10, minDelay: 1 }, { TableName });
});

describe('ElectroDB', () => {
  const tasks = new Entity(
    {
      model: { entity: 'task', version: '1', service: 'yard' },
      attributes: {
        owner: { type: 'string', required: true },
        id: { type: 'string', required: true },
        status: { type: ['PENDING', 'COMPLETED'] as const, required: true },
        count: { type: 'number', default: 0 },
      },
      indexes: {
        byOwner: { pk: { field: 'pk', composite: ['owner'] }, sk: { field: 'sk', composite: ['id'] } },
        byStatus: {
          index: 'gsi1',
          pk: { field: 'gsi1pk', composite: ['owner', 'status'] },
          sk: { field: 'gsi1sk', composite: ['id'] },
        },
      },
    },
    { client, table: TableName },
  );

  it('creates, refuses a second one, changes, finds by index and pages', async () => {
    for (const id of ['a', 'b', 'c']) await tasks.create({ owner: 'ada', id, status: 'PENDING' }).go();
    await expect(tasks.create({ owner: 'ada', id: 'a', status: 'PENDING' }).go()).rejects.toThrow(
      /conditional request failed/i,
    );
    await tasks.patch({ owner: 'ada', id: 'b' }).set({ status: 'COMPLETED' }).add({ count: 2 }).go();
    expect((await tasks.get({ owner: 'ada', id: 'b' }).go()).data).toMatchObject({ count: 2 });
    const pending = await tasks.query.byStatus({ owner: 'ada', status: 'PENDING' }).go();
    expect(pending.data.map(({ id }) => id)).toEqual(['a', 'c']);
    const first = await tasks.query.byOwner({ owner: 'ada' }).go({ limit: 2 });
    const second = await tasks.query.byOwner({ owner: 'ada' }).go({ cursor: first.cursor });
    expect([...first.data, ...second.data].map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  });
});

describe('dynamodb-toolbox', () => {
  const table = new Table({
    name: TableName,
    documentClient: documents,
    partitionKey: { name: 'pk', type: 'string' },
    sortKey: { name: 'sk', type: 'string' },
  });
  const counters = new ToolboxEntity({
    name: 'counter',
    table,
    schema: item({ pk: string().key(), sk: string().key(), value: number() }),
  });

  it('puts, adds, gets and queries', async () => {
    const key = { pk: 'counters', sk: 'one' };
    await counters
      .build(PutItemCommand)
      .item({ ...key, value: 1 })
      .send();
    await counters
      .build(UpdateItemCommand)
      .item({ ...key, value: $add(41) })
      .send();
    expect((await counters.build(GetItemCommand).key(key).send()).Item).toMatchObject({ value: 42 });
    const { Items = [] } = await table
      .build(QueryCommand)
      .entities(counters)
      .query({ partition: 'counters' })
      .send();
    expect(Items.map(({ value }) => value)).toEqual([42]);
  });
});

it('the streams client of the SDK reads what was written', async () => {
  const { Table: described } = await client.send(new DescribeTableCommand({ TableName }));
  const StreamArn = described?.LatestStreamArn ?? '';
  const streams = new DynamoDBStreamsClient(options);
  const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn }));
  const ShardId = StreamDescription?.Shards?.[0]?.ShardId ?? '';
  const { ShardIterator } = await streams.send(
    new GetShardIteratorCommand({ StreamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' }),
  );
  const { Records = [] } = await streams.send(new GetRecordsCommand({ ShardIterator }));
  expect(Records.map(({ eventName }) => eventName)).toEqual(expect.arrayContaining(['INSERT', 'MODIFY']));
});
