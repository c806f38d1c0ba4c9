import fc from 'fast-check';
import type { AttributeValue, Item } from './attribute-value.ts';

/* Steps that the engine and a plain map take side by side, in tests. */

export const TABLE = 'model';
export const PARTITIONS: readonly string[] = ['a', 'b'];
export const SORT_KEYS: readonly string[] = ['-2', '0', '0.5', '10', '9'];
export const GROUPS: readonly string[] = ['x', 'y'];
const LABELS = ['l', 'la', 'é', '\uffff', '😀'];

/** The table as it was put together by the steps so far, by the ids of its items. */
export type Model = Map<string, Item>;

/** A step: what it asks of the engine, and what it makes of the model. */
export interface Step {
  readonly operation: string;
  readonly input: object;
  apply(model: Model): void;
}

export const scalar = (value: AttributeValue | undefined): string =>
  value === undefined ? '' : String(Object.values(value)[0]);
export const idOf = (item: Item): string => `${scalar(item.pk)}/${scalar(item.sk)}`;

const strings = (values: readonly string[]): fc.Arbitrary<AttributeValue> =>
  fc.constantFrom(...values).map((S) => ({ S }));
const numbers = (values: readonly string[]): fc.Arbitrary<AttributeValue> =>
  fc.constantFrom(...values).map((N) => ({ N }));

const key: fc.Arbitrary<Item> = fc.record({ pk: strings(PARTITIONS), sk: numbers(SORT_KEYS) });
const item: fc.Arbitrary<Item> = fc
  .tuple(
    key,
    fc.record(
      { g: strings(GROUPS), n: numbers(['0', '1', '2', '-1.5']), l: strings(LABELS) },
      { requiredKeys: [] },
    ),
  )
  .map(([own, rest]) => ({ ...own, ...rest }));
const distinct = <T>(
  one: fc.Arbitrary<T>,
  itemOf: (each: T) => Item,
  minLength: number,
  maxLength: number,
): fc.Arbitrary<T[]> => fc.uniqueArray(one, { selector: (each) => idOf(itemOf(each)), minLength, maxLength });

/** The item with another value (or none) under one name; an item that is missing begins as its key. */
function changed(model: Model, at: Item, name: 'g' | 'l' | 'n', value: AttributeValue | undefined): void {
  const { [name]: _before, ...rest } = model.get(idOf(at)) ?? at;
  model.set(idOf(at), value === undefined ? rest : { ...rest, [name]: value });
}

function counted(model: Model, at: Item, by: number): void {
  changed(model, at, 'n', { N: String(Number(scalar(model.get(idOf(at))?.n) || 0) + by) });
}

const adding = (at: Item, by: number): object => ({
  TableName: TABLE,
  Key: at,
  UpdateExpression: 'ADD n :by',
  ExpressionAttributeValues: { ':by': { N: String(by) } },
});

const put = fc.tuple(item, fc.boolean()).map(
  ([own, onlyNew]): Step => ({
    operation: 'PutItem',
    input: {
      TableName: TABLE,
      Item: own,
      ...(onlyNew && { ConditionExpression: 'attribute_not_exists(pk)' }),
    },
    apply: (model) => {
      if (!onlyNew || !model.has(idOf(own))) model.set(idOf(own), own);
    },
  }),
);

const remove = key.map(
  (own): Step => ({
    operation: 'DeleteItem',
    input: { TableName: TABLE, Key: own },
    apply: (model) => model.delete(idOf(own)),
  }),
);

const count = fc.tuple(key, fc.integer({ min: -3, max: 3 })).map(
  ([own, by]): Step => ({
    operation: 'UpdateItem',
    input: adding(own, by),
    apply: (model) => counted(model, own, by),
  }),
);

/** Moves an item within an index, into it or out of it. */
const move = fc
  .oneof(
    fc.tuple(key, fc.constant('g' as const), fc.option(strings(GROUPS), { nil: undefined })),
    fc.tuple(key, fc.constant('l' as const), fc.option(strings(LABELS), { nil: undefined })),
  )
  .map(
    ([own, name, to]): Step => ({
      operation: 'UpdateItem',
      input: {
        TableName: TABLE,
        Key: own,
        UpdateExpression: to === undefined ? `REMOVE ${name}` : `SET ${name} = :to`,
        ...(to !== undefined && { ExpressionAttributeValues: { ':to': to } }),
      },
      apply: (model) => changed(model, own, name, to),
    }),
  );

const batch = distinct(fc.tuple(item, fc.boolean()), ([own]) => own, 1, 5).map(
  (writes): Step => ({
    operation: 'BatchWriteItem',
    input: {
      RequestItems: {
        [TABLE]: writes.map(([own, deletes]) =>
          deletes ? { DeleteRequest: { Key: { pk: own.pk, sk: own.sk } } } : { PutRequest: { Item: own } },
        ),
      },
    },
    apply: (model) => {
      for (const [own, deletes] of writes) {
        if (deletes) model.delete(idOf(own));
        else model.set(idOf(own), own);
      }
    },
  }),
);

/** A transaction of all four kinds, which is made when the item it checks is there. */
const transaction = distinct(item, (own) => own, 4, 4).map((items): Step => {
  const [checked, written, counting, gone] = items;
  if (!checked || !written || !counting || !gone) throw new Error('Four items are needed.');
  const keyOf = ({ pk, sk }: Item): object => ({ pk, sk });
  return {
    operation: 'TransactWriteItems',
    input: {
      TransactItems: [
        {
          ConditionCheck: {
            TableName: TABLE,
            Key: keyOf(checked),
            ConditionExpression: 'attribute_exists(pk)',
          },
        },
        { Put: { TableName: TABLE, Item: written } },
        { Update: { ...adding({}, 1), Key: keyOf(counting) } },
        { Delete: { TableName: TABLE, Key: keyOf(gone) } },
      ],
    },
    apply: (model) => {
      if (!model.has(idOf(checked))) return;
      model.set(idOf(written), written);
      const { pk, sk } = counting;
      counted(model, { ...(pk && { pk }), ...(sk && { sk }) }, 1);
      model.delete(idOf(gone));
    },
  };
});

export const step: fc.Arbitrary<Step> = fc.oneof(put, remove, count, move, batch, transaction);
