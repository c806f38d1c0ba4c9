import {
  CreateTableCommand,
  GetItemCommand,
  PutItemCommand,
  TransactGetItemsCommand,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { memoryStore } from '../store/memory-store.ts';
import { type DynamoDbFixture, startDynamoDb } from './dynamodb-fixture.ts';

let dynamodb: DynamoDbFixture;
let send: DynamoDbFixture['client']['send'];
let now = 1_000_000;
const store = memoryStore();
const TableName = 'accounts';
beforeAll(async () => {
  dynamodb = await startDynamoDb({ store, now: () => now });
  send = dynamodb.client.send.bind(dynamodb.client);
  await send(
    new CreateTableCommand({
      TableName,
      AttributeDefinitions: [
        { AttributeName: 'pk', AttributeType: 'S' },
        { AttributeName: 'g', AttributeType: 'S' },
      ],
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      GlobalSecondaryIndexes: [
        {
          IndexName: 'gsi',
          KeySchema: [{ AttributeName: 'g', KeyType: 'HASH' }],
          Projection: { ProjectionType: 'ALL' },
        },
      ],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
});
afterAll(() => dynamodb.close());

const pk = (S: string): { pk: { S: string } } => ({ pk: { S } });
const put = (id: string, more: object = {}, condition?: string): TransactWriteItem => ({
  Put: { TableName, Item: { ...pk(id), ...more }, ConditionExpression: condition },
});
const transact = (...TransactItems: TransactWriteItem[]) =>
  send(new TransactWriteItemsCommand({ TransactItems }));
const get = async (id: string): Promise<object | undefined> =>
  (await send(new GetItemCommand({ TableName, Key: pk(id) }))).Item;

describe('TransactWriteItems', () => {
  it('does all', async () => {
    await send(new PutItemCommand({ TableName, Item: { ...pk('old'), n: { N: '1' } } }));
    await send(new PutItemCommand({ TableName, Item: pk('gone') }));
    const { ConsumedCapacity } = await send(
      new TransactWriteItemsCommand({
        TransactItems: [
          put('new', { g: { S: 'a' } }),
          {
            Update: {
              TableName,
              Key: pk('old'),
              UpdateExpression: 'SET n = n + :n',
              ExpressionAttributeValues: { ':n': { N: '1' } },
            },
          },
          { Delete: { TableName, Key: pk('gone') } },
          {
            ConditionCheck: {
              TableName,
              Key: pk('nobody'),
              ConditionExpression: 'attribute_not_exists(pk)',
            },
          },
        ],
        ReturnConsumedCapacity: 'INDEXES',
      }),
    );
    expect(await get('new')).toBeDefined();
    expect(await get('old')).toMatchObject({ n: { N: '2' } });
    expect(await get('gone')).toBeUndefined();
    const units = (CapacityUnits: number): object => ({ CapacityUnits, WriteCapacityUnits: CapacityUnits });
    expect(ConsumedCapacity).toEqual([
      { TableName, ...units(10), Table: units(8), GlobalSecondaryIndexes: { gsi: units(2) } },
    ]);
  });

  it('does nothing when one condition fails, and says which', async () => {
    await send(new PutItemCommand({ TableName, Item: { ...pk('there'), n: { N: '1' } } }));
    const failing = put('there', {}, 'attribute_not_exists(pk)');
    await expect(
      transact(put('fresh'), {
        Put: {
          TableName,
          ...failing.Put,
          Item: failing.Put?.Item,
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        },
      }),
    ).rejects.toMatchObject({
      name: 'TransactionCanceledException',
      message:
        'Transaction cancelled, please refer cancellation reasons for specific reasons [None, ConditionalCheckFailed]',
      CancellationReasons: [
        { Code: 'None' },
        {
          Code: 'ConditionalCheckFailed',
          Message: 'The conditional request failed',
          Item: { ...pk('there'), n: { N: '1' } },
        },
      ],
    });
    expect(await get('fresh')).toBeUndefined();
  });

  const cancelled: [name: string, action: TransactWriteItem, message: string][] = [
    [
      'a key of another type',
      { Put: { TableName, Item: { pk: { N: '5' } } } },
      'One or more parameter values were invalid: Type mismatch for key pk expected: S actual: N',
    ],
    [
      'a wrong key of an index',
      put('a', { g: { N: '1' } }),
      'One or more parameter values were invalid: Type mismatch for Index Key g Expected: S Actual: N IndexName: gsi',
    ],
    [
      'a wrong key to delete',
      { Delete: { TableName, Key: { pk: { N: '5' } } } },
      'The provided key element does not match the schema',
    ],
    [
      'an update that grows too large',
      {
        Update: {
          TableName,
          Key: pk('a'),
          UpdateExpression: 'SET a = :v',
          ExpressionAttributeValues: { ':v': { S: 'x'.repeat(400 * 1024) } },
        },
      },
      'Item size to update has exceeded the maximum allowed size',
    ],
  ];
  it.each(cancelled)('is cancelled for %s', async (_, action, Message) => {
    await expect(transact(action)).rejects.toMatchObject({
      name: 'TransactionCanceledException',
      CancellationReasons: [{ Code: 'ValidationError', Message }],
    });
  });

  const update = (expression: string, value: object): TransactWriteItem => ({
    Update: {
      TableName,
      Key: pk('a'),
      UpdateExpression: expression,
      ExpressionAttributeValues: { ':v': { ...value } as never },
    },
  });
  it.each<[name: string, actions: TransactWriteItem[], message: string | RegExp]>([
    [
      'nothing',
      [],
      "1 validation error detected: Value '[]' at 'transactItems' failed to satisfy constraint: Member must have length greater than or equal to 1",
    ],
    [
      'more than 100',
      Array.from({ length: 101 }, (_, at) => put(`p${at}`)),
      /^1 validation error detected: Value '\[.+\]' at 'transactItems' failed to satisfy constraint: Member must have length less than or equal to 100$/,
    ],
    [
      'one item twice',
      [put('a'), put('a')],
      'Transaction request cannot include multiple operations on one item',
    ],
    ['an action that is none', [{}], 'TransactItems can only contain one of Check, Put, Update or Delete'],
    [
      'an empty key',
      [put('')],
      'One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: pk',
    ],
    [
      'an empty key of an index',
      [update('SET g = :v', { S: '' })],
      'One or more parameter values are not valid. The update expression attempted to update a secondary index key to a value that is not supported. The AttributeValue for a key attribute cannot contain an empty string value.',
    ],
    [
      'an item too large',
      [put('a', { a: { S: 'x'.repeat(400 * 1024) } })],
      'Item size has exceeded the maximum allowed size',
    ],
    [
      'more than 4 MB',
      Array.from({ length: 12 }, (_, at) => put(`p${at}`, { a: { S: 'x'.repeat(350_000) } })),
      'Collection size of items requested has exceeded the limit of 4 MB',
    ],
  ])('is refused for %s', async (_, actions, message) => {
    await expect(transact(...actions)).rejects.toMatchObject({
      name: 'ValidationException',
      message: typeof message === 'string' ? message : expect.stringMatching(message),
    });
  });

  it('keeps the sum when money moves between accounts', async () => {
    const ids = ['a1', 'a2', 'a3'];
    for (const id of ids) await send(new PutItemCommand({ TableName, Item: { ...pk(id), n: { N: '100' } } }));
    const add = (id: string, n: number): TransactWriteItem => ({
      Update: {
        TableName,
        Key: pk(id),
        UpdateExpression: 'ADD n :n',
        ExpressionAttributeValues: { ':n': { N: String(n) } },
      },
    });
    const sums: number[] = [];
    const read = async (): Promise<void> => {
      const { Responses } = await send(
        new TransactGetItemsCommand({
          TransactItems: ids.map((id) => ({ Get: { TableName, Key: pk(id) } })),
        }),
      );
      sums.push((Responses ?? []).reduce((sum, { Item }) => sum + Number(Item?.n?.N), 0));
    };
    await Promise.all(
      Array.from({ length: 30 }, (_, at) => [
        transact(add(ids[at % 3] ?? '', -1), add(ids[(at + 1) % 3] ?? '', 1)),
        read(),
      ]).flat(),
    );
    expect(new Set(sums)).toEqual(new Set([300]));
  });

  it('authorizes each action as what it is', async () => {
    const before = dynamodb.asked.length;
    await transact(put('iam'));
    expect(dynamodb.asked.slice(before)).toEqual([
      {
        action: 'dynamodb:PutItem',
        resource: 'arn:aws:dynamodb:us-east-1:000000000000:table/accounts',
        context: {
          'dynamodb:LeadingKeys': ['iam'],
          'dynamodb:Attributes': ['pk'],
          'dynamodb:EnclosingOperation': 'TransactWriteItems',
        },
      },
    ]);
  });
});

describe('a client request token', () => {
  const add = (token: string, n: string, on: DynamoDbFixture = dynamodb) =>
    on.client.send(
      new TransactWriteItemsCommand({
        ClientRequestToken: token,
        TransactItems: [
          {
            Update: {
              TableName,
              Key: pk('token'),
              UpdateExpression: 'ADD n :n',
              ExpressionAttributeValues: { ':n': { N: n } },
            },
          },
        ],
        ReturnConsumedCapacity: 'TOTAL',
      }),
    );

  it('makes a repetition do nothing, for ten minutes', async () => {
    expect((await add('t1', '1')).ConsumedCapacity?.[0]).toMatchObject({ WriteCapacityUnits: 2 });
    expect((await add('t1', '1')).ConsumedCapacity?.[0]).toMatchObject({ ReadCapacityUnits: 2 });
    expect(await get('token')).toMatchObject({ n: { N: '1' } });
    now += 10 * 60 * 1000 + 1;
    await add('t1', '1');
    expect(await get('token')).toMatchObject({ n: { N: '2' } });
  });

  it('makes one of two at once do nothing', async () => {
    await Promise.all([add('t2', '10'), add('t2', '10')]);
    expect(await get('token')).toMatchObject({ n: { N: '12' } });
  });

  it('refuses another transaction', async () => {
    await add('t3', '0');
    await expect(add('t3', '5')).rejects.toMatchObject({ name: 'IdempotentParameterMismatchException' });
  });

  it('is known after a restart', async () => {
    await add('t4', '100');
    await dynamodb.part.close?.();
    const again = await startDynamoDb({ store, now: () => now });
    await add('t4', '100', again);
    const { Item } = await again.client.send(new GetItemCommand({ TableName, Key: pk('token') }));
    expect(Item).toMatchObject({ n: { N: '112' } });
    await again.close();
  });
});

describe('TransactGetItems', () => {
  it('answers in order, with holes', async () => {
    await send(new PutItemCommand({ TableName, Item: { ...pk('one'), a: { S: 'x' } } }));
    const { Responses, ConsumedCapacity } = await send(
      new TransactGetItemsCommand({
        TransactItems: [
          { Get: { TableName, Key: pk('hole') } },
          { Get: { TableName, Key: pk('one'), ProjectionExpression: 'a' } },
        ],
        ReturnConsumedCapacity: 'TOTAL',
      }),
    );
    expect(Responses).toEqual([{}, { Item: { a: { S: 'x' } } }]);
    expect(ConsumedCapacity).toEqual([{ TableName, CapacityUnits: 4, ReadCapacityUnits: 4 }]);
  });

  it('is cancelled for a key that does not fit', async () => {
    await expect(
      send(
        new TransactGetItemsCommand({
          TransactItems: [
            { Get: { TableName, Key: pk('a') } },
            { Get: { TableName, Key: { pk: { N: '1' } } } },
          ],
        }),
      ),
    ).rejects.toMatchObject({
      CancellationReasons: [
        { Code: 'None' },
        { Code: 'ValidationError', Message: 'The provided key element does not match the schema' },
      ],
    });
  });
});
