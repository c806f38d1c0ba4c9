import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RecentRecords } from './recent-records.ts';

const record = (stream: string, sequence: number, bytes = 1) => ({
  stream,
  sequence,
  value: Buffer.alloc(bytes, stream),
});
const texts = (values: readonly Buffer[] | undefined) => values?.map((value) => value.toString());

describe('the recent records', () => {
  it('are those of one stream in a range, in the order of their numbers, however they came', () => {
    const recent = new RecentRecords();
    for (const [sequence, stream] of [
      [3, 'c'],
      [1, 'a'],
      [2, 'b'],
    ] as const) {
      recent.add({ stream: 'one', sequence, value: Buffer.from(stream) });
    }
    recent.add(record('two', 4));
    expect(texts(recent.between('one', 0, 9))).toEqual(['a', 'b', 'c']);
    expect(texts(recent.between('one', 1, 2))).toEqual(['b']);
    expect(recent.between('one', 3, 9)).toEqual([]);
    expect(recent.between('three', 0, 9)).toEqual([]);
  });

  it('say that they do not know what was there before them', () => {
    const recent = new RecentRecords();
    recent.begin(5);
    recent.add(record('s', 4));
    recent.add(record('s', 6));
    expect(recent.between('s', 4, 9)).toBeUndefined();
    expect(recent.between('s', 5, 9)).toHaveLength(1);
  });

  it('never leave one out, whatever was dropped', () => {
    const sizes = fc.array(fc.constantFrom(1, 1_000, 400_000), { maxLength: 3_000, minLength: 10 });
    fc.assert(
      fc.property(sizes, fc.nat(3_000), (all, after) => {
        const recent = new RecentRecords();
        let held = 0;
        for (const [at, bytes] of all.entries()) recent.add(record('s', at + 1, bytes));
        const known = recent.between('s', after, all.length);
        if (known !== undefined) {
          expect(known.map(({ length }) => length)).toEqual(all.slice(after));
          held = known.reduce((sum, { length }) => sum + length, 0);
        }
        expect(held).toBeLessThanOrEqual(4 * 1024 * 1024);
      }),
      { numRuns: 50 },
    );
  });
});
