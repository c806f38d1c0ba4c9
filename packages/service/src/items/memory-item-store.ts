import type { Item } from '@taskyard/contract';
import { memoryClaims } from '../idempotency/memory-claims.ts';
import { sliceOf } from '../paging/slice.ts';
import type { ItemStore } from './item-store.ts';

/** Keeps items in this process: the plain telling of what every store does. */
export function memoryItemStore(): ItemStore {
  const items = new Map<string, Item>();
  const claims = memoryClaims<Item>();
  return {
    async insert(item, claim) {
      const inserted = claims.take(item.createdBy, claim, item);
      if (inserted.outcome === 'inserted') items.set(item.id, item);
      return inserted;
    },

    async get(id) {
      return items.get(id);
    },

    async list({ after, limit }) {
      const found = [...items.values()]
        .filter(({ id }) => after === undefined || id < after)
        .sort((a, b) => (a.id < b.id ? 1 : -1));
      return sliceOf(found, limit);
    },

    async delete(id, maker) {
      const item = items.get(id);
      if (item === undefined) return { outcome: 'missing' };
      if (item.createdBy !== maker) return { outcome: 'foreign' };
      items.delete(id);
      return { outcome: 'deleted' };
    },
  };
}
