import { ClassicLevel } from 'classic-level';
import { groupedWrites } from './grouped-writes.ts';
import { namespacedStore } from './namespaced-store.ts';
import type { ClosableStore, StoreEntry, StoreRange, StoreWrite } from './ordered-store.ts';
import { openWriteAheadLog } from './write-ahead-log.ts';
import { recover, writeBehindStore } from './write-behind-store.ts';

/** How far a fulfilled write reaches: past the death of the process, or (`full`) past a loss of power too. */
export type Durability = (typeof DURABILITIES)[number];
export const DURABILITIES = ['process', 'full'] as const;

/** How many entries, and how many bytes, an iterator reads ahead in one go. */
const READ_AHEAD_ENTRIES = 256;
const READ_AHEAD_BYTES = 128 * 1024;

/**
 * What LevelDB gathers before it sorts it into its files. Rewriting a file costs the same whatever little of it changed, so
 * writes all over a large table cost less the more of them come together.
 */
const WRITE_BUFFER_BYTES = 64 * 1024 * 1024;

/** Another process (or another part of this one) holds the database: LevelDB allows one owner. */
export class StoreInUseError extends Error {
  override name = 'StoreInUseError';
}

/**
 * Opens (or makes) a LevelDB database in `directory`. Throws StoreInUseError.
 * With `process` its writes go through a log beside it; with `full` LevelDB syncs them to the disk, those that come
 * together at once.
 */
export async function openLevelStore(
  directory: string,
  durability: Durability = 'process',
): Promise<ClosableStore> {
  const level = new ClassicLevel<Uint8Array, Buffer>(directory, {
    keyEncoding: 'view',
    valueEncoding: 'buffer',
    writeBufferSize: WRITE_BUFFER_BYTES,
    cacheSize: 64 * 1024 * 1024,
  });
  await level.open().catch((cause) => {
    throw isLocked(cause)
      ? new StoreInUseError(`A local cloud runs on ${directory} already.`, { cause })
      : cause;
  });
  const database = levelStore(level, durability === 'full');
  const last = await recover(database, directory);
  const log = openWriteAheadLog(directory);
  log.reset();
  if (durability === 'process') return writeBehindStore(database, log, last);
  log.close();
  return database;
}

/** The database alone. */
function levelStore(level: ClassicLevel<Uint8Array, Buffer>, sync: boolean): ClosableStore {
  async function* pages(
    range: StoreRange,
    keys: boolean,
  ): AsyncGenerator<[key: Uint8Array, value: Buffer][]> {
    const iterator = level.iterator<Uint8Array, Buffer>({
      ...range,
      keys,
      highWaterMarkBytes: READ_AHEAD_BYTES,
    });
    const most = Math.min(range.limit ?? READ_AHEAD_ENTRIES, READ_AHEAD_ENTRIES);
    try {
      for (;;) {
        const page = await iterator.nextv(most);
        if (page.length === 0) return;
        yield page;
      }
    } finally {
      await iterator.close();
    }
  }

  async function* entries(range: StoreRange = {}): AsyncGenerator<StoreEntry> {
    for await (const page of pages(range, true)) {
      for (const [key, value] of page) {
        yield [Buffer.from(key.buffer, key.byteOffset, key.byteLength), value];
      }
    }
  }

  async function* valuePages(range: StoreRange = {}): AsyncGenerator<readonly Buffer[]> {
    for await (const page of pages(range, false)) yield page.map(([, value]) => value);
  }

  const write = async (writes: readonly StoreWrite[]): Promise<void> => {
    const batch = level.batch();
    for (const each of writes) {
      if (each.type === 'put')
        batch.put(each.key, Buffer.from(each.value.buffer, each.value.byteOffset, each.value.byteLength));
      else batch.del(each.key);
    }
    await batch.write({ sync });
  };

  const store: ClosableStore = {
    get: (key) => level.getSync(key),
    getMany: (keys) => level.getMany([...keys]),
    entries,
    valuePages,
    write: groupedWrites(write),
    clear: (range = {}) => level.clear(range),
    namespace: (name) => namespacedStore(store, name),
    close: () => level.close(),
  };
  return store;
}

/** Throws StoreInUseError when somebody holds the database; a damaged or missing one is nobody's. */
export async function assertStoreUnused(directory: string): Promise<void> {
  try {
    await (await openLevelStore(directory)).close();
  } catch (error) {
    if (error instanceof StoreInUseError) throw error;
  }
}

function isLocked(error: unknown): boolean {
  const { cause } = error instanceof Error ? error : { cause: undefined };
  return cause instanceof Error && 'code' in cause && cause.code === 'LEVEL_LOCKED';
}
