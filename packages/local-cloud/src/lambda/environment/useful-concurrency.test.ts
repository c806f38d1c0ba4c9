import { availableParallelism } from 'node:os';
import { describe, expect, it } from 'vitest';
import { usefulConcurrency } from './useful-concurrency.ts';

const CORES = availableParallelism();

/** What is found after a time in which so many threads were at work. */
function measured() {
  let time = 0;
  let active = 0;
  const isUseful = usefulConcurrency(
    () => active,
    () => time,
  );
  return {
    isUseful,
    pass(milliseconds: number, threads: number): void {
      time += milliseconds;
      active += milliseconds * threads;
    },
  };
}

describe('another request beside those that run', () => {
  it('is useful without end while threads wait for other things', () => {
    const { isUseful, pass } = measured();
    for (let running = 0; running < 100; running += 1) {
      pass(20, CORES / 2);
      expect(isUseful(running)).toBe(true);
    }
  });

  it('is not while the processor is full, down to one request a core', () => {
    const { isUseful, pass } = measured();
    for (const running of [16, 8, 4, 2].map((times) => times * CORES)) {
      pass(20, 2 * CORES);
      expect(isUseful(running)).toBe(false);
    }
    expect(isUseful(CORES - 1)).toBe(true);
  });

  it('becomes useful again, one after another, and all at once after a rest', () => {
    const { isUseful, pass } = measured();
    pass(20, 2 * CORES);
    expect(isUseful(CORES)).toBe(false);
    pass(20, 0);
    expect(isUseful(CORES)).toBe(true);
    expect(isUseful(2 * CORES)).toBe(false);
    pass(2_000, 0);
    expect(isUseful(2 * CORES)).toBe(true);
  });
});
