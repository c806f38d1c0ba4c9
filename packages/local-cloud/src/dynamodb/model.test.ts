import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memoryStore } from '../store/memory-store.ts';
import { type AttributeValue, equalItems, type Item } from './attribute-value.ts';
import { callDirectly, openDynamoDb } from './direct-call.ts';
import type { DynamoDb } from './dynamodb.ts';
import {
  GROUPS,
  idOf,
  type Model,
  PARTITIONS,
  SORT_KEYS,
  type Step,
  scalar,
  step,
  TABLE,
} from './model-steps.ts';
import { compareNumbers } from './number.ts';

/* The engine against a plain map that does the same in the simplest way. */

const key = (...names: string[]): object[] =>
  names.map((AttributeName, at) => ({ AttributeName, KeyType: at === 0 ? 'HASH' : 'RANGE' }));
const ALL = { ProjectionType: 'ALL' };
const LATE_INDEX = { IndexName: 'late', KeySchema: key('l', 'n'), Projection: ALL };

const DEFINITION = {
  TableName: TABLE,
  AttributeDefinitions: Object.entries({ pk: 'S', sk: 'N', g: 'S', n: 'N', l: 'S' }).map(
    ([AttributeName, AttributeType]) => ({ AttributeName, AttributeType }),
  ),
  KeySchema: key('pk', 'sk'),
  BillingMode: 'PAY_PER_REQUEST',
  GlobalSecondaryIndexes: [{ IndexName: 'global', KeySchema: key('g', 'n'), Projection: ALL }],
  LocalSecondaryIndexes: [{ IndexName: 'local', KeySchema: key('pk', 'l'), Projection: ALL }],
  StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
};

async function succeed(
  part: DynamoDb,
  operation: string,
  input: object,
): Promise<Readonly<Record<string, unknown>>> {
  const { status, body } = await callDirectly(part, operation, input);
  if (status !== 200) throw new Error(JSON.stringify(body));
  return body;
}

async function addLateIndex(part: DynamoDb): Promise<void> {
  await succeed(part, 'UpdateTable', {
    TableName: TABLE,
    AttributeDefinitions: DEFINITION.AttributeDefinitions,
    GlobalSecondaryIndexUpdates: [{ Create: LATE_INDEX }],
  });
  for (;;) {
    const { Table } = await succeed(part, 'DescribeTable', { TableName: TABLE });
    const { GlobalSecondaryIndexes: indexes } = Table as {
      GlobalSecondaryIndexes: { IndexStatus: string }[];
    };
    if (indexes.every(({ IndexStatus }) => IndexStatus === 'ACTIVE')) return;
    await new Promise(setImmediate);
  }
}

/** All pages of a query or a scan. */
async function pages(part: DynamoDb, operation: string, input: object): Promise<Item[]> {
  const found: Item[] = [];
  let ExclusiveStartKey: unknown;
  do {
    const body = await succeed(part, operation, { TableName: TABLE, ExclusiveStartKey, ...input });
    found.push(...(body.Items as Item[]));
    ExclusiveStartKey = body.LastEvaluatedKey;
  } while (ExclusiveStartKey !== undefined);
  return found;
}

const compareBytes = (left: string, right: string): number =>
  Buffer.compare(Buffer.from(left), Buffer.from(right));
const compare = (left: AttributeValue | undefined, right: AttributeValue | undefined): number =>
  left && 'N' in left
    ? compareNumbers(scalar(left), scalar(right))
    : compareBytes(scalar(left), scalar(right));
const byKey = (left: Item, right: Item): number => compare(left.pk, right.pk) || compare(left.sk, right.sk);
const has =
  (...names: string[]): ((each: Item) => boolean) =>
  (each) =>
    names.every((name) => each[name] !== undefined);

function expectSame(found: readonly Item[], wanted: readonly Item[]): void {
  expect(found.map(idOf)).toEqual(wanted.map(idOf));
  expect(found.every((each, at) => equalItems(each, wanted[at] ?? {}))).toBe(true);
}

/** The same items, in the order of one attribute; among equals any order will do. */
function expectOrdered(found: readonly Item[], wanted: readonly Item[], by: string, reverse: boolean): void {
  expectSame([...found].sort(byKey), [...wanted].sort(byKey));
  for (const [at, each] of found.entries()) {
    const next = found[at + 1];
    if (next) expect(compare(each[by], next[by]) * (reverse ? -1 : 1)).toBeLessThanOrEqual(0);
  }
}

const RANGES: readonly (readonly [condition: string, holds: (order: number) => boolean])[] = [
  ['=', (order) => order === 0],
  ['<', (order) => order < 0],
  ['<=', (order) => order <= 0],
  ['>', (order) => order > 0],
  ['>=', (order) => order >= 0],
];

async function expectReads(part: DynamoDb, model: Model, Limit: number, late: boolean): Promise<void> {
  const all = [...model.values()].sort(byKey);
  expectSame((await pages(part, 'Scan', { Limit })).sort(byKey), all);
  const segments = await Promise.all(
    [0, 1, 2].map((Segment) => pages(part, 'Scan', { Limit, Segment, TotalSegments: 3 })),
  );
  expectSame(segments.flat().sort(byKey), all);
  for (const pk of PARTITIONS) {
    const partition = all.filter((each) => scalar(each.pk) === pk);
    const query = (input: object, condition = '', values: object = {}): Promise<Item[]> =>
      pages(part, 'Query', {
        Limit,
        KeyConditionExpression: `pk = :pk${condition}`,
        ExpressionAttributeValues: { ':pk': { S: pk }, ...values },
        ...input,
      });
    expectSame(await query({}), partition);
    expectSame(await query({ ScanIndexForward: false }), [...partition].reverse());
    for (const ScanIndexForward of [true, false]) {
      const found = await query({ IndexName: 'local', ScanIndexForward });
      expectOrdered(found, partition.filter(has('l')), 'l', !ScanIndexForward);
    }
    for (const [at, [operator, holds]] of RANGES.entries()) {
      const N = SORT_KEYS[at] ?? '0';
      const found = await query({}, ` AND sk ${operator} :sk`, { ':sk': { N } });
      expectSame(
        found,
        partition.filter((each) => holds(compareNumbers(scalar(each.sk), N))),
      );
    }
    expectSame(
      (await query({ IndexName: 'local' }, ' AND begins_with(l, :l)', { ':l': { S: 'l' } })).sort(byKey),
      partition.filter((each) => scalar(each.l).startsWith('l')),
    );
  }
  for (const group of GROUPS) {
    const found = await pages(part, 'Query', {
      Limit,
      IndexName: 'global',
      KeyConditionExpression: 'g = :g AND n BETWEEN :low AND :high',
      ExpressionAttributeValues: { ':g': { S: group }, ':low': { N: '-2' }, ':high': { N: '1' } },
    });
    const wanted = all.filter(
      (each) =>
        scalar(each.g) === group &&
        has('n')(each) &&
        Number(scalar(each.n)) >= -2 &&
        Number(scalar(each.n)) <= 1,
    );
    expectOrdered(found, wanted, 'n', false);
  }
  expectSame(
    (await pages(part, 'Scan', { Limit, IndexName: 'global' })).sort(byKey),
    all.filter(has('g', 'n')),
  );
  if (late)
    expectSame(
      (await pages(part, 'Scan', { Limit, IndexName: 'late' })).sort(byKey),
      all.filter(has('l', 'n')),
    );
}

/** What the stream told, put together, is the table. */
async function expectStream(part: DynamoDb, model: Model): Promise<void> {
  const { Table } = await succeed(part, 'DescribeTable', { TableName: TABLE });
  const { LatestStreamArn: arn } = Table as { LatestStreamArn: string };
  const copy: Model = new Map();
  for (const { dynamodb } of await part.streams.read(arn, undefined, 10_000)) {
    if (dynamodb.NewImage === undefined) copy.delete(idOf(dynamodb.Keys));
    else copy.set(idOf(dynamodb.Keys), dynamodb.NewImage);
  }
  expectSame([...copy.values()].sort(byKey), [...model.values()].sort(byKey));
}

async function take(part: DynamoDb, model: Model, steps: readonly Step[]): Promise<void> {
  for (const { operation, input, apply } of steps) {
    const { status, body } = await callDirectly(part, operation, input);
    if (status !== 200) expect(String(body.__type)).toMatch(/ConditionalCheckFailed|TransactionCanceled/);
    apply(model);
  }
}

describe('the engine', () => {
  it('does what a plain map does', { timeout: 300_000 }, async () => {
    const steps = fc.array(step, { maxLength: 25 });
    await fc.assert(
      fc.asyncProperty(steps, steps, fc.integer({ min: 1, max: 4 }), async (early, later, limit) => {
        const store = memoryStore();
        const model: Model = new Map();
        const first = await openDynamoDb(store);
        await succeed(first, 'CreateTable', DEFINITION);
        await take(first, model, early);
        await expectReads(first, model, limit, false);
        await addLateIndex(first);
        await first.close?.();
        const second = await openDynamoDb(store);
        await take(second, model, later);
        await expectReads(second, model, limit, true);
        await expectStream(second, model);
        await second.close?.();
      }),
      { numRuns: 100 },
    );
  });
});
