import { describe, expect, it } from 'vitest';
import { ItemLocks } from './item-locks.ts';
import { TableGate } from './table-gate.ts';

const turn = (): Promise<void> => new Promise(setImmediate);

/** Work that ends when it is told to, and notes when it begins. */
function task(name: string, log: string[]): { readonly work: () => Promise<void>; end(): Promise<void> } {
  let end: () => void = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  return {
    work: async () => {
      log.push(name);
      await ended;
    },
    end: async () => {
      end();
      await turn();
    },
  };
}

describe('item locks', () => {
  it('let one after the other at an item, others beside it', async () => {
    const locks = new ItemLocks();
    const log: string[] = [];
    const [a, b, c] = ['a', 'b', 'c'].map((name) => task(name, log));
    if (!a || !b || !c) throw new Error('Three tasks were made.');
    const all = [locks.run('x', a.work), locks.run('x', b.work), locks.run('y', c.work)];
    await turn();
    expect(log).toEqual(['a', 'c']);
    await a.end();
    expect(log).toEqual(['a', 'c', 'b']);
    await Promise.all([b.end(), c.end(), ...all]);
  });

  it('are let go by work that fails', async () => {
    const locks = new ItemLocks();
    await expect(locks.run('x', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    await expect(locks.runAll(['y', 'x'], () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await locks.runAll(['x', 'y', 'x'], async () => 'free')).toBe('free');
  });

  it('never wait for one another in a ring', async () => {
    const locks = new ItemLocks();
    const done = await Promise.all(
      Array.from({ length: 50 }, (_, at) =>
        locks.runAll(at % 2 === 0 ? ['x', 'y', 'z'] : ['z', 'y', 'x'], async () => {
          await turn();
          return at;
        }),
      ),
    );
    expect(done).toHaveLength(50);
  });
});

describe('a table gate', () => {
  it('lets writers through side by side, and a change alone', async () => {
    const gate = new TableGate();
    const log: string[] = [];
    const [one, two, change, late] = ['one', 'two', 'change', 'late'].map((name) => task(name, log));
    if (!one || !two || !change || !late) throw new Error('Four tasks were made.');
    const all = [
      gate.shared(one.work),
      gate.shared(two.work),
      gate.alone(change.work),
      gate.shared(late.work),
    ];
    await turn();
    expect(log).toEqual(['one', 'two']);
    await one.end();
    expect(log).toEqual(['one', 'two']);
    await two.end();
    expect(log).toEqual(['one', 'two', 'change']);
    await change.end();
    expect(log).toEqual(['one', 'two', 'change', 'late']);
    await Promise.all([late.end(), ...all]);
  });

  it('opens again behind a change that fails, and lets changes through one by one', async () => {
    const gate = new TableGate();
    await expect(gate.alone(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    let inside = 0;
    await Promise.all(
      Array.from({ length: 10 }, () =>
        gate.alone(async () => {
          inside += 1;
          expect(inside).toBe(1);
          await turn();
          inside -= 1;
        }),
      ),
    );
  });
});
