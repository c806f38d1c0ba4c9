import type { OrderedStore, StoreWrite } from './ordered-store.ts';

/** Documents of one kind, kept as JSON under a string id. Ids are ordered by their UTF-8 bytes. */
export interface JsonCollection<Document> {
  get(id: string): Document | undefined;
  put(id: string, document: Document): Promise<void>;
  delete(id: string): Promise<void>;
  /** Every document whose id starts with `prefix`, in id order. */
  list(prefix?: string): AsyncIterable<readonly [id: string, document: Document]>;
  /** The write that `put` would make, for a batch that spans collections of the same store. */
  putWrite(id: string, document: Document): StoreWrite;
  deleteWrite(id: string): StoreWrite;
}

/** The collection whose documents are all entries of `store`. Ids must not be empty. */
export function jsonCollection<Document>(store: OrderedStore): JsonCollection<Document> {
  const putWrite = (id: string, document: Document): StoreWrite => ({
    type: 'put',
    key: Buffer.from(id),
    value: Buffer.from(JSON.stringify(document)),
  });
  const deleteWrite = (id: string): StoreWrite => ({ type: 'del', key: Buffer.from(id) });
  async function* list(prefix = ''): AsyncGenerator<readonly [string, Document]> {
    const from = Buffer.from(prefix);
    for await (const [key, value] of store.entries({ gte: from })) {
      if (!key.subarray(0, from.length).equals(from)) return;
      yield [key.toString(), JSON.parse(value.toString())];
    }
  }
  return {
    get: (id) => {
      const value = store.get(Buffer.from(id));
      return value === undefined ? undefined : JSON.parse(value.toString());
    },
    put: (id, document) => store.write([putWrite(id, document)]),
    delete: (id) => store.write([deleteWrite(id)]),
    list,
    putWrite,
    deleteWrite,
  };
}

const MOST_REMEMBERED = 1_000;

/**
 * The same, with what was read or written last in memory: for a store that nobody else writes to, and that is read far
 * more often than it is written. Documents are shared by all who ask.
 */
export function rememberedCollection<Document>(
  store: OrderedStore,
): JsonCollection<Document> & { forgetAll(): void } {
  const stored = jsonCollection<Document>(store);
  const known = new Map<string, Document>();
  const remember = (id: string, document: Document): void => {
    if (known.size >= MOST_REMEMBERED) known.clear();
    known.set(id, document);
  };
  return {
    ...stored,
    get(id) {
      const document = known.get(id) ?? stored.get(id);
      if (document !== undefined) remember(id, document);
      return document;
    },
    async put(id, document) {
      await stored.put(id, document);
      remember(id, document);
    },
    async delete(id) {
      await stored.delete(id);
      known.delete(id);
    },
    putWrite(id, document) {
      remember(id, document);
      return stored.putWrite(id, document);
    },
    deleteWrite(id) {
      known.delete(id);
      return stored.deleteWrite(id);
    },
    forgetAll: () => known.clear(),
  };
}
