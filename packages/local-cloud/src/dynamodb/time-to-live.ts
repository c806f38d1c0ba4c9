import { backfill } from './backfill.ts';
import type { Engine } from './engine.ts';
import { numberedPrefix, RECORD } from './entry-key.ts';
import { expiredRange, expiringItem, expiryOf, isExpired } from './expiry-entries.ts';
import { encodeIndexKey, type ItemKey } from './item-key.ts';
import { writeItem } from './item-writer.ts';
import { StoredItem } from './stored-item.ts';
import type { Table } from './table-catalogue.ts';
import type { TimeToLive } from './table-definition.ts';

/** Makes `attribute` the one that says when a table's items go; undefined for none. */
export async function setTimeToLive(
  engine: Engine,
  table: Table,
  attribute: string | undefined,
): Promise<void> {
  await table.gate.alone(async () => {
    const { timeToLive: before, ...rest } = table.definition;
    if (before?.attribute === attribute) return;
    const dropped = before ? [numberedPrefix(RECORD.expiry, rest.number, before.number)] : [];
    const fresh: TimeToLive | undefined =
      attribute === undefined ? undefined : { attribute, number: rest.nextNumber, state: 'CREATING' };
    await engine.catalogue.changeAndClear(
      table,
      fresh === undefined ? rest : { ...rest, timeToLive: fresh, nextNumber: rest.nextNumber + 1 },
      dropped,
    );
  });
  engine.catalogue.background(() => backfill(engine, table));
}

/** Deletes the items whose time is over, in all tables; answers how many. */
export async function deleteExpired(engine: Engine): Promise<number> {
  let deleted = 0;
  for (const table of engine.catalogue.all()) {
    const { timeToLive, number } = table.definition;
    if (timeToLive === undefined) continue;
    const range = expiredRange(number, timeToLive, nowSeconds(engine));
    for await (const [entry] of engine.store.entries(range)) {
      if (engine.catalogue.closing) return deleted;
      if (await deleteIfExpired(engine, table, timeToLive, expiringItem(entry))) deleted += 1;
    }
  }
  return deleted;
}

async function deleteIfExpired(
  engine: Engine,
  table: Table,
  timeToLive: TimeToLive,
  entry: Buffer,
): Promise<boolean> {
  const bytes = engine.store.get(entry);
  const encoded = bytes && encodeIndexKey(table.definition.keys, StoredItem.decode(bytes).item);
  if (encoded === undefined) return false;
  const key: ItemKey = { encoded, entry, lock: entry.toString('latin1') };
  const { before, after } = await writeItem(
    engine,
    table,
    key,
    (stored) => {
      // Whoever wrote the item in between may have given it more time.
      const over = stored && isExpired(expiryOf(stored.item, timeToLive), nowSeconds(engine));
      return over === true && table.definition.timeToLive?.number === timeToLive.number ? undefined : stored;
    },
    true,
  );
  return before !== undefined && after === undefined;
}

function nowSeconds(engine: Engine): number {
  return Math.floor(engine.sources.now() / 1000);
}
