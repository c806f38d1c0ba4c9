import { CreateTableCommand, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
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
      { TableName: '', Item: pk('a') },
      "1 validation error detected: Value '' at 'tableName' failed to satisfy constraint: Member must have length greater than or equal to 1",
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
