import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { memoryStore } from '../../store/memory-store.ts';
import { callDirectly, openDynamoDb } from '../direct-call.ts';
import type { DynamoDb } from '../dynamodb.ts';

/*
 * What DynamoDB answers, in rows: what is asked, by which operation, and the answer. Tables `simple`
 * and `full` are there with a few items, and `bin`, whose keys are binary; rows follow each other on them.
 */

/** A name, an operation and its input. */
export type Asked = readonly [name: string, operation: string, input: object];
/** With the answer: the text of a ValidationException, the body of another error, or that of success. */
export type AnswerRow = readonly [...Asked, expected: string | object];

export const SIMPLE = { TableName: 'simple' } as const;
export const FULL = { TableName: 'full' } as const;
export const ON_DEMAND = { BillingMode: 'PAY_PER_REQUEST' } as const;
export const PROVISIONED = {
  ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 },
} as const;
export const RESOURCE = 'arn:aws:dynamodb:us-east-1:000000000000:table/';

export function key(pk = 'a'): Readonly<Record<string, object>> {
  return { pk: { S: pk } };
}

export function keySchema(partition: string, sort?: string): readonly object[] {
  return [
    { AttributeName: partition, KeyType: 'HASH' },
    ...(sort === undefined ? [] : [{ AttributeName: sort, KeyType: 'RANGE' }]),
  ];
}

/** Attribute definitions: strings, or `name:N` and the like. */
export function attributes(...names: string[]): readonly object[] {
  return names.map((name) => {
    const [AttributeName, AttributeType = 'S'] = name.split(':');
    return { AttributeName, AttributeType };
  });
}

export function repeat<T>(count: number, make: (at: number) => T): T[] {
  return Array.from({ length: count }, (_, at) => make(at));
}

export const update = (UpdateExpression: string, values?: object, more: object = {}): Asked => [
  UpdateExpression,
  'UpdateItem',
  {
    ...SIMPLE,
    Key: key(),
    UpdateExpression,
    ...(values && { ExpressionAttributeValues: values }),
    ReturnValues: 'UPDATED_NEW',
    ...more,
  },
];

export const statement = (Statement: string, Parameters?: readonly object[], more: object = {}): Asked => [
  Statement,
  'ExecuteStatement',
  { Statement, ...(Parameters && { Parameters }), ...more },
];

async function prepare(part: DynamoDb): Promise<void> {
  const put = (input: object): Promise<unknown> => callDirectly(part, 'PutItem', input);
  await callDirectly(part, 'CreateTable', {
    ...SIMPLE,
    AttributeDefinitions: attributes('pk'),
    KeySchema: keySchema('pk'),
    ...ON_DEMAND,
  });
  await callDirectly(part, 'CreateTable', {
    ...FULL,
    AttributeDefinitions: attributes('pk', 'sk:N', 'g', 'l'),
    KeySchema: keySchema('pk', 'sk'),
    ...ON_DEMAND,
    GlobalSecondaryIndexes: [
      {
        IndexName: 'gsi',
        KeySchema: keySchema('g'),
        Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['shown'] },
      },
    ],
    LocalSecondaryIndexes: [
      { IndexName: 'lsi', KeySchema: keySchema('pk', 'l'), Projection: { ProjectionType: 'KEYS_ONLY' } },
    ],
    StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
  });
  await callDirectly(part, 'CreateTable', {
    TableName: 'bin',
    AttributeDefinitions: attributes('pk:B', 'sk'),
    KeySchema: keySchema('pk', 'sk'),
    ...ON_DEMAND,
  });
  for (const at of [0, 1, 2, 3, 4]) {
    const Item = {
      ...key(),
      sk: { N: String(at) },
      g: { S: 'g' },
      l: { S: `l${at}` },
      shown: { N: '1' },
      hid: { N: '1' },
    };
    await put({ ...FULL, Item });
  }
  await put({
    ...SIMPLE,
    Item: {
      ...key(),
      n: { N: '5' },
      s: { S: 'str' },
      l: { L: [{ N: '1' }, { N: '2' }] },
      m: { M: { x: { N: '1' }, y: { L: [{ S: 'q' }] } } },
      ss: { SS: ['a', 'b'] },
      nul: { NULL: true },
    },
  });
}

/** Without the namespace, which `wire.test.ts` looks at. */
const shortType = (body: Readonly<Record<string, unknown>>): unknown => String(body.__type).split('#')[1];

export function describeAnswers(title: string, rows: readonly AnswerRow[]): void {
  describe(title, () => {
    let part: DynamoDb;
    beforeAll(async () => {
      part = await openDynamoDb(memoryStore());
      await prepare(part);
    });
    afterAll(() => part.close?.());

    it.each(rows)('%s', async (_, operation, input, expected) => {
      const { status, body } = await callDirectly(part, operation, input);
      if (typeof expected === 'string') {
        expect(body).toEqual({ __type: expect.stringMatching(/#ValidationException$/), message: expected });
      } else if ('__type' in expected) expect({ ...body, __type: shortType(body) }).toEqual(expected);
      else expect({ status, body }).toEqual({ status: 200, body: expected });
    });
  });
}
