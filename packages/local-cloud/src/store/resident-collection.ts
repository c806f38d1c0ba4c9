import { jsonCollection } from './json-collection.ts';
import type { OrderedStore } from './ordered-store.ts';

/** Few documents that every request looks at: on disk and, whole, in memory. */
export interface ResidentCollection<Document> {
  get(id: string): Document | undefined;
  /** In id order, those whose id starts with `prefix`. */
  list(prefix?: string): Document[];
  put(id: string, document: Document): Promise<void>;
  delete(id: string): Promise<void>;
}

export async function residentCollection<Document>(
  store: OrderedStore,
): Promise<ResidentCollection<Document>> {
  const stored = jsonCollection<Document>(store);
  const resident = new Map<string, Document>();
  for await (const [id, document] of stored.list()) resident.set(id, document);
  return {
    get: (id) => resident.get(id),
    list(prefix = '') {
      const found = [...resident].filter(([id]) => id.startsWith(prefix));
      return found.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, document]) => document);
    },
    async put(id, document) {
      await stored.put(id, document);
      resident.set(id, document);
    },
    async delete(id) {
      await stored.delete(id);
      resident.delete(id);
    },
  };
}
