import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { memoryStore } from '../store/memory-store.ts';
import { callDirectly, openDynamoDb } from './direct-call.ts';
import type { DynamoDb } from './dynamodb.ts';

/*
 * Global indexes whose keys have several attributes, as the developer guide has them:
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.DesignPattern.MultiAttributeKeys.html
 */

const MATCHES = { TableName: 'matches' } as const;
const BY_ROUND = { ...MATCHES, IndexName: 'by-round' } as const;
const hash = (AttributeName: string) => ({ AttributeName, KeyType: 'HASH' });
const range = (AttributeName: string) => ({ AttributeName, KeyType: 'RANGE' });
const KEYS = [hash('cup'), hash('area'), range('round'), range('court'), range('id')];
const definitions = (...names: string[]) =>
  names.map((AttributeName) => ({ AttributeName, AttributeType: AttributeName === 'round' ? 'N' : 'S' }));
const indexOf = (KeySchema: readonly object[]) => [
  { IndexName: 'by-round', KeySchema, Projection: { ProjectionType: 'KEYS_ONLY' } },
];

let part: DynamoDb;

type WireItem = Readonly<Record<string, Readonly<Record<string, string>>>>;
interface Answer {
  readonly Items?: readonly WireItem[];
  readonly LastEvaluatedKey?: WireItem;
  readonly Table?: object;
  /** Of a refusal. */
  readonly message?: string;
}

async function ask(operation: string, input: object): Promise<Answer> {
  return (await callDirectly(part, operation, input)).body;
}

beforeAll(async () => {
  part = await openDynamoDb(memoryStore());
  await ask('CreateTable', {
    ...MATCHES,
    AttributeDefinitions: definitions('id', 'cup', 'area', 'round', 'court'),
    KeySchema: [hash('id')],
    BillingMode: 'PAY_PER_REQUEST',
    GlobalSecondaryIndexes: indexOf(KEYS),
  });
  let id = 0;
  for (const cup of ['a', 'ab'])
    for (const area of ['b', '']) {
      for (const round of ['2', '10', '-1'])
        for (const court of ['x', 'xy', 'z']) {
          const Item = {
            id: { S: `m${id++}` },
            cup: { S: cup },
            ...(area !== '' && { area: { S: area } }),
            round: { N: round },
            court: { S: court },
            score: { N: '1' },
          };
          await ask('PutItem', { ...MATCHES, Item });
        }
    }
});
afterAll(() => part.close?.());

const VALUES: Readonly<Record<string, object>> = {
  ':cup': { S: 'a' },
  ':area': { S: 'b' },
  ':two': { N: '2' },
  ':ten': { N: '10' },
  ':x': { S: 'x' },
  ':y': { S: 'y' },
};

async function query(KeyConditionExpression: string, more: object = {}): Promise<unknown> {
  const used = Object.entries(VALUES).filter(([name]) =>
    new RegExp(`${name}\\b`).test(KeyConditionExpression),
  );
  const answer = await ask('Query', {
    ...BY_ROUND,
    KeyConditionExpression,
    ExpressionAttributeValues: Object.fromEntries(used),
    ...more,
  });
  return places(answer) ?? answer.message;
}

function places({ Items }: Answer): string | undefined {
  return Items?.map(({ round, court }) => `${round?.N}${court?.S}`).join(' ');
}

const PARTITION = 'cup = :cup AND area = :area';

describe('a global index whose key has several attributes', () => {
  it.each([
    ['all of a partition, in the order of the sort key', PARTITION, '-1x -1xy -1z 2x 2xy 2z 10x 10xy 10z'],
    ['in any order of conditions', 'area = :area AND cup = :cup AND round = :two', '2x 2xy 2z'],
    ['a range of the first', `${PARTITION} AND round > :two`, '10x 10xy 10z'],
    ['up to a value of the first', `${PARTITION} AND round <= :two`, '-1x -1xy -1z 2x 2xy 2z'],
    ['between values of the first', `${PARTITION} AND round BETWEEN :two AND :ten`, '2x 2xy 2z 10x 10xy 10z'],
    ['a value of the second', `${PARTITION} AND round = :two AND court = :x`, '2x'],
    ['a prefix of the second', `${PARTITION} AND round = :two AND begins_with(court, :x)`, '2x 2xy'],
    ['a range of the second stays in the first', `${PARTITION} AND round = :two AND court > :x`, '2xy 2z'],
    ['the other side of it', `${PARTITION} AND round = :two AND court < :y`, '2x 2xy'],
    ['part of the partition key', 'cup = :cup', 'Query condition missed key schema element: area'],
    ['no value of the partition key', 'cup = :cup AND area > :area', 'Query key condition not supported'],
    [
      'a sort attribute left out',
      `${PARTITION} AND court = :x`,
      'Query condition missed key schema element: round',
    ],
    [
      'something behind a range',
      `${PARTITION} AND round > :two AND court = :x`,
      'Query key condition not supported',
    ],
    [
      'another type',
      `${PARTITION} AND round = :x`,
      'One or more parameter values were invalid: Condition parameter type does not match schema type',
    ],
  ])('%s', async (_, condition, expected) => {
    expect(await query(condition)).toBe(expected);
  });

  it('is read backwards', async () => {
    expect(await query(`${PARTITION} AND round = :two`, { ScanIndexForward: false })).toBe('2z 2xy 2x');
  });

  it('holds only items that have all of its key, and is read in pages whose keys have all of it', async () => {
    const seen: string[] = [];
    let start: object | undefined;
    do {
      const page = await ask('Scan', { ...BY_ROUND, Limit: 5, ...(start && { ExclusiveStartKey: start }) });
      seen.push(...(page.Items ?? []).map(({ id }) => String(id?.S)));
      start = page.LastEvaluatedKey;
      if (start) expect(Object.keys(start).sort()).toEqual(['area', 'court', 'cup', 'id', 'round']);
    } while (start);
    expect(new Set(seen).size).toBe(18);
    expect(seen).toHaveLength(18);
  });

  it('is queried in pages', async () => {
    const first = await ask('Query', {
      ...BY_ROUND,
      KeyConditionExpression: PARTITION,
      ExpressionAttributeValues: { ':cup': VALUES[':cup'], ':area': VALUES[':area'] },
      Limit: 4,
    });
    expect(await query(PARTITION, { ExclusiveStartKey: first.LastEvaluatedKey })).toBe('2xy 2z 10x 10xy 10z');
  });

  it('follows its items', async () => {
    const Key = { id: { S: 'm0' } };
    const change = (UpdateExpression: string, more: object = {}): Promise<unknown> =>
      ask('UpdateItem', { ...MATCHES, Key, UpdateExpression, ...more });
    await change('REMOVE area');
    expect(await query(`${PARTITION} AND round = :two`)).toBe('2xy 2z');
    await change('SET area = :area', { ExpressionAttributeValues: { ':area': VALUES[':area'] } });
    expect(await query(`${PARTITION} AND round = :two`)).toBe('2x 2xy 2z');
  });

  it('refuses values that are no key, and keys that are too large together', async () => {
    const put = async (more: object): Promise<unknown> => {
      const item = {
        id: { S: 'new' },
        cup: { S: 'a' },
        area: { S: 'b' },
        round: { N: '1' },
        court: { S: 'c' },
      };
      return (await ask('PutItem', { ...MATCHES, Item: { ...item, ...more } })).message;
    };
    expect(await put({ area: { N: '1' } })).toContain(
      'Type mismatch for Index Key area Expected: S Actual: N IndexName: by-round',
    );
    expect(await put({ court: { S: '' } })).toContain('IndexName: by-round, IndexKey: court');
    expect(await put({ cup: { S: 'a'.repeat(1500) }, area: { S: 'b'.repeat(600) } })).toContain(
      'Size of hashkey has exceeded the maximum size limit of2048 bytes',
    );
    expect(await put({ court: { S: 'c'.repeat(1025) } })).toContain('Aggregated size of all range keys');
  });

  it('is described with all of its key', async () => {
    const { Table } = await ask('DescribeTable', MATCHES);
    expect(Table).toMatchObject({ GlobalSecondaryIndexes: [{ KeySchema: KEYS }] });
  });

  it('is read by statements', async () => {
    const select = async (where: string): Promise<string | undefined> =>
      places(
        await ask('ExecuteStatement', {
          Statement: `SELECT round, court FROM "matches"."by-round" WHERE ${where}`,
        }),
      );
    expect(await select(`cup = 'a' AND area = 'b' AND round = 2 AND court > 'x'`)).toBe('2xy 2z');
    expect(await select(`cup = 'a' AND area = 'b' AND court = 'x'`)).toBe('-1x 2x 10x');
    expect(await select(`cup = 'ab' AND round = 2`)).toHaveLength('2x 2xy 2z'.length);
  });

  it('comes to a table that has items', async () => {
    const Create = { ...indexOf([hash('cup'), hash('court'), range('round')])[0], IndexName: 'late' };
    await ask('UpdateTable', { ...MATCHES, GlobalSecondaryIndexUpdates: [{ Create }] });
    const late = (): Promise<Answer> =>
      ask('Query', {
        ...MATCHES,
        IndexName: 'late',
        KeyConditionExpression: 'cup = :cup AND court = :x',
        ExpressionAttributeValues: { ':cup': VALUES[':cup'], ':x': VALUES[':x'] },
      });
    await expect.poll(async () => (await late()).Items?.length, { timeout: 10_000 }).toBe(6);
  });

  it.each([
    [
      'one attribute twice',
      [hash('cup'), hash('cup')],
      'Both the Hash Key and the Range Key element in the KeySchema have the same name',
    ],
    [
      'a sort key first',
      [range('cup'), hash('area')],
      'Invalid KeySchema: The first KeySchemaElement is not a HASH key type',
    ],
    [
      'a partition key behind a sort key',
      [hash('cup'), range('court'), hash('area')],
      'Invalid KeySchema: HASH key types must come before RANGE key types',
    ],
    [
      'five attributes',
      ['cup', 'area', 'court', 'id', 'e'].map(hash),
      'Invalid KeySchema: A key has at most 4 attributes of each key type',
    ],
    [
      'an attribute that is not defined',
      [hash('cup'), hash('nope')],
      'One or more parameter values were invalid: Some index key attributes are not defined in AttributeDefinitions. Keys: [cup, nope], AttributeDefinitions: [id, cup, area, court, e]',
    ],
  ])('refuses %s', async (_, keys, message) => {
    const answer = await ask('CreateTable', {
      TableName: 'refused',
      AttributeDefinitions: definitions('id', 'cup', 'area', 'court', 'e'),
      KeySchema: [hash('id')],
      BillingMode: 'PAY_PER_REQUEST',
      GlobalSecondaryIndexes: indexOf(keys),
    });
    expect(answer.message).toBe(message);
  });
});
