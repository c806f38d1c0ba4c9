import { Consumption, type ReadKind, type ReturnConsumedCapacity, readUnits } from './capacity.ts';
import type { Engine } from './engine.ts';
import { type JsonText, jsonObject, jsonOf } from './operation.ts';
import type { Page } from './page-read.ts';
import type { Select } from './read-selection.ts';
import { lastEvaluatedKey } from './start-key.ts';
import type { IndexDefinition, TableDefinition } from './table-definition.ts';

/** The answer of a query or a scan. */
export function pageAnswer(
  engine: Engine,
  table: TableDefinition,
  index: IndexDefinition | undefined,
  request: {
    readonly TableName: string;
    readonly Select?: Select;
    readonly ConsistentRead?: boolean;
    readonly ReturnConsumedCapacity?: ReturnConsumedCapacity;
  },
  page: Page,
): JsonText {
  const kind: ReadKind = request.ConsistentRead === true ? 'consistent' : 'eventual';
  const consumption = new Consumption(request.TableName, engine.metrics);
  if (index === undefined) consumption.addRead(readUnits(page.size, kind));
  else {
    consumption.addIndexRead(index, readUnits(page.size, kind));
    for (const size of page.fetchedSizes) consumption.addRead(readUnits(size, kind));
  }
  return jsonObject({
    ConsumedCapacity: jsonOf(consumption.describe(request.ReturnConsumedCapacity)),
    Count: String(page.count),
    Items: request.Select === 'COUNT' ? undefined : `[${page.items.join(',')}]`,
    LastEvaluatedKey: page.last && JSON.stringify(lastEvaluatedKey(table, index, page.last.item)),
    ScannedCount: String(page.scannedCount),
  });
}
