import type { StoreWrite } from '../store/ordered-store.ts';
import type { Engine } from './engine.ts';
import { itemsPrefix } from './entry-key.ts';
import { expiryOf, expiryWrite } from './expiry-entries.ts';
import { indexEntry } from './index-entries.ts';
import { encodeIndexKey } from './item-key.ts';
import { prefixRange } from './key-range.ts';
import { StoredItem } from './stored-item.ts';
import type { Table } from './table-catalogue.ts';
import { TABLE_INDEX_NUMBER, type TableDefinition } from './table-definition.ts';

/** How many items are looked at under one set of locks. */
const BATCH = 100;

/**
 * Brings the items that are older than an index (or a time to live) of a table into it. New writes are in
 * it already: they look at the table's definition, which had it before this began.
 */
export async function backfill(engine: Engine, table: Table): Promise<void> {
  const isWaiting = ({ state }: { readonly state: string }): boolean => state === 'CREATING';
  const { indexes, timeToLive } = table.definition;
  const waiting = indexes.filter(isWaiting);
  const expiring = timeToLive !== undefined && isWaiting(timeToLive);
  if (waiting.length === 0 && !expiring) return;
  let keys: Buffer[] = [];
  const range = prefixRange(itemsPrefix(table.definition.number, TABLE_INDEX_NUMBER));
  for await (const [key] of engine.store.entries(range)) {
    keys.push(key);
    if (keys.length < BATCH) continue;
    await fillItems(engine, table, keys);
    if (engine.catalogue.closing) return;
    keys = [];
  }
  await fillItems(engine, table, keys);
  const filled = new Set(waiting.map(({ number }) => number));
  await table.gate.alone(async () => {
    if (table.deleted) return;
    const { definition } = table;
    await engine.catalogue.change(table, {
      ...definition,
      indexes: definition.indexes.map((index) =>
        filled.has(index.number) ? { ...index, state: 'ACTIVE' } : index,
      ),
      ...(expiring &&
        definition.timeToLive?.number === timeToLive.number && {
          timeToLive: { ...definition.timeToLive, state: 'ACTIVE' },
        }),
    });
  });
}

function fillItems(engine: Engine, table: Table, keys: readonly Buffer[]): Promise<void> {
  return table.writing(() =>
    engine.locks.runAll(
      keys.map((key) => key.toString('latin1')),
      async () => {
        // The definition of now: what was dropped meanwhile gets nothing any more.
        const { definition } = table;
        const writes = keys.flatMap((key) => {
          const bytes = engine.store.get(key);
          return bytes === undefined ? [] : entriesOf(definition, key, StoredItem.decode(bytes));
        });
        if (writes.length > 0) await engine.store.write(writes);
      },
    ),
  );
}

function entriesOf(definition: TableDefinition, key: Buffer, stored: StoredItem): StoreWrite[] {
  const tableKey = encodeIndexKey(definition.keys, stored.item);
  if (tableKey === undefined) return [];
  const writes: StoreWrite[] = [];
  for (const index of definition.indexes) {
    const entry = index.state === 'CREATING' && indexEntry(definition, index, tableKey, stored);
    if (entry) writes.push({ type: 'put', key: entry.key, value: entry.stored.bytes });
  }
  const { timeToLive } = definition;
  if (timeToLive?.state === 'CREATING') {
    const expiry = expiryOf(stored.item, timeToLive);
    if (expiry !== undefined) writes.push(expiryWrite(definition.number, timeToLive, expiry, key));
  }
  return writes;
}
