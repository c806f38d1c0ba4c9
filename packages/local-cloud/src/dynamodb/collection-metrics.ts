import type { Item } from './attribute-value.ts';
import { keyAttributesOf } from './item-key.ts';
import type { ReturnItemCollectionMetrics } from './item-shapes.ts';
import type { TableDefinition } from './table-definition.ts';

/** An estimate in gigabytes: what one machine holds is always within the first. */
const SIZE_ESTIMATE_GB = [0, 1];

/** ItemCollectionMetrics as the wire has it; only tables with local indexes have any. */
export function collectionMetrics(
  table: TableDefinition,
  item: Item,
  asked: ReturnItemCollectionMetrics | undefined,
): Readonly<Record<string, unknown>> | undefined {
  if (asked !== 'SIZE' || !table.indexes.some(({ kind }) => kind === 'local')) return undefined;
  return {
    ItemCollectionKey: keyAttributesOf({ partition: table.keys.partition }, item),
    SizeEstimateRangeGB: SIZE_ESTIMATE_GB,
  };
}
