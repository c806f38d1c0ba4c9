import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  CreateTableCommand,
  DeleteItemCommand,
  PutItemCommand,
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

describe('batches', () => {
  it('write and read', async () => {
    const written = await send(
      new BatchWriteItemCommand({
        RequestItems: {
          simple: [
            { PutRequest: { Item: { ...pk('b1'), n: { N: '1' } } } },
            { PutRequest: { Item: { ...pk('b2'), n: { N: '2' } } } },
            { DeleteRequest: { Key: pk('b3') } },
          ],
        },
        ReturnConsumedCapacity: 'TOTAL',
      }),
    );
    expect(written).toMatchObject({
      UnprocessedItems: {},
      ConsumedCapacity: [{ TableName: 'simple', CapacityUnits: 3 }],
    });
    const read = await send(
      new BatchGetItemCommand({
        RequestItems: {
          simple: { Keys: [pk('b1'), pk('b2'), pk('b3')], ProjectionExpression: 'n', ConsistentRead: true },
        },
        ReturnConsumedCapacity: 'TOTAL',
      }),
    );
    expect(read).toMatchObject({
      Responses: { simple: [{ n: { N: '1' } }, { n: { N: '2' } }] },
      UnprocessedKeys: {},
      ConsumedCapacity: [{ TableName: 'simple', CapacityUnits: 3 }],
    });
  });

  const puts = (count: number) =>
    Array.from({ length: count }, (_, at) => ({ PutRequest: { Item: pk(`p${at}`) } }));
  it.each<[name: string, items: object, message: string | RegExp]>([
    ['nothing', {}, 'The requestItems parameter is required for BatchWriteItem'],
    [
      'more than 25',
      { simple: puts(26) },
      /^1 validation error detected: Value '\{simple=\[.+\]\}' at 'requestItems' failed to satisfy constraint: Map value must satisfy constraint: \[Member must have length less than or equal to 25, Member must have length greater than or equal to 1\]$/,
    ],
    [
      'one item twice',
      { simple: [...puts(1), { DeleteRequest: { Key: pk('p0') } }] },
      'Provided list of item keys contains duplicates',
    ],
    [
      'a key of another type',
      { simple: [{ PutRequest: { Item: { pk: { N: '5' } } } }] },
      'The provided key element does not match the schema',
    ],
  ])('refuse to write %s', async (_, RequestItems, message) => {
    await expect(
      send(new BatchWriteItemCommand({ RequestItems: { ...RequestItems } })),
    ).rejects.toMatchObject({
      message: typeof message === 'string' ? message : expect.stringMatching(message),
    });
  });

  it.each<[name: string, items: object, message: string]>([
    [
      'nothing',
      {},
      "1 validation error detected: Value at 'RequestItems' failed to satisfy constraint: Member must have length greater than or equal to 1",
    ],
    [
      'more than 100',
      { simple: { Keys: Array.from({ length: 101 }, (_, at) => pk(`k${at}`)) } },
      "1 validation error detected: Value at 'RequestItems.simple.member.Keys' failed to satisfy constraint: Member must have length less than or equal to 100",
    ],
    [
      'one item twice',
      { simple: { Keys: [pk('a'), pk('a')] } },
      'Provided list of item keys contains duplicates',
    ],
  ])('refuse to read %s', async (_, RequestItems, message) => {
    await expect(send(new BatchGetItemCommand({ RequestItems: { ...RequestItems } }))).rejects.toMatchObject({
      message,
    });
  });

  it('leave for later what is more than 16 MB', async () => {
    const keys = Array.from({ length: 45 }, (_, at) => pk(`large${at}`));
    for (const key of keys) {
      await send(
        new PutItemCommand({ TableName: 'simple', Item: { ...key, a: { S: 'x'.repeat(399 * 1024) } } }),
      );
    }
    const { Responses, UnprocessedKeys } = await send(
      new BatchGetItemCommand({ RequestItems: { simple: { Keys: keys } } }),
    );
    expect(Responses?.simple).toHaveLength(41);
    expect(UnprocessedKeys?.simple?.Keys).toHaveLength(4);
    for (const Key of keys) await send(new DeleteItemCommand({ TableName: 'simple', Key }));
  });
});
