import { namespacedStore } from './namespaced-store.ts';
import type { ClosableStore, StoreEntry, StoreRange, StoreWrite } from './ordered-store.ts';

/** An ordered store in memory, for tests and for clouds that shall leave nothing behind. */
export function memoryStore(): ClosableStore {
  let sorted: StoreEntry[] = [];

  /** The first position whose key is not before `key` (or, with `after`, not before or equal to it). */
  function position(key: Uint8Array, after = false): number {
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const entry = sorted[middle];
      const order = entry === undefined ? 1 : Buffer.compare(entry[0], key);
      if (order < 0 || (after && order === 0)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  function slice(range: StoreRange): [from: number, to: number] {
    const from = range.gt ? position(range.gt, true) : range.gte ? position(range.gte) : 0;
    const to = range.lte ? position(range.lte, true) : range.lt ? position(range.lt) : sorted.length;
    return [from, Math.max(from, to)];
  }

  function found(key: Uint8Array): Buffer | undefined {
    const entry = sorted[position(key)];
    return entry && Buffer.compare(entry[0], key) === 0 ? entry[1] : undefined;
  }

  async function* entries(range: StoreRange = {}): AsyncGenerator<StoreEntry> {
    const snapshot = sorted.slice(...slice(range));
    if (range.reverse) snapshot.reverse();
    yield* range.limit === undefined ? snapshot : snapshot.slice(0, range.limit);
  }

  async function* valuePages(range?: StoreRange): AsyncGenerator<readonly Buffer[]> {
    for await (const [, value] of entries(range)) yield [value];
  }

  const store: ClosableStore = {
    get: found,
    getMany: async (keys) => keys.map(found),
    entries,
    valuePages,
    write: async (writes: readonly StoreWrite[]) => {
      for (const write of writes) {
        const at = position(write.key);
        const existing = sorted[at];
        const replaced = existing !== undefined && Buffer.compare(existing[0], write.key) === 0 ? 1 : 0;
        if (write.type === 'put') {
          sorted.splice(at, replaced, [Buffer.from(write.key), Buffer.from(write.value)]);
        } else sorted.splice(at, replaced);
      }
    },
    clear: async (range = {}) => {
      const [from, to] = slice(range);
      sorted = [...sorted.slice(0, from), ...sorted.slice(to)];
    },
    namespace: (name) => namespacedStore(store, name),
    close: async () => {},
  };
  return store;
}
