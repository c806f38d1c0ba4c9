import { CreateTableCommand } from '@aws-sdk/client-dynamodb';
import {
  BatchWriteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  paginateQuery,
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type DynamoDbFixture, INDEXED_TABLE, startDynamoDb } from './dynamodb-fixture.ts';

const TableName = 'indexed';
let dynamodb: DynamoDbFixture;
let client: DynamoDBDocumentClient;
beforeAll(async () => {
  dynamodb = await startDynamoDb();
  client = DynamoDBDocumentClient.from(dynamodb.client, { marshallOptions: { removeUndefinedValues: true } });
  await client.send(new CreateTableCommand(INDEXED_TABLE));
});
afterAll(() => dynamodb.close());

it('serves the document client', async () => {
  const Item = {
    pk: 'user',
    sk: 1,
    g: 'group',
    big: 12345678901234,
    nested: { list: [1, 'two', null, true], set: new Set(['a', 'b']), bytes: new Uint8Array([1, 2]) },
    gone: undefined,
  };
  await client.send(new PutCommand({ TableName, Item }));
  const { gone: _gone, ...kept } = Item;
  const found = await client.send(new GetCommand({ TableName, Key: { pk: 'user', sk: 1 } }));
  expect(found.Item).toEqual(kept);
  const updated = await client.send(
    new UpdateCommand({
      TableName,
      Key: { pk: 'user', sk: 1 },
      UpdateExpression: 'SET nested.#l[0] = :n ADD big :one',
      ExpressionAttributeNames: { '#l': 'list' },
      ExpressionAttributeValues: { ':n': 'one', ':one': 1 },
      ReturnValues: 'UPDATED_NEW',
    }),
  );
  expect(updated.Attributes).toEqual({ big: 12345678901235, nested: { list: ['one'] } });
});

it('serves its batches, transactions and pages', async () => {
  await client.send(
    new BatchWriteCommand({
      RequestItems: {
        [TableName]: Array.from({ length: 20 }, (_, sk) => ({
          PutRequest: { Item: { pk: 'many', sk, even: sk % 2 === 0 } },
        })),
      },
    }),
  );
  await client.send(
    new TransactWriteCommand({
      TransactItems: [
        { Delete: { TableName, Key: { pk: 'many', sk: 0 } } },
        { Put: { TableName, Item: { pk: 'many', sk: 20, even: true } } },
      ],
    }),
  );
  const found: number[] = [];
  for await (const page of paginateQuery(
    { client, pageSize: 3 },
    {
      TableName,
      KeyConditionExpression: 'pk = :pk',
      FilterExpression: 'even = :even',
      ExpressionAttributeValues: { ':pk': 'many', ':even': true },
      ScanIndexForward: false,
    },
  )) {
    for (const item of page.Items ?? []) found.push(item.sk);
  }
  expect(found).toEqual([20, 18, 16, 14, 12, 10, 8, 6, 4, 2]);
  const grouped = await client.send(
    new QueryCommand({
      TableName,
      IndexName: 'global',
      KeyConditionExpression: 'g = :g',
      ExpressionAttributeValues: { ':g': 'group' },
    }),
  );
  expect(grouped.Items).toEqual([{ pk: 'user', sk: 1, g: 'group' }]);
});
