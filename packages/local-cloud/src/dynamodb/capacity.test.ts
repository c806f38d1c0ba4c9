import {
  CreateTableCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DynamoDbFixture, INDEXED_TABLE, SIMPLE_TABLE, startDynamoDb } from './dynamodb-fixture.ts';

let dynamodb: DynamoDbFixture;
let send: DynamoDbFixture['client']['send'];
beforeAll(async () => {
  dynamodb = await startDynamoDb();
  send = dynamodb.client.send.bind(dynamodb.client);
  await send(new CreateTableCommand(SIMPLE_TABLE));
  await send(new CreateTableCommand(INDEXED_TABLE));
});
afterAll(() => dynamodb.close());

const pk = (S: string): { pk: { S: string } } => ({ pk: { S } });

describe('consumed capacity', () => {
  const put = async (item: object): Promise<unknown> => {
    const { ConsumedCapacity } = await send(
      new PutItemCommand({
        TableName: 'indexed',
        Item: { ...pk('capacity'), sk: { N: '1' }, ...item },
        ReturnConsumedCapacity: 'INDEXES',
      }),
    );
    return ConsumedCapacity;
  };
  const units = (CapacityUnits: number): object => ({ CapacityUnits });

  it('tells every index that a write touched', async () => {
    expect(await put({ g: { S: 'g1' }, l: { S: 'l1' } })).toEqual({
      TableName: 'indexed',
      CapacityUnits: 3,
      Table: units(1),
      GlobalSecondaryIndexes: { global: units(1) },
      LocalSecondaryIndexes: { local: units(1) },
    });
    expect(await put({ g: { S: 'g1' }, l: { S: 'l1' } })).toEqual({
      TableName: 'indexed',
      CapacityUnits: 1,
      Table: units(1),
    });
    expect(await put({ g: { S: 'g2' }, l: { S: 'l1' }, hidden: { S: 'x' } })).toEqual({
      TableName: 'indexed',
      CapacityUnits: 3,
      Table: units(1),
      GlobalSecondaryIndexes: { global: units(2) },
    });
    expect(await put({ l: { S: 'l1' }, hidden: { S: 'x' } })).toMatchObject({
      CapacityUnits: 2,
      GlobalSecondaryIndexes: { global: units(1) },
    });
  });

  it.each([
    [false, 'missing', 0.5],
    [true, 'missing', 1],
    [false, 'read', 1],
    [true, 'read', 2],
  ])('counts reads (consistent: %s, %s)', async (ConsistentRead, key, expected) => {
    await send(
      new PutItemCommand({ TableName: 'simple', Item: { ...pk('read'), a: { S: 'x'.repeat(5000) } } }),
    );
    const { ConsumedCapacity } = await send(
      new GetItemCommand({
        TableName: 'simple',
        Key: pk(key),
        ConsistentRead,
        ReturnConsumedCapacity: 'TOTAL',
      }),
    );
    expect(ConsumedCapacity).toEqual({ TableName: 'simple', CapacityUnits: expected });
  });

  it('counts a write by the larger of old and new', async () => {
    const write = async (length: number): Promise<number | undefined> => {
      const { ConsumedCapacity } = await send(
        new PutItemCommand({
          TableName: 'simple',
          Item: { ...pk('shrinks'), a: { S: 'x'.repeat(length) } },
          ReturnConsumedCapacity: 'TOTAL',
        }),
      );
      return ConsumedCapacity?.CapacityUnits;
    };
    expect(await write(3000)).toBe(3);
    expect(await write(10)).toBe(3);
    expect(await write(10)).toBe(1);
  });

  it('is of the index for a query of one', async () => {
    const { ConsumedCapacity } = await send(
      new QueryCommand({
        TableName: 'indexed',
        IndexName: 'global',
        KeyConditionExpression: 'g = :g',
        ExpressionAttributeValues: { ':g': { S: 'g2' } },
        ReturnConsumedCapacity: 'INDEXES',
      }),
    );
    expect(ConsumedCapacity).toEqual({
      TableName: 'indexed',
      CapacityUnits: 0.5,
      Table: units(0),
      GlobalSecondaryIndexes: { global: units(0.5) },
    });
  });

  it('comes with the metrics of an item collection', async () => {
    const { ItemCollectionMetrics } = await send(
      new PutItemCommand({
        TableName: 'indexed',
        Item: { ...pk('collection'), sk: { N: '1' } },
        ReturnItemCollectionMetrics: 'SIZE',
      }),
    );
    expect(ItemCollectionMetrics).toEqual({
      ItemCollectionKey: pk('collection'),
      SizeEstimateRangeGB: [0, 1],
    });
    const { Count } = await send(new ScanCommand({ TableName: 'indexed', Select: 'COUNT' }));
    expect(Count).toBeGreaterThan(0);
  });
});
