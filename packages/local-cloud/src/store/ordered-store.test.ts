import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AbstractChainedBatch } from 'abstract-level';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openLevelStore } from './level-store.ts';
import { memoryStore } from './memory-store.ts';
import type { ClosableStore, OrderedStore, StoreRange } from './ordered-store.ts';

const bytes = (text: string): Buffer => Buffer.from(text);

async function keys(store: OrderedStore, range?: StoreRange): Promise<string> {
  const found: string[] = [];
  for await (const [key] of store.entries(range)) found.push(key.toString());
  return found.join('');
}

async function fill(store: OrderedStore, text: string): Promise<void> {
  await store.write(
    [...text].map((key) => ({ type: 'put', key: bytes(key), value: bytes(`value of ${key}`) })),
  );
}

const ranges: [name: string, range: StoreRange, expected: string][] = [
  ['everything', {}, 'abcde'],
  ['from', { gte: bytes('b') }, 'bcde'],
  ['after', { gt: bytes('b') }, 'cde'],
  ['up to', { lte: bytes('c') }, 'abc'],
  ['before', { lt: bytes('c') }, 'ab'],
  ['between', { gt: bytes('a'), lt: bytes('d') }, 'bc'],
  ['an empty range', { gt: bytes('d'), lt: bytes('b') }, ''],
  ['backwards', { reverse: true, lte: bytes('c') }, 'cba'],
  ['a limit', { limit: 2 }, 'ab'],
  ['a limit, backwards', { limit: 2, reverse: true }, 'ed'],
];

describe.each(['level', 'memory'] as const)('the %s store', (kind) => {
  let directory: string;
  let store: ClosableStore;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'ordered-store-'));
    store = kind === 'level' ? await openLevelStore(join(directory, 'db')) : memoryStore();
  });
  afterEach(async () => {
    await store.close();
    await rm(directory, { recursive: true });
  });

  it.each(ranges)('reads %s', async (_name, range, expected) => {
    await fill(store, 'daebc');
    expect(await keys(store, range)).toBe(expected);
    await fill(store.namespace('inner'), 'daebc');
    expect(await keys(store.namespace('inner'), range)).toBe(expected);
  });

  it('gets what was put last and nothing that was deleted', async () => {
    await store.write([
      { type: 'put', key: bytes('a'), value: bytes('1') },
      { type: 'put', key: bytes('a'), value: bytes('2') },
      { type: 'put', key: bytes('b'), value: bytes('3') },
      { type: 'del', key: bytes('b') },
    ]);
    expect(store.get(bytes('a'))?.toString()).toBe('2');
    expect(await store.getMany([bytes('b'), bytes('a')])).toEqual([undefined, bytes('2')]);
  });

  it('keeps namespaces apart, nested ones too', async () => {
    await fill(store.namespace('a'), 'x');
    await fill(store.namespace('a').namespace('b'), 'y');
    await fill(store.namespace('ab'), 'z');
    expect(await keys(store.namespace('ab'))).toBe('z');
    expect(await keys(store.namespace('a').namespace('b'))).toBe('y');
    await store.namespace('a').namespace('b').clear();
    expect(await keys(store.namespace('a'))).toBe('x');
    expect(() => store.namespace('no spaces')).toThrow(TypeError);
  });

  it('iterates over a snapshot', async () => {
    await fill(store, 'abc');
    const seen: string[] = [];
    for await (const [key] of store.entries()) {
      seen.push(key.toString());
      if (seen.length === 1) await fill(store, 'd');
    }
    expect(seen.join('')).toBe('abc');
  });
});

it('keeps what was written when the level store is opened again', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'ordered-store-'));
  const first = await openLevelStore(directory);
  await fill(first, 'ab');
  await first.close();
  const second = await openLevelStore(directory);
  expect(await keys(second)).toBe('ab');
  await second.close();
  await rm(directory, { recursive: true });
});

it('syncs each write before it is fulfilled, those that come together at once, when it shall be durable in full', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'ordered-store-'));
  const write = vi.spyOn(AbstractChainedBatch.prototype, 'write');
  const store = await openLevelStore(directory, 'full');
  await fill(store, 'a');
  await Promise.all(['b', 'c', 'd'].map((key) => fill(store, key)));
  expect(write.mock.calls).toEqual([[{ sync: true }], [{ sync: true }], [{ sync: true }]]);
  write.mockRestore();
  await store.close();
  await rm(directory, { recursive: true });
});
