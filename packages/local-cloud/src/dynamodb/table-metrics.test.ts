import {
  BatchWriteItemCommand,
  CreateTableCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactGetItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { clientOptions, type ServedServices, serveServices } from '../../test/serve-services.ts';
import { LOCAL_ACCOUNT } from '../aws/account.ts';
import type { AwsService } from '../aws/aws-service.ts';
import { SYSTEM_SOURCES } from '../aws/sources.ts';
import type { MetricSink } from '../cloudwatch/metric-sink.ts';
import { SILENT_JOURNAL } from '../journal/journal.ts';
import { memoryStore } from '../store/memory-store.ts';
import { createDynamoDb, type DynamoDb } from './dynamodb.ts';

const TableName = 'tasks';
let part: DynamoDb;
let served: ServedServices;
let client: DynamoDBClient;
let samples: Map<string, number[]>;

/** Keeps each metric's samples by its name and dimensions. */
const sink: MetricSink = {
  recorder: ({ name, dimensions }) => {
    const key = [name, ...dimensions.map(([, value]) => value)].join(' ');
    return (value) => samples.set(key, [...(samples.get(key) ?? []), value]);
  },
};

beforeEach(async () => {
  samples = new Map();
  let services: readonly AwsService[] = [];
  served = await serveServices(() => services);
  part = await createDynamoDb(
    {
      account: LOCAL_ACCOUNT,
      sources: SYSTEM_SOURCES,
      journal: SILENT_JOURNAL,
      store: memoryStore(),
      origin: served.endpoint,
    },
    sink,
  );
  services = part.services;
  client = new DynamoDBClient(clientOptions(served.endpoint));
  const keys = (name: string) => [{ AttributeName: name, KeyType: 'HASH' as const }];
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: ['id', 'owner'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
      KeySchema: keys('id'),
      GlobalSecondaryIndexes: [
        { IndexName: 'by-owner', KeySchema: keys('owner'), Projection: { ProjectionType: 'ALL' } },
      ],
    }),
  );
  samples.clear();
});
afterEach(async () => {
  client.destroy();
  await served.close();
  await part.close?.();
});

const item = (id: string, more: object = {}) => ({ id: { S: id }, ...more });
const [READ, WRITE] = ['ConsumedReadCapacityUnits', 'ConsumedWriteCapacityUnits'];

it('counts the units of tables and of their indexes', async () => {
  await client.send(new PutItemCommand({ TableName, Item: item('a', { owner: { S: 'o' } }) }));
  await client.send(new PutItemCommand({ TableName, Item: item('b', { text: { S: 'x'.repeat(3000) } }) }));
  await client.send(new GetItemCommand({ TableName, Key: item('a') }));
  await client.send(new GetItemCommand({ TableName, Key: item('a'), ConsistentRead: true }));
  await client.send(
    new QueryCommand({
      TableName,
      IndexName: 'by-owner',
      KeyConditionExpression: '#o = :o',
      ExpressionAttributeNames: { '#o': 'owner' },
      ExpressionAttributeValues: { ':o': { S: 'o' } },
    }),
  );
  expect(samples.get(`${WRITE} tasks`)).toEqual([1, 3]);
  expect(samples.get(`${WRITE} by-owner tasks`)).toEqual([1]);
  expect(samples.get(`${READ} tasks`)).toEqual([0.5, 1]);
  expect(samples.get(`${READ} by-owner tasks`)).toEqual([0.5]);
});

it('counts batches and transactions, and what the table is called by', async () => {
  const name = 'arn:aws:dynamodb:us-east-1:000000000000:table/tasks';
  const puts = ['a', 'b'].map((id) => ({ PutRequest: { Item: item(id) } }));
  await client.send(new BatchWriteItemCommand({ RequestItems: { [name]: puts } }));
  const Get = { TableName, Key: item('a') };
  await client.send(new TransactGetItemsCommand({ TransactItems: [{ Get }] }));
  expect(samples.get(`${WRITE} tasks`)).toEqual([1, 1]);
  expect(samples.get(`${READ} tasks`)).toEqual([2]);
});

it('tells how long what succeeded took, and counts failed conditions apart from errors of users', async () => {
  const Item = item('a');
  const ConditionExpression = 'attribute_not_exists(id)';
  await client.send(new PutItemCommand({ TableName, Item, ConditionExpression }));
  await expect(client.send(new PutItemCommand({ TableName, Item, ConditionExpression }))).rejects.toThrow();
  await expect(client.send(new GetItemCommand({ TableName: 'none', Key: Item }))).rejects.toThrow();
  expect(samples.get('SuccessfulRequestLatency PutItem tasks')).toEqual([expect.any(Number)]);
  expect(samples.get('ConditionalCheckFailedRequests tasks')).toEqual([1]);
  expect(samples.get('UserErrors')).toEqual([1]);
});
