import { describe, expect, it } from 'vitest';
import { groupedWrites } from './grouped-writes.ts';
import type { StoreWrite } from './ordered-store.ts';

const del = (key: string): StoreWrite => ({ type: 'del', key: Buffer.from(key) });
const name = ({ key }: StoreWrite): string => Buffer.from(key).toString();

/** Applies groups one at a time, each when it is let go. */
function gated(): {
  readonly write: ReturnType<typeof groupedWrites>;
  readonly groups: string[];
  letGo(error?: Error): Promise<void>;
} {
  const groups: string[] = [];
  let settle: (error?: Error) => void = () => {};
  const write = groupedWrites((writes) => {
    groups.push(writes.map(name).join(''));
    return new Promise((resolve, reject) => {
      settle = (error) => (error === undefined ? resolve() : reject(error));
    });
  });
  return {
    write,
    groups,
    letGo: async (error) => {
      settle(error);
      await new Promise(setImmediate);
    },
  };
}

describe('grouped writes', () => {
  it('go alone when nothing is under way, and together behind it', async () => {
    const { write, groups, letGo } = gated();
    const done: string[] = [];
    for (const key of ['a', 'b', 'c']) void write([del(key)]).then(() => done.push(key));
    expect(groups).toEqual(['a']);
    await letGo();
    expect(done).toEqual(['a']);
    expect(groups).toEqual(['a', 'bc']);
    await letGo();
    expect(done).toEqual(['a', 'b', 'c']);
  });

  it('fail together, and leave those behind them alone', async () => {
    const { write, groups, letGo } = gated();
    const outcomes = Promise.allSettled(['a', 'b', 'c'].map((key) => write([del(key)])));
    await letGo();
    const later = write([del('d')]);
    await letGo(new Error('full'));
    await letGo();
    expect((await outcomes).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
    await later;
    expect(groups).toEqual(['a', 'bc', 'd']);
  });

  it('keep to a size, but never split a write', async () => {
    const { write, groups, letGo } = gated();
    const many = (key: string, count: number): StoreWrite[] => Array.from({ length: count }, () => del(key));
    void write([del('a')]);
    void write(many('b', 1500));
    void write(many('c', 600));
    void write(many('d', 600));
    for (let at = 0; at < 3; at++) await letGo();
    expect(groups.map((group) => group.length)).toEqual([1, 1500, 600, 600]);
  });
});
