import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openLevelStore } from './level-store.ts';
import { memoryStore } from './memory-store.ts';
import type { ClosableStore, OrderedStore, StoreWrite } from './ordered-store.ts';
import { openWriteAheadLog } from './write-ahead-log.ts';
import { recover, withoutOwn, writeBehindStore } from './write-behind-store.ts';

const KEYS = ['a', 'b', 'c', 'd', 'e'];

async function collected<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

async function content(store: OrderedStore): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for await (const [key, value] of store.entries(withoutOwn())) found[key.toString()] = value.toString();
  return found;
}

/** A database that takes over slowly, refuses from some moment on, or is cut off as by the death of the process. */
function slowDatabase() {
  const kept = memoryStore();
  let state: 'works' | 'refuses' | 'dead' = 'works';
  const store: ClosableStore = {
    ...kept,
    write: async (writes) => {
      await new Promise(setImmediate);
      if (state === 'dead') return new Promise(() => {});
      if (state === 'refuses') throw new Error('The disk is full.');
      await kept.write(writes);
    },
  };
  return {
    store,
    kept,
    become: (next: typeof state): void => {
      state = next;
    },
  };
}

async function inDirectory(work: (directory: string) => Promise<void>): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'write-behind-'));
  try {
    await work(directory);
  } finally {
    await rm(directory, { recursive: true });
  }
}

const write: fc.Arbitrary<StoreWrite> = fc.oneof(
  fc
    .tuple(fc.constantFrom(...KEYS), fc.string({ maxLength: 3 }))
    .map(([key, value]) => ({ type: 'put' as const, key: Buffer.from(key), value: Buffer.from(value) })),
  fc.constantFrom(...KEYS).map((key) => ({ type: 'del' as const, key: Buffer.from(key) })),
);
const step = fc.oneof(
  { weight: 6, arbitrary: fc.array(write, { minLength: 1, maxLength: 4 }) },
  { weight: 2, arbitrary: fc.constant('read' as const) },
  { weight: 1, arbitrary: fc.constant('wait' as const) },
  { weight: 1, arbitrary: fc.constant('clear' as const) },
  { weight: 1, arbitrary: fc.constant('die' as const) },
);

describe('the write-behind store', () => {
  it('reads as if there were neither a log nor a delay, and loses nothing when the process dies', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), (steps) =>
        inDirectory(async (directory) => {
          const model = memoryStore();
          let database = slowDatabase();
          const open = async (): Promise<ClosableStore> => {
            const last = await recover(database.store, directory);
            const log = openWriteAheadLog(directory);
            log.reset();
            return writeBehindStore(database.store, log, last);
          };
          let store = await open();
          for (const each of steps) {
            if (each === 'read') {
              expect(await content(store)).toEqual(await content(model));
              const values = (await collected(store.valuePages(withoutOwn()))).flat();
              expect(values.map(String)).toEqual(Object.values(await content(model)));
            } else if (each === 'wait') await new Promise((resolve) => setTimeout(resolve, 25));
            else if (each === 'clear') {
              const range = { gte: Buffer.from('b'), lt: Buffer.from('d') };
              await store.clear(range);
              await model.clear(range);
            } else if (each === 'die') {
              database.become('dead');
              const { kept } = database;
              database = slowDatabase();
              await database.kept.write(
                (await collected(kept.entries())).map(([key, value]) => ({ type: 'put', key, value })),
              );
              store = await open();
            } else {
              await Promise.all([store.write(each), model.write(each)]);
              for (const key of KEYS) {
                expect(store.get(Buffer.from(key))?.toString()).toBe(model.get(Buffer.from(key))?.toString());
              }
            }
          }
          expect(await content(store)).toEqual(await content(model));
          await store.close();
          expect(await content(database.kept)).toEqual(await content(model));
        }),
      ),
      { numRuns: 60 },
    );
  }, 120_000);

  it('applies the writes of one turn in the order in which they came', () =>
    inDirectory(async (directory) => {
      const store = await openLevelStore(directory);
      await Promise.all(
        ['1', '2', '3'].map((value) =>
          store.write([{ type: 'put', key: Buffer.from('a'), value: Buffer.from(value) }]),
        ),
      );
      expect(store.get(Buffer.from('a'))?.toString()).toBe('3');
      await store.close();
    }));

  it('refuses writes once the database has refused, and does not read what it lacks', () =>
    inDirectory(async (directory) => {
      const { store: database, become } = slowDatabase();
      const store = writeBehindStore(database, openWriteAheadLog(directory), 0);
      const put = (key: string) =>
        store.write([{ type: 'put', key: Buffer.from(key), value: Buffer.from('1') }]);
      become('refuses');
      await put('a');
      await expect(content(store)).rejects.toThrow('The disk is full.');
      await expect(put('b')).rejects.toThrow('The disk is full.');
      expect(store.get(Buffer.from('a'))?.toString()).toBe('1');
      await expect(store.close()).rejects.toThrow('The disk is full.');
      // What was acknowledged is in the log, for the next start.
      const next = memoryStore();
      await recover(next, directory);
      expect(await content(next)).toEqual({ a: '1' });
    }));

  it('is taken over by a start that syncs every write', () =>
    inDirectory(async (directory) => {
      const database = memoryStore();
      const log = openWriteAheadLog(directory);
      await recover(database, directory);
      log.append({ number: 1, writes: [{ type: 'put', key: Buffer.from('a'), value: Buffer.from('1') }] });
      log.close();
      const store = await openLevelStore(directory, 'full');
      expect(await content(store)).toEqual({ a: '1' });
      await store.write([{ type: 'del', key: Buffer.from('a') }]);
      await store.close();
      const again = await openLevelStore(directory);
      expect(await content(again)).toEqual({});
      await again.close();
    }));
});
