import {
  CreateTableCommand,
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
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
const get = async (S: string): Promise<object | undefined> =>
  (await send(new GetItemCommand({ TableName: 'simple', Key: pk(S) }))).Item;

describe('nesting', () => {
  const wrapped = (times: number): object => (times === 0 ? { S: 'leaf' } : { M: { n: wrapped(times - 1) } });
  const put = (times: number) =>
    send(
      new PutItemCommand({
        TableName: 'simple',
        Item: { ...pk('deep'), deep: { ...wrapped(times) } as never },
      }),
    );

  it('goes 32 levels deep', async () => {
    await put(31);
    const deeper = `deep${'.n'.repeat(30)}`;
    const tooDeep = { name: 'ValidationException', message: expect.stringMatching(/^Nesting Levels/) };
    await expect(put(32)).rejects.toMatchObject(tooDeep);
    await expect(
      send(
        new UpdateItemCommand({
          TableName: 'simple',
          Key: pk('deep'),
          UpdateExpression: `SET ${deeper} = :v`,
          ExpressionAttributeValues: { ':v': { ...wrapped(2) } as never },
        }),
      ),
    ).rejects.toMatchObject(tooDeep);
  });
});

describe('GetItem', () => {
  it('projects', async () => {
    const Item = { ...pk('part'), m: { M: { a: { N: '1' }, b: { N: '2' } } }, x: { S: 'x' } };
    await send(new PutItemCommand({ TableName: 'simple', Item }));
    const { Item: found } = await send(
      new GetItemCommand({
        TableName: 'simple',
        Key: pk('part'),
        ProjectionExpression: '#m.a, gone',
        ExpressionAttributeNames: { '#m': 'm' },
      }),
    );
    expect(found).toEqual({ m: { M: { a: { N: '1' } } } });
    const { Item: old } = await send(
      new GetItemCommand({ TableName: 'simple', Key: pk('part'), AttributesToGet: ['x'] }),
    );
    expect(old).toEqual({ x: { S: 'x' } });
  });

  it.each<[name: string, key: object]>([
    ['another key', { other: { S: 'a' } }],
    ['a key of another type', { pk: { N: '1' } }],
    ['more than a key', { pk: { S: 'a' }, more: { S: 'b' } }],
  ])('refuses %s', async (_, Key) => {
    await expect(send(new GetItemCommand({ TableName: 'simple', Key: { ...Key } }))).rejects.toMatchObject({
      message: 'The provided key element does not match the schema',
    });
  });

  it('tells IAM what it reads', async () => {
    await send(new GetItemCommand({ TableName: 'simple', Key: pk('who'), ProjectionExpression: 'x, y.z' }));
    expect(dynamodb.asked.at(-1)).toEqual({
      action: 'dynamodb:GetItem',
      resource: 'arn:aws:dynamodb:us-east-1:000000000000:table/simple',
      context: {
        'dynamodb:LeadingKeys': ['who'],
        'dynamodb:Attributes': ['pk', 'x', 'y'],
        'dynamodb:Select': 'SPECIFIC_ATTRIBUTES',
      },
    });
  });

  it('finds a table by its ARN', async () => {
    const TableName = 'arn:aws:dynamodb:us-east-1:000000000000:table/simple';
    await send(new GetItemCommand({ TableName, Key: pk('a') }));
    await expect(
      send(
        new GetItemCommand({ TableName: TableName.replace('000000000000', '111111111111'), Key: pk('a') }),
      ),
    ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });
});

describe('UpdateItem', () => {
  it('makes an item that is missing, and answers what was asked for', async () => {
    const made = await send(
      new UpdateItemCommand({
        TableName: 'simple',
        Key: pk('updated'),
        UpdateExpression: 'SET a = :a, m = :m',
        ExpressionAttributeValues: { ':a': { N: '1' }, ':m': { M: { x: { N: '1' }, y: { N: '2' } } } },
        ReturnValues: 'ALL_NEW',
      }),
    );
    expect(made.Attributes).toEqual({
      ...pk('updated'),
      a: { N: '1' },
      m: { M: { x: { N: '1' }, y: { N: '2' } } },
    });
    const update = (ReturnValues: 'UPDATED_OLD' | 'UPDATED_NEW') =>
      send(
        new UpdateItemCommand({
          TableName: 'simple',
          Key: pk('updated'),
          UpdateExpression: 'SET m.x = m.x + :one ADD fresh :one REMOVE a',
          ExpressionAttributeValues: { ':one': { N: '1' } },
          ReturnValues,
        }),
      );
    expect((await update('UPDATED_OLD')).Attributes).toEqual({ a: { N: '1' }, m: { M: { x: { N: '1' } } } });
    expect((await update('UPDATED_NEW')).Attributes).toEqual({
      m: { M: { x: { N: '3' } } },
      fresh: { N: '2' },
    });
  });

  it('counts right under many hands', async () => {
    await Promise.all(
      Array.from({ length: 50 }, () =>
        send(
          new UpdateItemCommand({
            TableName: 'simple',
            Key: pk('counter'),
            UpdateExpression: 'ADD n :one',
            ExpressionAttributeValues: { ':one': { N: '1' } },
          }),
        ),
      ),
    );
    expect(await get('counter')).toEqual({ ...pk('counter'), n: { N: '50' } });
  });

  it('takes the older parameters', async () => {
    const { Attributes } = await send(
      new UpdateItemCommand({
        TableName: 'simple',
        Key: pk('legacy'),
        AttributeUpdates: {
          put: { Value: { S: 'a' } },
          add: { Action: 'ADD', Value: { N: '2' } },
          gone: { Action: 'DELETE' },
        },
        Expected: { put: { Exists: false } },
        ReturnValues: 'ALL_NEW',
      }),
    );
    expect(Attributes).toEqual({ ...pk('legacy'), put: { S: 'a' }, add: { N: '2' } });
    await expect(
      send(
        new UpdateItemCommand({
          TableName: 'simple',
          Key: pk('legacy'),
          AttributeUpdates: { put: { Value: { S: 'b' } } },
          Expected: { add: { ComparisonOperator: 'GT', AttributeValueList: [{ N: '2' }] } },
        }),
      ),
    ).rejects.toMatchObject({ name: 'ConditionalCheckFailedException' });
  });

  it.each<[name: string, expression: string, value: object, message: string]>([
    [
      'a new key',
      'SET pk = :v',
      { S: 'a' },
      'One or more parameter values were invalid: Cannot update attribute pk. This attribute is part of the key',
    ],
    [
      'a wrong key of an index',
      'SET g = :v',
      { N: '1' },
      'One or more parameter values were invalid: Type mismatch for Index Key g Expected: S Actual: N IndexName: global',
    ],
    [
      'an empty key of an index',
      'SET g = :v',
      { S: '' },
      'One or more parameter values are not valid. The update expression attempted to update a secondary index key to a value that is not supported. The AttributeValue for a key attribute cannot contain an empty string value.',
    ],
    [
      'an item that grows too large',
      'SET a = :v',
      { S: 'x'.repeat(400 * 1024) },
      'Item size to update has exceeded the maximum allowed size',
    ],
  ])('refuses %s', async (_, UpdateExpression, value, message) => {
    await expect(
      send(
        new UpdateItemCommand({
          TableName: 'indexed',
          Key: { ...pk('a'), sk: { N: '1' } },
          UpdateExpression,
          ExpressionAttributeValues: { ':v': { ...value } as never },
        }),
      ),
    ).rejects.toMatchObject({ name: 'ValidationException', message });
  });
});

describe('DeleteItem', () => {
  it('answers what it deleted, and is content with nothing', async () => {
    await send(new PutItemCommand({ TableName: 'simple', Item: pk('gone') }));
    const remove = new DeleteItemCommand({
      TableName: 'simple',
      Key: pk('gone'),
      ReturnValues: 'ALL_OLD',
    });
    expect((await send(remove)).Attributes).toEqual(pk('gone'));
    expect((await send(remove)).Attributes).toBeUndefined();
    await expect(
      send(
        new DeleteItemCommand({
          TableName: 'simple',
          Key: pk('gone'),
          ConditionExpression: 'attribute_exists(pk)',
        }),
      ),
    ).rejects.toMatchObject({ name: 'ConditionalCheckFailedException' });
  });
});
