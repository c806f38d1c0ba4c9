import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  CreateTableCommand,
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DynamoDbFixture, startDynamoDb } from './dynamodb-fixture.ts';

let dynamodb: DynamoDbFixture;
let send: DynamoDbFixture['client']['send'];
beforeAll(async () => {
  dynamodb = await startDynamoDb();
  send = dynamodb.client.send.bind(dynamodb.client);
  await send(
    new CreateTableCommand({
      TableName: 'simple',
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
  await send(
    new CreateTableCommand({
      TableName: 'indexed',
      AttributeDefinitions: [
        { AttributeName: 'pk', AttributeType: 'S' },
        { AttributeName: 'sk', AttributeType: 'N' },
        { AttributeName: 'g', AttributeType: 'S' },
        { AttributeName: 'l', AttributeType: 'S' },
      ],
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      BillingMode: 'PAY_PER_REQUEST',
      GlobalSecondaryIndexes: [
        {
          IndexName: 'global',
          KeySchema: [{ AttributeName: 'g', KeyType: 'HASH' }],
          Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['shown'] },
        },
      ],
      LocalSecondaryIndexes: [
        {
          IndexName: 'local',
          KeySchema: [
            { AttributeName: 'pk', KeyType: 'HASH' },
            { AttributeName: 'l', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'KEYS_ONLY' },
        },
      ],
    }),
  );
});
afterAll(() => dynamodb.close());

const pk = (S: string): { pk: { S: string } } => ({ pk: { S } });
const get = async (S: string): Promise<object | undefined> =>
  (await send(new GetItemCommand({ TableName: 'simple', Key: pk(S) }))).Item;

describe('PutItem', () => {
  it('keeps every type, in the one form of its numbers', async () => {
    const Item = {
      ...pk('types'),
      n: { N: '-1.50E2' },
      b: { B: new Uint8Array([0, 255]) },
      t: { BOOL: true },
      z: { NULL: true },
      ss: { SS: ['b', 'a'] },
      ns: { NS: ['1.0', '2'] },
      bs: { BS: [new Uint8Array([1])] },
      l: { L: [{ S: '' }, { M: { deep: { L: [] } } }] },
      m: { M: { 'a b': { N: '007' } } },
    };
    await send(new PutItemCommand({ TableName: 'simple', Item }));
    expect(await get('types')).toEqual({
      ...Item,
      n: { N: '-150' },
      ns: { NS: ['1', '2'] },
      m: { M: { 'a b': { N: '7' } } },
    });
  });

  it('keeps a name that objects treat specially', async () => {
    const item = '{"pk":{"S":"special"},"__proto__":{"M":{"__proto__":{"S":"a"}}}}';
    await dynamodb.send('DynamoDB_20120810.PutItem', `{"TableName":"simple","Item":${item}}`);
    const read = (extra: string): Promise<string> =>
      dynamodb
        .send('DynamoDB_20120810.GetItem', `{"TableName":"simple","Key":{"pk":{"S":"special"}}${extra}}`)
        .then((response) => response.text());
    expect(await read('')).toBe(`{"Item":${item}}`);
    const names = ',"ProjectionExpression":"#p.#p","ExpressionAttributeNames":{"#p":"__proto__"}';
    expect(await read(names)).toBe('{"Item":{"__proto__":{"M":{"__proto__":{"S":"a"}}}}}');
  });

  it('answers the item that it replaced', async () => {
    const first = await send(
      new PutItemCommand({ TableName: 'simple', Item: pk('old'), ReturnValues: 'ALL_OLD' }),
    );
    expect(first.Attributes).toBeUndefined();
    const second = await send(
      new PutItemCommand({
        TableName: 'simple',
        Item: { ...pk('old'), a: { N: '1' } },
        ReturnValues: 'ALL_OLD',
      }),
    );
    expect(second.Attributes).toEqual(pk('old'));
  });

  it('keeps to its condition', async () => {
    const put = new PutItemCommand({
      TableName: 'simple',
      Item: { ...pk('once'), n: { N: '1' } },
      ConditionExpression: 'attribute_not_exists(pk)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    await send(put);
    await expect(send(put)).rejects.toMatchObject({
      name: 'ConditionalCheckFailedException',
      message: 'The conditional request failed',
      Item: { ...pk('once'), n: { N: '1' } },
    });
  });

  it('lets one of many win', async () => {
    const outcomes = await Promise.allSettled(
      Array.from({ length: 20 }, (_, at) =>
        send(
          new PutItemCommand({
            TableName: 'simple',
            Item: { ...pk('race'), winner: { N: String(at) } },
            ConditionExpression: 'attribute_not_exists(pk)',
          }),
        ),
      ),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  const large = 'x'.repeat(400 * 1024 - 'pk'.length - 'at'.length - 'a'.length);
  it('takes an item of exactly 400 KB', async () => {
    await send(new PutItemCommand({ TableName: 'simple', Item: { ...pk('at'), a: { S: large } } }));
  });

  it.each<[name: string, input: object, message: string]>([
    [
      'a byte more',
      { Item: { ...pk('at'), a: { S: `${large}x` } } },
      'Item size has exceeded the maximum allowed size',
    ],
    ['no key', { Item: {} }, 'One or more parameter values were invalid: Missing the key pk in the item'],
    [
      'a key of another type',
      { Item: { pk: { N: '1' } } },
      'One or more parameter values were invalid: Type mismatch for key pk expected: S actual: N',
    ],
    [
      'an empty key',
      { Item: pk('') },
      'One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: pk',
    ],
    [
      'a long key',
      { Item: pk('x'.repeat(2049)) },
      'One or more parameter values were invalid: Size of hashkey has exceeded the maximum size limit of2048 bytes',
    ],
    [
      'a value without type',
      { Item: { ...pk('a'), v: {} } },
      'Supplied AttributeValue is empty, must contain exactly one of the supported datatypes',
    ],
    [
      'a value of two types',
      { Item: { ...pk('a'), v: { S: 'a', N: '1' } } },
      'Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes',
    ],
    [
      'an empty set',
      { Item: { ...pk('a'), v: { SS: [] } } },
      'One or more parameter values were invalid: An string set  may not be empty',
    ],
    [
      'a set with a member twice',
      { Item: { ...pk('a'), v: { SS: ['a', 'a'] } } },
      'One or more parameter values were invalid: Input collection [a, a] contains duplicates.',
    ],
    [
      'a set with a number twice',
      { Item: { ...pk('a'), v: { NS: ['1', '1.0'] } } },
      'Input collection contains duplicates',
    ],
    [
      'what is no number',
      { Item: { ...pk('a'), v: { N: 'b' } } },
      'The parameter cannot be converted to a numeric value: b',
    ],
    [
      'a wish for new values',
      { Item: pk('a'), ReturnValues: 'ALL_NEW' },
      'ReturnValues can only be ALL_OLD or NONE',
    ],
    [
      'unknown words',
      { Item: pk('a'), ReturnValues: 'X', ReturnConsumedCapacity: 'X', ReturnItemCollectionMetrics: 'X' },
      "3 validation errors detected: Value 'X' at 'returnValues' failed to satisfy constraint: Member must satisfy enum value set: [ALL_NEW, UPDATED_OLD, ALL_OLD, NONE, UPDATED_NEW]; Value 'X' at 'returnConsumedCapacity' failed to satisfy constraint: Member must satisfy enum value set: [INDEXES, TOTAL, NONE]; Value 'X' at 'returnItemCollectionMetrics' failed to satisfy constraint: Member must satisfy enum value set: [SIZE, NONE]",
    ],
    [
      'an empty table name',
      { TableName: '', Item: pk('a'), ReturnValues: 'X' },
      "1 validation error detected: Value at 'TableName' failed to satisfy constraint: Member must have length greater than or equal to 1",
    ],
    [
      'a table name of strange characters',
      { TableName: 'bad table!', Item: pk('a') },
      "1 validation error detected: Value 'bad table!' at 'tableName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+",
    ],
    [
      'old and new parameters together',
      { Item: pk('a'), Expected: { pk: { Exists: false } }, ConditionExpression: 'attribute_exists(pk)' },
      'Can not use both expression and non-expression parameters in the same request: Non-expression parameters: {Expected} Expression parameters: {ConditionExpression}',
    ],
    [
      'a value that nobody uses',
      {
        Item: pk('a'),
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeValues: { ':v': { S: 'a' } },
      },
      'Value provided in ExpressionAttributeValues unused in expressions: keys: {:v}',
    ],
    [
      'a bad value in an expression',
      {
        Item: pk('a'),
        ConditionExpression: 'pk = :v',
        ExpressionAttributeValues: { ':v': { N: 'b' } },
      },
      'ExpressionAttributeValues contains invalid value: The parameter cannot be converted to a numeric value: b for key :v',
    ],
  ])('refuses %s', async (_, input, message) => {
    await expect(
      send(new PutItemCommand({ TableName: 'simple', Item: pk('x'), ...input })),
    ).rejects.toMatchObject({ name: 'ValidationException', message });
  });

  it.each<[name: string, item: object, message: string]>([
    [
      'a wrong key of an index',
      { g: { N: '1' } },
      'One or more parameter values were invalid: Type mismatch for Index Key g Expected: S Actual: N IndexName: global',
    ],
    [
      'an empty key of an index',
      { g: { S: '' } },
      'One or more parameter values are not valid. A value specified for a secondary index key is not supported. The AttributeValue for a key attribute cannot contain an empty string value. IndexName: global, IndexKey: g',
    ],
  ])('refuses %s', async (_, item, message) => {
    const Item = { ...pk('a'), sk: { N: '1' }, ...item };
    await expect(send(new PutItemCommand({ TableName: 'indexed', Item }))).rejects.toMatchObject({ message });
  });

  it('misses a table', async () => {
    await expect(send(new PutItemCommand({ TableName: 'nowhere', Item: pk('a') }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'Requested resource not found',
    });
  });
});

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
    ['nothing', {}, 'The requestItems parameter is required for BatchGetItem'],
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
