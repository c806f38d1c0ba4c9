import { ClassicLevel } from 'classic-level';
import { groupedWrites } from './grouped-writes.ts';
import { namespacedStore } from './namespaced-store.ts';
import type { ClosableStore, StoreEntry, StoreRange, StoreWrite } from './ordered-store.ts';

/** How far a fulfilled write reaches: past the death of the process, or past a loss of power too. */
export type Durability = 'process' | 'power';

/** How many entries, and how many bytes, an iterator reads ahead in one go. */
const READ_AHEAD_ENTRIES = 256;
const READ_AHEAD_BYTES = 128 * 1024;

/** Another process (or another part of this one) holds the database: LevelDB allows one owner. */
export class StoreInUseError extends Error {
  override name = 'StoreInUseError';
}

/** Opens (or makes) a LevelDB database in `directory`. Throws StoreInUseError. */
export async function openLevelStore(
  directory: string,
  durability: Durability = 'process',
): Promise<ClosableStore> {
  const level = new ClassicLevel<Uint8Array, Buffer>(directory, {
    keyEncoding: 'view',
    valueEncoding: 'buffer',
    writeBufferSize: 16 * 1024 * 1024,
    cacheSize: 64 * 1024 * 1024,
  });
  await level.open().catch((cause) => {
    throw isLocked(cause)
      ? new StoreInUseError(`A local cloud runs on ${directory} already.`, { cause })
      : cause;
  });
  const sync = durability === 'power';

  async function* entries(range: StoreRange = {}): AsyncGenerator<StoreEntry> {
    const iterator = level.iterator<Uint8Array, Buffer>({ ...range, highWaterMarkBytes: READ_AHEAD_BYTES });
    const most = Math.min(range.limit ?? READ_AHEAD_ENTRIES, READ_AHEAD_ENTRIES);
    try {
      for (;;) {
        const page = await iterator.nextv(most);
        if (page.length === 0) return;
        for (const [key, value] of page)
          yield [Buffer.from(key.buffer, key.byteOffset, key.byteLength), value];
      }
    } finally {
      await iterator.close();
    }
  }

  const store: ClosableStore = {
    get: (key) => level.getSync(key),
    getMany: (keys) => level.getMany([...keys]),
    entries,
    write: groupedWrites((writes: StoreWrite[]) => level.batch(writes, { sync })),
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
