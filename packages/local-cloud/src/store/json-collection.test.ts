import { expect, it } from 'vitest';
import { rememberedCollection } from './json-collection.ts';
import { memoryStore } from './memory-store.ts';

it('a remembered collection answers what is stored, and forgets what is gone', async () => {
  const store = memoryStore();
  const collection = rememberedCollection<{ readonly n: number }>(store);
  expect(collection.get('a')).toBeUndefined();
  await collection.put('a', { n: 1 });
  await store.write([collection.putWrite('b', { n: 2 })]);
  expect([collection.get('a'), collection.get('b')]).toEqual([{ n: 1 }, { n: 2 }]);
  expect(collection.get('a')).toBe(collection.get('a'));

  await collection.delete('a');
  await store.write([collection.deleteWrite('b')]);
  expect([collection.get('a'), collection.get('b')]).toEqual([undefined, undefined]);

  await collection.put('c', { n: 3 });
  await store.clear();
  collection.forgetAll();
  expect(collection.get('c')).toBeUndefined();
});

it('a remembered collection may have more documents than it remembers', async () => {
  const collection = rememberedCollection<{ readonly n: number }>(memoryStore());
  for (let n = 0; n < 2_500; n += 1) await collection.put(`${n}`, { n });
  for (const n of [0, 999, 1_000, 2_499]) expect(collection.get(`${n}`)).toEqual({ n });
});
