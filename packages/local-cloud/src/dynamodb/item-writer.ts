import type { StoreWrite } from '../store/ordered-store.ts';
import type { Engine } from './engine.ts';
import { expiryWrites } from './expiry-entries.ts';
import { type IndexChange, indexChanges } from './index-entries.ts';
import type { ItemKey } from './item-key.ts';
import { StoredItem } from './stored-item.ts';
import type { PendingRecord } from './stream-log.ts';
import type { Table } from './table-catalogue.ts';

/** What became of an item. */
export interface ItemChange {
  readonly table: Table;
  readonly key: ItemKey;
  readonly before: StoredItem | undefined;
  /** Undefined when there is no item any more; `before` itself when it stays as it is. */
  readonly after: StoredItem | undefined;
  /** Whether the item goes because its time to live ended. */
  readonly expired?: boolean;
}

/** A change that was made, with what followed in the indexes. */
export interface WrittenChange extends ItemChange {
  readonly indexChanges: readonly IndexChange[];
}

/** The stored item under `key`, as it is now. */
export function readItem(engine: Engine, key: ItemKey): StoredItem | undefined {
  const bytes = engine.store.get(key.entry);
  return bytes && StoredItem.decode(bytes);
}

/**
 * Replaces one item by what `decide` makes of it; nobody else changes the item meanwhile, and the item,
 * its index entries and its stream record are written together or not at all. Nothing is written when
 * `decide` throws.
 */
export function writeItem(
  engine: Engine,
  table: Table,
  key: ItemKey,
  decide: (before: StoredItem | undefined) => StoredItem | undefined,
  expired = false,
): Promise<WrittenChange> {
  return table.writing(() =>
    engine.locks.run(key.lock, async () => {
      const before = readItem(engine, key);
      const change = { table, key, before, after: decide(before), expired };
      const [written] = await commitChanges(engine, [change]);
      if (written === undefined) throw new Error('A change was not written.');
      return written;
    }),
  );
}

/**
 * Writes changes of items whose locks the caller holds, all or none, with `writes` beside them: the items,
 * what the indexes and expiries have of them, and the records of streams.
 */
export async function commitChanges(
  engine: Engine,
  changes: readonly ItemChange[],
  writes: readonly StoreWrite[] = [],
): Promise<readonly WrittenChange[]> {
  const records: PendingRecord[] = [];
  let written: readonly WrittenChange[];
  let durable = false;
  try {
    const batch: StoreWrite[] = [...writes];
    written = changes.map((change) => prepare(engine, change, batch, records));
    if (batch.length > 0) await engine.store.write(batch);
    durable = true;
  } finally {
    for (const record of records) record.done(durable);
  }
  for (const { table, before, after } of changes) {
    table.statistics.items += (after === undefined ? 0 : 1) - (before === undefined ? 0 : 1);
    table.statistics.bytes += (after?.size ?? 0) - (before?.size ?? 0);
  }
  return written;
}

/** Adds to the batch and to the records all that follows from one change. */
function prepare(
  engine: Engine,
  change: ItemChange,
  batch: StoreWrite[],
  records: PendingRecord[],
): WrittenChange {
  const { table, key, before, after, expired = false } = change;
  if (after === before) return { ...change, indexChanges: [] };
  const { definition } = table;
  batch.push(
    after === undefined
      ? { type: 'del', key: key.entry }
      : { type: 'put', key: key.entry, value: after.bytes },
  );
  const entries = indexChanges(definition, key.encoded, before, after);
  for (const entry of entries) batch.push(...entry.writes);
  batch.push(...expiryWrites(definition, key.entry, before, after));
  const record = engine.streams.record(definition, before, after, expired);
  if (record !== undefined) {
    records.push(record);
    batch.push(record.write);
  }
  return { ...change, indexChanges: entries };
}
