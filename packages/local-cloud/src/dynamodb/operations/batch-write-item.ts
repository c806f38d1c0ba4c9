import { attributeMap } from '../attribute-shape.ts';
import { validateItem } from '../attribute-validation.ts';
import { attribute, type Item } from '../attribute-value.ts';
import { Consumptions } from '../capacity.ts';
import { collectionMetrics } from '../collection-metrics.ts';
import { type Engine, findTable, type Operation, requireTable, tableReference } from '../engine.ts';
import { authorizeItems, parseAuthorized } from '../item-authorization.ts';
import { checkIndexKeys, type ItemKey, keyAttributesOf, keyOfRequest } from '../item-key.ts';
import { returnConsumedCapacity, returnItemCollectionMetrics } from '../item-shapes.ts';
import { commitChanges, readItem, type WrittenChange } from '../item-writer.ts';
import { itemToPut } from '../item-writes.ts';
import { operation } from '../operation.ts';
import { list, mapOf, optional, type Shaped, structure } from '../shape.ts';
import type { StoredItem } from '../stored-item.ts';
import type { Table } from '../table-catalogue.ts';
import { batchTableNames } from '../table-names.ts';
import { validationError } from '../validation-error.ts';

const MAX_WRITES = 25;

const writeRequest = structure(
  {
    PutRequest: optional(structure({ Item: attributeMap }, 'PutRequest')),
    DeleteRequest: optional(structure({ Key: attributeMap }, 'DeleteRequest')),
  },
  'WriteRequest',
);
type WriteRequest = Shaped<typeof writeRequest>;

const input = structure({
  ReturnConsumedCapacity: optional(returnConsumedCapacity),
  ReturnItemCollectionMetrics: optional(returnItemCollectionMetrics),
  RequestItems: mapOf(list(writeRequest), {
    type: 'java.util.List<com.amazonaws.dynamodb.v20120810.WriteRequest>',
    keys: batchTableNames,
    values: { min: 1, max: MAX_WRITES },
  }),
});

/** A write of the batch before its table is looked up. */
interface ParsedWrite {
  /** The whole item, or the key of the one to be deleted. */
  readonly item: Item;
  /** Undefined for a deletion. */
  readonly after: StoredItem | undefined;
}

interface PlannedWrite extends ParsedWrite {
  readonly key: ItemKey;
}

export const batchWriteItem: Operation = operation(
  'BatchWriteItem',
  input,
  async (engine, request, caller) => {
    const entries = Object.entries(request.RequestItems);
    const parsed = parseAuthorized(
      () => {
        if (entries.length === 0) {
          throw validationError('The requestItems parameter is required for BatchWriteItem');
        }
        if (entries.reduce((count, [, writes]) => count + writes.length, 0) > MAX_WRITES) {
          throw validationError('Too many items requested for the BatchWriteItem call');
        }
        return entries.map(([, writes]) => writes.map(parseWrite));
      },
      () => {
        for (const [name, writes] of entries) {
          const reference = tableReference(engine, name);
          const keys = findTable(engine, reference)?.definition.keys;
          const items = writes.map((write) => write.PutRequest?.Item ?? write.DeleteRequest?.Key ?? {});
          authorizeItems(engine, caller, {
            action: 'BatchWriteItem',
            table: reference,
            leadingKeys: keys && items.map((item) => attribute(item, keys.partition.name)),
            attributes: items.flatMap((item) => Object.keys(item)),
          });
        }
      },
    );
    const plans = entries.map(([name], at) => {
      const table = requireTable(engine, tableReference(engine, name));
      return { name, table, writes: plan(table, parsed[at] ?? []) };
    });
    const written = await Promise.all(plans.map(({ table, writes }) => write(engine, table, writes)));
    const consumed = new Consumptions(engine.metrics);
    for (const [at, { name }] of plans.entries()) {
      for (const { before, after, indexChanges } of written[at] ?? []) {
        consumed.of(name).addWrite(Math.max(before?.size ?? 0, after?.size ?? 0), indexChanges);
      }
    }
    const capacity = consumed.describe(request.ReturnConsumedCapacity);
    const metrics = plans.flatMap(({ name, table, writes }) => {
      const each = writes
        .map(({ item }) => collectionMetrics(table.definition, item, request.ReturnItemCollectionMetrics))
        .filter((metric) => metric !== undefined);
      return each.length === 0 ? [] : [[name, each]];
    });
    return {
      ...(capacity && { ConsumedCapacity: capacity }),
      ...(metrics.length > 0 && { ItemCollectionMetrics: Object.fromEntries(metrics) }),
      UnprocessedItems: {},
    };
  },
);

function parseWrite({ PutRequest: put, DeleteRequest: remove }: WriteRequest): ParsedWrite {
  if ((put === undefined) === (remove === undefined)) {
    throw validationError(
      'Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported ' +
        'datatypes',
    );
  }
  if (put !== undefined) return { item: put.Item, after: itemToPut(put.Item) };
  const key = remove?.Key ?? {};
  validateItem(key);
  return { item: key, after: undefined };
}

function plan(table: Table, writes: readonly ParsedWrite[]): PlannedWrite[] {
  const { definition } = table;
  const seen = new Set<string>();
  return writes.map((each) => {
    const key = each.after === undefined ? each.item : keyAttributesOf(definition.keys, each.item);
    const planned = { ...each, key: keyOfRequest(definition, key) };
    if (each.after !== undefined) checkIndexKeys(definition, each.item);
    if (seen.has(planned.key.lock)) throw validationError('Provided list of item keys contains duplicates');
    seen.add(planned.key.lock);
    return planned;
  });
}

/** The writes to one table. A batch promises less, but written together they cost less. */
function write(
  engine: Engine,
  table: Table,
  writes: readonly PlannedWrite[],
): Promise<readonly WrittenChange[]> {
  return table.writing(() =>
    engine.locks.runAll(
      writes.map(({ key }) => key.lock),
      () =>
        commitChanges(
          engine,
          writes.map(({ key, after }) => ({ table, key, before: readItem(engine, key), after })),
        ),
    ),
  );
}
