import { setTimeout } from 'node:timers/promises';
import { type LoadRequest, openConnections } from '../http-load.ts';

export const TABLE = 'Bench';
const SORT_KEYS_A_PARTITION = 100;
/** What one BatchWriteItem takes. */
const BATCH = 25;

/** Headers that every engine takes: a signature that only looks like one, since no peer verifies it. */
const HEADERS = {
  'Content-Type': 'application/x-amz-json-1.0',
  Authorization:
    'AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0000000000000000000000000000000000000000000000000000000000000000',
  'X-Amz-Date': '20260101T000000Z',
};

export function dynamoDbRequest(operation: string, input: unknown): LoadRequest {
  return {
    method: 'POST',
    path: '/',
    headers: { ...HEADERS, 'X-Amz-Target': `DynamoDB_20120810.${operation}` },
    body: JSON.stringify(input),
  };
}

const key = (index: number) => ({
  pk: { S: `owner-${Math.floor(index / SORT_KEYS_A_PARTITION)}` },
  sk: { S: `task-${String(index % SORT_KEYS_A_PARTITION).padStart(4, '0')}` },
});

const item = (index: number) => ({
  ...key(index),
  title: { S: `Task number ${index}, of the length that titles have` },
  description: { S: 'x'.repeat(200) },
  status: { S: index % 3 === 0 ? 'COMPLETED' : 'PENDING' },
  ownerStatus: { S: `owner-${Math.floor(index / SORT_KEYS_A_PARTITION)}#${index % 3}` },
  labels: { L: [{ S: 'one' }, { S: 'two' }] },
  version: { N: '1' },
});

/** Sends a request and gives the body of its answer. */
type Exchange = (load: LoadRequest) => Promise<{ toString(): string }>;

const LOADERS = 4;

/** Makes the table, with a global secondary index, and fills it. */
export async function prepare(port: number, items: number): Promise<void> {
  const connections = await openConnections(port, LOADERS);
  await fill(
    connections.map(({ exchange }) => exchange),
    items,
  );
  for (const connection of connections) connection.close();
}

/** The same through whatever answers the requests; each of `exchanges` has one under way at a time. */
export async function fill(exchanges: readonly Exchange[], items: number): Promise<void> {
  await makeTable(exchanges[0]);
  let from = 0;
  const load = async (exchange: Exchange): Promise<void> => {
    while (from < items) {
      const first = from;
      from += BATCH;
      const requests = Array.from({ length: Math.min(BATCH, items - first) }, (_, offset) => ({
        PutRequest: { Item: item(first + offset) },
      }));
      await exchange(dynamoDbRequest('BatchWriteItem', { RequestItems: { [TABLE]: requests } }));
    }
  };
  await Promise.all(exchanges.map(load));
}

async function makeTable(exchange: Exchange | undefined): Promise<void> {
  if (exchange === undefined) throw new RangeError('Nobody makes the table.');
  await exchange(
    dynamoDbRequest('CreateTable', {
      TableName: TABLE,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: ['pk', 'sk', 'ownerStatus'].map((AttributeName) => ({
        AttributeName,
        AttributeType: 'S',
      })),
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      GlobalSecondaryIndexes: [
        {
          IndexName: 'byStatus',
          KeySchema: [
            { AttributeName: 'ownerStatus', KeyType: 'HASH' },
            { AttributeName: 'sk', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'ALL' },
        },
      ],
    }),
  );
  for (;;) {
    const described = await exchange(dynamoDbRequest('DescribeTable', { TableName: TABLE }));
    if (JSON.parse(described.toString()).Table.TableStatus === 'ACTIVE') return;
    await setTimeout(50);
  }
}

/** The measured operations over a table of `items`, keys spread evenly. */
export function operations(items: number): Readonly<Record<string, () => LoadRequest>> {
  let turn = 0;
  // A step without a common divisor visits every key before it repeats one.
  const index = (): number => {
    turn = (turn + 7919) % items;
    return turn;
  };
  return {
    GetItem: () => dynamoDbRequest('GetItem', { TableName: TABLE, Key: key(index()) }),
    'Query of 25': () =>
      dynamoDbRequest('Query', {
        TableName: TABLE,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': key(index()).pk },
        Limit: 25,
      }),
    PutItem: () => dynamoDbRequest('PutItem', { TableName: TABLE, Item: item(index()) }),
    'conditional UpdateItem': () =>
      dynamoDbRequest('UpdateItem', {
        TableName: TABLE,
        Key: key(index()),
        ConditionExpression: 'attribute_exists(pk) AND version >= :one',
        UpdateExpression: 'SET version = version + :one, title = :title',
        ExpressionAttributeValues: {
          ':one': { N: '1' },
          ':title': { S: 'Another title of the usual length' },
        },
      }),
  };
}
