import {
  type AttributeValue,
  BatchWriteItemCommand,
  CreateTableCommand,
  PutItemCommand,
  paginateQuery,
  paginateScan,
  QueryCommand,
  type QueryCommandInput,
  ScanCommand,
  type ScanCommandInput,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DynamoDbFixture, startDynamoDb } from './dynamodb-fixture.ts';

let dynamodb: DynamoDbFixture;
let send: DynamoDbFixture['client']['send'];

const keys = (pk: string, sk?: string) => [
  { AttributeName: pk, KeyType: 'HASH' as const },
  ...(sk === undefined ? [] : [{ AttributeName: sk, KeyType: 'RANGE' as const }]),
];
const numbers = ['-100', '-3.5', '-1', '0', '0.5', '1', '2', '10', '100'];
const texts = ['', 'a', 'aa', 'ab', 'b', 'é', '\uffff', '😀'];

beforeAll(async () => {
  dynamodb = await startDynamoDb();
  send = dynamodb.client.send.bind(dynamodb.client);
  await send(
    new CreateTableCommand({
      TableName: 'reads',
      AttributeDefinitions: [
        { AttributeName: 'pk', AttributeType: 'S' },
        { AttributeName: 'sk', AttributeType: 'N' },
        { AttributeName: 'g', AttributeType: 'S' },
        { AttributeName: 't', AttributeType: 'S' },
      ],
      KeySchema: keys('pk', 'sk'),
      BillingMode: 'PAY_PER_REQUEST',
      GlobalSecondaryIndexes: [
        { IndexName: 'by-g', KeySchema: keys('g', 't'), Projection: { ProjectionType: 'KEYS_ONLY' } },
        { IndexName: 'all', KeySchema: keys('g'), Projection: { ProjectionType: 'ALL' } },
      ],
      LocalSecondaryIndexes: [
        { IndexName: 'by-t', KeySchema: keys('pk', 't'), Projection: { ProjectionType: 'KEYS_ONLY' } },
      ],
    }),
  );
  for (const sk of numbers) {
    await send(new PutItemCommand({ TableName: 'reads', Item: { pk: { S: 'n' }, sk: { N: sk } } }));
  }
  for (const [at, t] of texts.slice(1).entries()) {
    const Item = {
      pk: { S: 't' },
      sk: { N: String(texts.length - at) },
      t: { S: t },
      g: { S: 'group' },
      extra: { N: String(at) },
    };
    await send(new PutItemCommand({ TableName: 'reads', Item }));
  }
  for (let page = 0; page < 8; page++) {
    await send(
      new BatchWriteItemCommand({
        RequestItems: {
          reads: Array.from({ length: 25 }, (_, at) => ({
            PutRequest: { Item: { pk: { S: `p${page * 25 + at}` }, sk: { N: '0' } } },
          })),
        },
      }),
    );
  }
});
afterAll(() => dynamodb.close());

const queryN = (input: Partial<QueryCommandInput> = {}) =>
  send(
    new QueryCommand({
      TableName: 'reads',
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': { S: 'n' } },
      ...input,
    }),
  );
const sortKeys = (items: Record<string, AttributeValue>[] | undefined): (string | undefined)[] =>
  (items ?? []).map(({ sk }) => sk?.N);

describe('Query', () => {
  it('answers in the order of the sort key, and backwards', async () => {
    expect(sortKeys((await queryN()).Items)).toEqual(numbers);
    expect(sortKeys((await queryN({ ScanIndexForward: false })).Items)).toEqual([...numbers].reverse());
  });

  it.each<[condition: string, values: string[], expected: string[]]>([
    ['sk = :a', ['1'], ['1']],
    ['sk = :a', ['7'], []],
    ['sk < :a', ['0'], ['-100', '-3.5', '-1']],
    ['sk <= :a', ['0'], ['-100', '-3.5', '-1', '0']],
    ['sk > :a', ['2'], ['10', '100']],
    ['sk >= :a', ['2'], ['2', '10', '100']],
    [':a >= sk', ['-2'], ['-100', '-3.5']],
    ['sk BETWEEN :a AND :b', ['-1', '1'], ['-1', '0', '0.5', '1']],
  ])('selects by %s with %j', async (condition, values, expected) => {
    const [a, b] = values;
    const input = {
      KeyConditionExpression: `pk = :pk AND ${condition}`,
      ExpressionAttributeValues: {
        ':pk': { S: 'n' },
        ':a': { N: a ?? '' },
        ...(b !== undefined && { ':b': { N: b } }),
      },
    };
    expect(sortKeys((await queryN(input)).Items)).toEqual(expected);
    const backwards = await queryN({ ...input, ScanIndexForward: false });
    expect(sortKeys(backwards.Items)).toEqual([...expected].reverse());
  });

  it('selects by the beginning of a string, in the order of its bytes', async () => {
    const query = async (prefix: string): Promise<(string | undefined)[]> => {
      const { Items } = await send(
        new QueryCommand({
          TableName: 'reads',
          IndexName: 'by-t',
          KeyConditionExpression: 'pk = :pk AND begins_with(t, :t)',
          ExpressionAttributeValues: { ':pk': { S: 't' }, ':t': { S: prefix } },
        }),
      );
      return (Items ?? []).map(({ t }) => t?.S);
    };
    expect(await query('a')).toEqual(['a', 'aa', 'ab']);
    expect(await query('ab')).toEqual(['ab']);
    const all = await send(
      new QueryCommand({
        TableName: 'reads',
        IndexName: 'by-t',
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': { S: 't' } },
      }),
    );
    expect(all.Items?.map(({ t }) => t?.S)).toEqual(texts.slice(1));
  });

  it.each([1, 2, 3, 9, 10])('gives the same in pages of %i', async (pageSize) => {
    const { client } = dynamodb;
    const found: (string | undefined)[] = [];
    let pages = 0;
    for await (const page of paginateQuery(
      { client, pageSize },
      {
        TableName: 'reads',
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': { S: 'n' } },
      },
    )) {
      pages += 1;
      found.push(...sortKeys(page.Items));
    }
    expect(found).toEqual(numbers);
    // An exact last page is followed by an empty one.
    expect(pages).toBe(Math.floor(numbers.length / pageSize) + 1);
  });

  it('counts, filters after the limit, and projects', async () => {
    const filtered = await queryN({
      FilterExpression: 'attribute_exists(nothing)',
      Limit: 3,
    });
    expect(filtered).toMatchObject({ Count: 0, ScannedCount: 3, Items: [] });
    expect(filtered.LastEvaluatedKey).toEqual({ pk: { S: 'n' }, sk: { N: '-1' } });
    const counted = await queryN({ Select: 'COUNT' });
    expect(counted.Count).toBe(numbers.length);
    expect(counted.Items).toBeUndefined();
    const projected = await queryN({ ProjectionExpression: 'sk', Limit: 1 });
    expect(projected.Items).toEqual([{ sk: { N: '-100' } }]);
  });

  it('reads a global index, page by page', async () => {
    const input: QueryCommandInput = {
      TableName: 'reads',
      IndexName: 'by-g',
      KeyConditionExpression: 'g = :g',
      ExpressionAttributeValues: { ':g': { S: 'group' } },
    };
    const first = await send(new QueryCommand({ ...input, Limit: 2 }));
    expect(first.Items).toEqual([
      { pk: { S: 't' }, sk: { N: '8' }, g: { S: 'group' }, t: { S: 'a' } },
      { pk: { S: 't' }, sk: { N: '7' }, g: { S: 'group' }, t: { S: 'aa' } },
    ]);
    expect(first.LastEvaluatedKey).toEqual(first.Items?.[1]);
    const rest = await send(new QueryCommand({ ...input, ExclusiveStartKey: first.LastEvaluatedKey }));
    expect(rest.Items?.map(({ t }) => t?.S)).toEqual(texts.slice(3));
  });

  it('fetches for a local index what it does not hold', async () => {
    const input: QueryCommandInput = {
      TableName: 'reads',
      IndexName: 'by-t',
      KeyConditionExpression: 'pk = :pk AND t = :t',
      ExpressionAttributeValues: { ':pk': { S: 't' }, ':t': { S: 'b' } },
      ReturnConsumedCapacity: 'INDEXES',
    };
    const held = await send(new QueryCommand(input));
    expect(held.Items).toEqual([{ pk: { S: 't' }, sk: { N: '5' }, t: { S: 'b' } }]);
    const all = await send(new QueryCommand({ ...input, Select: 'ALL_ATTRIBUTES' }));
    expect(all.Items?.[0]).toMatchObject({ extra: { N: '3' } });
    expect(all.ConsumedCapacity).toMatchObject({
      CapacityUnits: 1,
      Table: { CapacityUnits: 0.5 },
      LocalSecondaryIndexes: { 'by-t': { CapacityUnits: 0.5 } },
    });
    const some = await send(new QueryCommand({ ...input, ProjectionExpression: 'extra' }));
    expect(some.Items).toEqual([{ extra: { N: '3' } }]);
  });

  it('takes the older parameters', async () => {
    const { Items } = await send(
      new QueryCommand({
        TableName: 'reads',
        KeyConditions: {
          pk: { ComparisonOperator: 'EQ', AttributeValueList: [{ S: 't' }] },
          sk: { ComparisonOperator: 'LE', AttributeValueList: [{ N: '4' }] },
        },
        QueryFilter: { extra: { ComparisonOperator: 'GT', AttributeValueList: [{ N: '4' }] } },
        AttributesToGet: ['extra'],
      }),
    );
    expect(Items).toEqual([{ extra: { N: '6' } }, { extra: { N: '5' } }]);
  });

  it('ends a page before a megabyte is full', async () => {
    for (let at = 0; at < 3; at++) {
      await send(
        new PutItemCommand({
          TableName: 'reads',
          Item: { pk: { S: 'large' }, sk: { N: String(at) }, a: { S: 'x'.repeat(390_000) } },
        }),
      );
    }
    const { client } = dynamodb;
    const counts: (number | undefined)[] = [];
    for await (const page of paginateQuery(
      { client },
      {
        TableName: 'reads',
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': { S: 'large' } },
      },
    )) {
      counts.push(page.Count);
    }
    expect(counts).toEqual([2, 1]);
  });

  const startKey = (pk: string, sk: string) => ({ pk: { S: pk }, sk: { N: sk } });
  it.each<[name: string, input: Partial<QueryCommandInput>, message: string]>([
    [
      'no limit at all',
      { Limit: 0 },
      "1 validation error detected: Value at 'Limit' failed to satisfy constraint: Member must have value greater than or equal to 1",
    ],
    [
      'an unknown word',
      { Select: 'X' as never },
      "1 validation error detected: Value 'X' at 'select' failed to satisfy constraint: Member must satisfy enum value set: [SPECIFIC_ATTRIBUTES, COUNT, ALL_ATTRIBUTES, ALL_PROJECTED_ATTRIBUTES]",
    ],
    ['another key', { KeyConditionExpression: 'sk = :pk' }, 'Query condition missed key schema element: pk'],
    [
      'no condition',
      { KeyConditionExpression: undefined, ExpressionAttributeValues: undefined },
      'Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.',
    ],
    [
      'an empty condition',
      { KeyConditionExpression: '' },
      'Invalid KeyConditionExpression: The expression can not be empty;',
    ],
    ['a missing index', { IndexName: 'nowhere' }, 'The table does not have the specified index: nowhere'],
    [
      'a consistent read of a global index',
      { IndexName: 'all', KeyConditionExpression: 'g = :pk', ConsistentRead: true },
      'Consistent reads are not supported on global secondary indexes',
    ],
    [
      'what a global index does not hold',
      { IndexName: 'by-g', KeyConditionExpression: 'g = :pk', Select: 'ALL_ATTRIBUTES' },
      'One or more parameter values were invalid: Select type ALL_ATTRIBUTES is not supported for global secondary index by-g because its projection type is not ALL',
    ],
    [
      'an attribute that a global index does not hold',
      { IndexName: 'by-g', KeyConditionExpression: 'g = :pk', ProjectionExpression: 'extra' },
      'One or more parameter values were invalid: Global secondary index by-g does not project [extra]',
    ],
    [
      'a filter on the key',
      { FilterExpression: 'sk = :pk' },
      'Filter Expression can only contain non-primary key attributes: Primary key attribute: sk',
    ],
    [
      'a projection of everything',
      { Select: 'ALL_ATTRIBUTES', ProjectionExpression: 'a' },
      'Cannot specify the ProjectionExpression when choosing to get ALL_ATTRIBUTES',
    ],
    [
      'the projected attributes of no index',
      { Select: 'ALL_PROJECTED_ATTRIBUTES' },
      'One or more parameter values were invalid: ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName',
    ],
    [
      'a start of half a key',
      { ExclusiveStartKey: { pk: { S: 'n' } } },
      'The provided starting key is invalid',
    ],
    [
      'a start in another partition',
      { ExclusiveStartKey: startKey('t', '1') },
      'The provided starting key is outside query boundaries based on provided conditions',
    ],
    [
      'a start out of range',
      {
        KeyConditionExpression: 'pk = :pk AND sk > :a',
        ExpressionAttributeValues: { ':pk': { S: 'n' }, ':a': { N: '5' } },
        ExclusiveStartKey: startKey('n', '1'),
      },
      'The provided starting key does not match the range key predicate',
    ],
  ])('refuses %s', async (_, input, message) => {
    await expect(queryN(input)).rejects.toMatchObject({ name: 'ValidationException', message });
  });
});

describe('Scan', () => {
  const all = async (input: Partial<ScanCommandInput> = {}, pageSize?: number): Promise<string[]> => {
    const found: string[] = [];
    const { client } = dynamodb;
    for await (const page of paginateScan(
      { client, ...(pageSize && { pageSize }) },
      { TableName: 'reads', ProjectionExpression: 'pk, sk', ...input },
    )) {
      for (const { pk, sk } of page.Items ?? []) found.push(`${pk?.S}/${sk?.N}`);
    }
    return found.sort();
  };

  it('finds everything, whole, in pages and in segments', async () => {
    const whole = await all();
    expect(whole).toHaveLength(numbers.length + texts.length - 1 + 200 + 3);
    expect(new Set(whole).size).toBe(whole.length);
    expect(await all({}, 7)).toEqual(whole);
    const segments = await Promise.all(
      Array.from({ length: 4 }, (_, Segment) => all({ Segment, TotalSegments: 4 }, 10)),
    );
    expect(segments.flat().sort()).toEqual(whole);
    for (const segment of segments) expect(segment.length).toBeGreaterThan(20);
  });

  it('reads an index, which lacks what lacks its key', async () => {
    const { Count, Items } = await send(new ScanCommand({ TableName: 'reads', IndexName: 'all' }));
    expect(Count).toBe(texts.length - 1);
    expect(Items?.[0]).toHaveProperty('extra');
  });

  it('filters in either way', async () => {
    const filter = { FilterExpression: 'extra > :n', ExpressionAttributeValues: { ':n': { N: '4' } } };
    expect(await all(filter)).toHaveLength(2);
    const legacy: Partial<ScanCommandInput> = {
      ProjectionExpression: undefined,
      AttributesToGet: ['pk', 'sk'],
      ScanFilter: {
        extra: { ComparisonOperator: 'GT', AttributeValueList: [{ N: '4' }] },
        t: { ComparisonOperator: 'NULL' },
      },
      ConditionalOperator: 'OR',
    };
    expect(await all(legacy)).toHaveLength(2 + numbers.length + 200 + 3);
  });

  it.each<[name: string, input: Partial<ScanCommandInput>, message: string]>([
    [
      'a segment of nothing',
      { Segment: 0 },
      'The TotalSegments parameter is required but was not present in the request when Segment parameter is present',
    ],
    [
      'segments without one',
      { TotalSegments: 4 },
      'The Segment parameter is required but was not present in the request when parameter TotalSegments is present',
    ],
    [
      'a segment too many',
      { Segment: 5, TotalSegments: 5 },
      'The Segment parameter is zero-based and must be less than parameter TotalSegments: Segment: 5 is not less than TotalSegments: 5',
    ],
    [
      'no limit at all',
      { Limit: 0 },
      "1 validation error detected: Value '0' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1",
    ],
  ])('refuses %s', async (_, input, message) => {
    await expect(send(new ScanCommand({ TableName: 'reads', ...input }))).rejects.toMatchObject({ message });
  });
});
