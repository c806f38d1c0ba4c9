import { ClassicLevel } from 'classic-level';
import { namespacedStore } from './namespaced-store.ts';
import type { ClosableStore, StoreEntry, StoreRange, StoreWrite } from './ordered-store.ts';

/** How far a fulfilled write reaches: past the death of the process, or past a loss of power too. */
export type Durability = 'process' | 'power';

/**
 * Opens (or makes) a LevelDB database in `directory`.
 * Throws when another process holds it: LevelDB allows one owner.
 */
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
  await level.open();
  const sync = durability === 'power';

  async function* entries(range: StoreRange = {}): AsyncGenerator<StoreEntry> {
    const iterator = level.iterator<Uint8Array, Buffer>(range);
    try {
      for (;;) {
        const page = await iterator.nextv(Math.min(range.limit ?? 256, 256));
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
    write: (writes: readonly StoreWrite[]) => level.batch([...writes], { sync }),
    clear: (range = {}) => level.clear(range),
    namespace: (name) => namespacedStore(store, name),
    close: () => level.close(),
  };
  return store;
}
