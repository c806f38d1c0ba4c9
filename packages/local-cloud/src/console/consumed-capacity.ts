import type { ReadableMetrics } from './metrics-page.ts';

/** The capacity units that a table took, or one of its global secondary indexes. */
export interface ConsumedUnits {
  readonly read: number;
  readonly write: number;
}

/** Gives what a table took in the last hour, or one of its indexes. */
export type ConsumedCapacity = (table: string, index?: string) => ConsumedUnits;

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const KINDS: ReadonlyMap<string, keyof ConsumedUnits> = new Map([
  ['ConsumedReadCapacityUnits', 'read'],
  ['ConsumedWriteCapacityUnits', 'write'],
]);

/** Reads what every table and index took in the last hour, as DynamoDB's metrics tell it. */
export async function consumedCapacity(metrics: ReadableMetrics, now: number): Promise<ConsumedCapacity> {
  const found = new Map<string, ConsumedUnits>();
  for (const metric of metrics.metrics(now - HOUR_MS)) {
    const kind = metric.namespace === 'AWS/DynamoDB' ? KINDS.get(metric.name) : undefined;
    if (kind === undefined) continue;
    const { TableName = '', GlobalSecondaryIndexName: index } = Object.fromEntries(metric.dimensions);
    const points = await metrics.read(metric, 'Count', now - HOUR_MS, now + MINUTE_MS, HOUR_MS);
    const units = points.reduce((sum, { set }) => sum + set.sum, 0);
    const key = keyOf(TableName, index);
    found.set(key, { ...(found.get(key) ?? NOTHING), [kind]: units });
  }
  return (table, index) => found.get(keyOf(table, index)) ?? NOTHING;
}

const NOTHING: ConsumedUnits = { read: 0, write: 0 };

function keyOf(table: string, index: string | undefined): string {
  return index === undefined ? table : `${table}/${index}`;
}
