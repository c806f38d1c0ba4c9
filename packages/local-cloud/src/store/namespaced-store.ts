import type { OrderedStore, StoreEntry, StoreRange, StoreWrite } from './ordered-store.ts';

/**
 * A view of `parent` in which every key is prefixed with `name` and a zero byte.
 * Names exclude the zero byte, so no namespace's keys can reach into another's.
 */
export function namespacedStore(parent: OrderedStore, name: string): OrderedStore {
  if (!/^[a-z0-9-]+$/.test(name)) throw new TypeError(`Not a namespace name: ${JSON.stringify(name)}`);
  const prefix = Buffer.from(`${name}\0`);
  const end = Buffer.from(`${name}\u0001`);
  const inner = (key: Uint8Array): Buffer => Buffer.concat([prefix, key]);
  const bounds = (range: StoreRange): StoreRange => ({
    ...(range.gt ? { gt: inner(range.gt) } : { gte: range.gte ? inner(range.gte) : prefix }),
    ...(range.lte ? { lte: inner(range.lte) } : { lt: range.lt ? inner(range.lt) : end }),
    ...(range.reverse === undefined ? {} : { reverse: range.reverse }),
    ...(range.limit === undefined ? {} : { limit: range.limit }),
  });
  async function* entries(range: StoreRange = {}): AsyncGenerator<StoreEntry> {
    for await (const [key, value] of parent.entries(bounds(range))) {
      yield [key.subarray(prefix.length), value];
    }
  }
  const view: OrderedStore = {
    get: (key) => parent.get(inner(key)),
    getMany: (keys) => parent.getMany(keys.map(inner)),
    entries,
    valuePages: (range) => parent.valuePages(bounds(range ?? {})),
    write: (writes: readonly StoreWrite[]) =>
      parent.write(writes.map((write) => ({ ...write, key: inner(write.key) }))),
    clear: (range = {}) => parent.clear(bounds(range)),
    namespace: (child) => namespacedStore(view, child),
  };
  return view;
}
