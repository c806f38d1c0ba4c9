import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memoryStore } from '../store/memory-store.ts';
import { type AttributeValue, equalItems, type Item } from './attribute-value.ts';
import { callDirectly, openDynamoDb } from './direct-call.ts';
import { compareNumbers } from './number.ts';

/* The engine against a plain map that does the same in the simplest way. */

const pks = ['a', 'b'];
const sks = ['-2', '0', '0.5', '10', '9'];
const groups = ['x', 'y'];

const key = fc.record({
  pk: fc.constantFrom(...pks).map((S) => ({ S })),
  sk: fc.constantFrom(...sks).map((N) => ({ N })),
});
const item = fc
  .tuple(
    key,
    fc.record(
      {
        g: fc.constantFrom(...groups).map((S) => ({ S })),
        n: fc.integer({ min: 0, max: 3 }).map((n) => ({ N: String(n) })),
      },
      { requiredKeys: [] },
    ),
  )
  .map(([own, rest]): Item => ({ ...own, ...rest }));

type Step =
  | { readonly kind: 'put'; readonly item: Item }
  | { readonly kind: 'delete'; readonly key: Item }
  | { readonly kind: 'count'; readonly key: Item; readonly by: number }
  | { readonly kind: 'move'; readonly key: Item; readonly to: string | undefined }
  | { readonly kind: 'once'; readonly items: readonly Item[] };

const step: fc.Arbitrary<Step> = fc.oneof(
  item.map((each): Step => ({ kind: 'put', item: each })),
  key.map((each): Step => ({ kind: 'delete', key: each })),
  fc
    .tuple(key, fc.integer({ min: -3, max: 3 }))
    .map(([each, by]): Step => ({ kind: 'count', key: each, by })),
  fc
    .tuple(key, fc.option(fc.constantFrom(...groups), { nil: undefined }))
    .map(([each, to]): Step => ({ kind: 'move', key: each, to })),
  fc
    .uniqueArray(item, { selector: (each) => idOf(each), minLength: 1, maxLength: 3 })
    .map((items): Step => ({ kind: 'once', items })),
);

function scalar(value: AttributeValue | undefined): string {
  return value === undefined ? '' : String(Object.values(value)[0]);
}
const idOf = (each: Item): string => `${scalar(each.pk)}/${scalar(each.sk)}`;

function applyToModel(model: Map<string, Item>, action: Step): void {
  switch (action.kind) {
    case 'put':
      model.set(idOf(action.item), action.item);
      return;
    case 'delete':
      model.delete(idOf(action.key));
      return;
    case 'count': {
      const before = model.get(idOf(action.key)) ?? action.key;
      const n = Number(scalar(before.n) || 0) + action.by;
      model.set(idOf(action.key), { ...before, n: { N: String(n) } });
      return;
    }
    case 'move': {
      const { g: _before, ...rest } = model.get(idOf(action.key)) ?? action.key;
      model.set(idOf(action.key), action.to === undefined ? rest : { ...rest, g: { S: action.to } });
      return;
    }
    case 'once':
      if (action.items.some((each) => model.has(idOf(each)))) return;
      for (const each of action.items) model.set(idOf(each), each);
  }
}

function request(action: Step): readonly [operation: string, input: object] {
  const TableName = 'model';
  switch (action.kind) {
    case 'put':
      return ['PutItem', { TableName, Item: action.item }];
    case 'delete':
      return ['DeleteItem', { TableName, Key: action.key }];
    case 'count':
      return [
        'UpdateItem',
        {
          TableName,
          Key: action.key,
          UpdateExpression: 'ADD n :by',
          ExpressionAttributeValues: { ':by': { N: String(action.by) } },
        },
      ];
    case 'move':
      return [
        'UpdateItem',
        {
          TableName,
          Key: action.key,
          UpdateExpression: action.to === undefined ? 'REMOVE g' : 'SET g = :g',
          ...(action.to !== undefined && { ExpressionAttributeValues: { ':g': { S: action.to } } }),
        },
      ];
    case 'once':
      return [
        'TransactWriteItems',
        {
          TransactItems: action.items.map((each) => ({
            Put: { TableName, Item: each, ConditionExpression: 'attribute_not_exists(pk)' },
          })),
        },
      ];
  }
}

const byKey = (left: Item, right: Item): number =>
  scalar(left.pk) === scalar(right.pk)
    ? compareNumbers(scalar(left.sk), scalar(right.sk))
    : scalar(left.pk) < scalar(right.pk)
      ? -1
      : 1;

describe('the engine', () => {
  it('does what a plain map does', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 40 }),
        fc.integer({ min: 1, max: 4 }),
        async (steps, limit) => {
          const part = await openDynamoDb(memoryStore());
          const call = (operation: string, input: object) => callDirectly(part, operation, input);
          await call('CreateTable', {
            TableName: 'model',
            AttributeDefinitions: [
              { AttributeName: 'pk', AttributeType: 'S' },
              { AttributeName: 'sk', AttributeType: 'N' },
              { AttributeName: 'g', AttributeType: 'S' },
              { AttributeName: 'n', AttributeType: 'N' },
            ],
            KeySchema: [
              { AttributeName: 'pk', KeyType: 'HASH' },
              { AttributeName: 'sk', KeyType: 'RANGE' },
            ],
            BillingMode: 'PAY_PER_REQUEST',
            GlobalSecondaryIndexes: [
              {
                IndexName: 'gsi',
                KeySchema: [
                  { AttributeName: 'g', KeyType: 'HASH' },
                  { AttributeName: 'n', KeyType: 'RANGE' },
                ],
                Projection: { ProjectionType: 'ALL' },
              },
            ],
          });
          const model = new Map<string, Item>();
          for (const action of steps) {
            await call(...request(action));
            applyToModel(model, action);
          }
          const pages = async (operation: string, input: object): Promise<Item[]> => {
            const found: Item[] = [];
            let start: unknown;
            do {
              const { body } = await call(operation, {
                TableName: 'model',
                Limit: limit,
                ExclusiveStartKey: start,
                ...input,
              });
              found.push(...(body.Items as Item[]));
              start = body.LastEvaluatedKey;
            } while (start !== undefined);
            return found;
          };
          const all = [...model.values()].sort(byKey);
          const same = (found: readonly Item[], wanted: readonly Item[]): void => {
            expect(found.map(idOf)).toEqual(wanted.map(idOf));
            expect(found.every((each, at) => equalItems(each, wanted[at] ?? {}))).toBe(true);
          };
          same((await pages('Scan', {})).sort(byKey), all);
          for (const pk of pks) {
            const query = {
              KeyConditionExpression: 'pk = :pk',
              ExpressionAttributeValues: { ':pk': { S: pk } },
            };
            const wanted = all.filter((each) => scalar(each.pk) === pk);
            same(await pages('Query', query), wanted);
            same(await pages('Query', { ...query, ScanIndexForward: false }), [...wanted].reverse());
          }
          const sparse = all.filter((each) => each.g !== undefined && each.n !== undefined);
          same((await pages('Scan', { IndexName: 'gsi' })).sort(byKey), sparse);
          for (const g of groups) {
            const found = await pages('Query', {
              IndexName: 'gsi',
              KeyConditionExpression: 'g = :g',
              ExpressionAttributeValues: { ':g': { S: g } },
            });
            const order = found.map(({ n }) => Number(scalar(n)));
            expect(order).toEqual([...order].sort((one, other) => one - other));
            same(
              [...found].sort(byKey),
              sparse.filter((each) => scalar(each.g) === g),
            );
          }
          await part.close?.();
        },
      ),
      { numRuns: 100 },
    );
  });
});
