import { randomUUID } from 'node:crypto';
import type { Item } from '@taskyard/contract';
import { beforeAll, describe, expect, it } from 'vitest';
import { SYSTEM_SOURCES } from '../sources.ts';
import { createUuidV7 } from '../uuid-v7.ts';
import type { ItemStore } from './item-store.ts';

const newId = createUuidV7(SYSTEM_SOURCES);

function someItem(more: Partial<Item> = {}): Item {
  return {
    id: newId(),
    name: 'Grüße 😀',
    timestamp: '2026-11-20T10:00:00',
    createdBy: randomUUID(),
    ...more,
  };
}

/** What every store of items does. `open` gives an empty store. */
export function itemStoreConformance(name: string, open: () => Promise<ItemStore>): void {
  describe(`an item store ${name}`, () => {
    let store: ItemStore;
    beforeAll(async () => {
      store = await open();
    });

    it("lists everybody's items, the newest first, each once, whatever the page", async () => {
      const items: Item[] = [];
      for (let count = 0; count < 12; count += 1) {
        const item = someItem();
        items.unshift(item);
        await store.insert(item);
      }
      for (const limit of [1, 2, 5, 11, 12, 13]) {
        const found: Item[] = [];
        for (let after: string | undefined, more = true; more; ) {
          const slice = await store.list({ limit, ...(after === undefined ? {} : { after }) });
          expect(slice.things.length).toBeGreaterThan(0);
          found.push(...slice.things);
          after = slice.next;
          more = after !== undefined;
        }
        expect(found).toEqual(items);
      }
    });

    it('goes on below an item that is gone', async () => {
      const [older, gone] = [someItem(), someItem()];
      await store.insert(older);
      await store.insert(gone);
      await store.delete(gone.id, gone.createdBy);
      expect((await store.list({ limit: 1, after: gone.id })).things).toEqual([older]);
    });

    it('gives an item back as it was put in', async () => {
      const item = someItem();
      expect(await store.insert(item)).toEqual({ outcome: 'inserted' });
      expect(await store.get(item.id)).toEqual(item);
      expect(await store.get(newId())).toBeUndefined();
    });

    it('lets only its maker delete an item', async () => {
      const item = someItem();
      await store.insert(item);
      expect(await store.delete(item.id, randomUUID())).toEqual({ outcome: 'foreign' });
      expect(await store.get(item.id)).toEqual(item);
      expect(await store.delete(item.id, item.createdBy)).toEqual({ outcome: 'deleted' });
      expect(await store.get(item.id)).toBeUndefined();
      expect(await store.delete(item.id, item.createdBy)).toEqual({ outcome: 'missing' });
    });

    it('makes one item for one key of one maker', async () => {
      const claim = { key: 'createItem#k', fingerprint: 'f', madeAt: 1_000, expiresAt: 2_000 };
      const item = someItem();
      expect(await store.insert(item, claim)).toEqual({ outcome: 'inserted' });
      const again = someItem({ createdBy: item.createdBy });
      expect(await store.insert(again, claim)).toEqual({ outcome: 'replayed', made: item });
      expect(await store.insert(again, { ...claim, fingerprint: 'g' })).toEqual({ outcome: 'key-reused' });
      expect(await store.get(again.id)).toBeUndefined();
      expect(await store.insert(someItem(), claim)).toEqual({ outcome: 'inserted' });
      const { things } = await store.list({ limit: 100 });
      expect(things.filter(({ createdBy }) => createdBy === item.createdBy)).toEqual([item]);
    });
  });
}
