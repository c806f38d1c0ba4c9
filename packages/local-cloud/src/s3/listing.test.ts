import fc from 'fast-check';
import { expect, it } from 'vitest';
import { memoryStore } from '../store/memory-store.ts';
import { afterPrefix, currentKey, noncurrentKey, noncurrentPrefix } from './index/index-key.ts';
import { listObjects } from './listing.ts';

const BUCKET = '0123456789abcdef';
const keys = fc.string({
  unit: fc.constantFrom('a', 'b', '/', '\0', 'é', '\uffee', '🦊'),
  minLength: 1,
  maxLength: 6,
});

/** What S3's documentation says, without regard to cost. */
function expected(all: readonly string[], prefix: string, delimiter: string): string[] {
  const sorted = [...new Set(all)].sort((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other)));
  const found = sorted
    .filter((key) => key.startsWith(prefix))
    .map((key) => {
      const end = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
      return end < 0 ? key : key.slice(0, end + delimiter.length);
    });
  return [...new Set(found)];
}

it('gives every key or common prefix once, in pages of any size', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(keys, { maxLength: 25 }),
      fc.oneof(fc.constant(''), keys),
      fc.constantFrom('', '/', 'a', 'é'),
      fc.integer({ min: 1, max: 5 }),
      async (all, prefix, delimiter, maxKeys) => {
        const store = memoryStore();
        await store.write(
          all.map((key) => ({
            type: 'put',
            key: currentKey(BUCKET, key),
            value: Buffer.from(JSON.stringify({ key })),
          })),
        );
        const end = afterPrefix(currentKey(BUCKET, ''));
        const found: string[] = [];
        let after = '';
        for (let pages = 0; pages < 60; pages += 1) {
          const page = await listObjects((start) => store.entries({ gte: start, lt: end }), BUCKET, {
            ...{ prefix, delimiter, after, maxKeys },
          });
          const entries = [...page.contents.map(({ key }) => key), ...page.commonPrefixes];
          expect(entries.length).toBeLessThanOrEqual(maxKeys);
          found.push(...entries);
          if (page.last === undefined) break;
          after = page.last;
        }
        expect(found.sort()).toEqual(expected(all, prefix, delimiter).sort());
      },
    ),
  );
});

it('keeps the versions of one key apart from those of others, newest first', () => {
  fc.assert(
    fc.property(keys, keys, fc.nat(), fc.nat(), (one, other, first, second) => {
      const key = noncurrentKey(BUCKET, one, first);
      const prefix = noncurrentPrefix(BUCKET, other);
      expect(key.subarray(0, prefix.length).equals(prefix)).toBe(one === other);
      const order = Buffer.compare(key, noncurrentKey(BUCKET, other, second));
      const byKey = Buffer.compare(Buffer.from(one), Buffer.from(other));
      expect(Math.sign(order)).toBe(byKey === 0 ? Math.sign(second - first) : Math.sign(byKey));
    }),
  );
});
