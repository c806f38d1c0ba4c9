import {
  CreateTableCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  waitUntilTableExists,
  waitUntilTableNotExists,
} from '@aws-sdk/client-dynamodb';
import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
} from '@aws-sdk/client-dynamodb-streams';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { item, number, string, Table, Entity as ToolboxEntity } from 'dynamodb-toolbox';
import { BatchPutRequest } from 'dynamodb-toolbox/entity/actions/batchPut';
import { GetItemCommand } from 'dynamodb-toolbox/entity/actions/get';
import { PutItemCommand } from 'dynamodb-toolbox/entity/actions/put';
import { PutTransaction } from 'dynamodb-toolbox/entity/actions/transactPut';
import { UpdateTransaction } from 'dynamodb-toolbox/entity/actions/transactUpdate';
import { execute as executeTransaction } from 'dynamodb-toolbox/entity/actions/transactWrite';
import { $add, UpdateItemCommand } from 'dynamodb-toolbox/entity/actions/update';
import { BatchWriteCommand, execute } from 'dynamodb-toolbox/table/actions/batchWrite';
import { QueryCommand } from 'dynamodb-toolbox/table/actions/query';
import { Entity, Service } from 'electrodb';
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

  it('writes and reads in batches', async () => {
    const ids = Array.from({ length: 30 }, (_, at) => String(at).padStart(2, '0'));
    const put = await tasks.put(ids.map((id) => ({ owner: 'bob', id, status: 'PENDING' as const }))).go();
    expect(put.unprocessed).toEqual([]);
    const got = await tasks.get(ids.map((id) => ({ owner: 'bob', id }))).go();
    expect(got.data.map(({ id }) => id).sort()).toEqual(ids);
    const all = await tasks.query.byOwner({ owner: 'bob' }).go({ pages: 'all', limit: 7 });
    expect(all.data.map(({ id }) => id)).toEqual(ids);
    await tasks.delete(ids.map((id) => ({ owner: 'bob', id }))).go();
    expect((await tasks.query.byOwner({ owner: 'bob' }).go()).data).toEqual([]);
  });

  it('writes in transactions, and says which part failed', async () => {
    const yard = new Service({ tasks }, { client, table: TableName });
    const write = async (first: string, second: string): Promise<string[]> => {
      const { canceled, data } = await yard.transaction
        .write(({ tasks: each }) => [
          each.create({ owner: 'eve', id: first, status: 'PENDING' }).commit(),
          each.create({ owner: 'eve', id: second, status: 'PENDING' }).commit({ response: 'all_old' }),
        ])
        .go();
      return canceled ? data.map(({ code }) => code) : [];
    };
    expect(await write('a', 'b')).toEqual([]);
    expect(await write('c', 'b')).toEqual(['None', 'ConditionalCheckFailed']);
    const { data } = await yard.transaction
      .get(({ tasks: each }) => [
        each.get({ owner: 'eve', id: 'a' }).commit(),
        each.get({ owner: 'eve', id: 'c' }).commit(),
      ])
      .go();
    expect(data.map(({ item: found }) => found?.id)).toEqual(['a', undefined]);
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

  it('writes in batches and transactions, and reads page by page', async () => {
    const sks = Array.from({ length: 8 }, (_, at) => String(at));
    const requests = sks.map((sk) =>
      counters.build(BatchPutRequest).item({ pk: 'batch', sk, value: Number(sk) }),
    );
    await execute(table.build(BatchWriteCommand).requests(...requests));
    await executeTransaction(
      counters.build(PutTransaction).item({ pk: 'batch', sk: '8', value: 8 }),
      counters.build(UpdateTransaction).item({ pk: 'batch', sk: '0', value: $add(100) }),
    );
    const query = table.build(QueryCommand).entities(counters).query({ partition: 'batch' });
    const { Items = [] } = await query.options({ limit: 2, maxPages: Number.POSITIVE_INFINITY }).send();
    expect(Items.map(({ value }) => value)).toEqual([100, 1, 2, 3, 4, 5, 6, 7, 8]);
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
  const events = new Set<string | undefined>();
  let next = ShardIterator;
  for (let records = 1; records > 0; ) {
    const page = await streams.send(new GetRecordsCommand({ ShardIterator: next, Limit: 10 }));
    for (const { eventName } of page.Records ?? []) events.add(eventName);
    records = page.Records?.length ?? 0;
    next = page.NextShardIterator;
  }
  expect([...events].sort()).toEqual(['INSERT', 'MODIFY', 'REMOVE']);
});

it("the SDK's waiters see a table go", async () => {
  const name = `gone-${crypto.randomUUID()}`;
  const keys = { AttributeName: 'pk', AttributeType: 'S', KeyType: 'HASH' } as const;
  await client.send(
    new CreateTableCommand({
      TableName: name,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [keys],
      KeySchema: [keys],
    }),
  );
  await client.send(new DeleteTableCommand({ TableName: name }));
  const { state } = await waitUntilTableNotExists(
    { client, maxWaitTime: 10, minDelay: 1 },
    { TableName: name },
  );
  expect(state).toBe('SUCCESS');
});
