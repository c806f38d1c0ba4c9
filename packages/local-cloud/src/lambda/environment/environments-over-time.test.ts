import diagnostics from 'node:diagnostics_channel';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { handlerOf, type LambdaUnderTest, lambdaUnderTest } from '../../../test/lambda-under-test.ts';

/** Threads that wait for the next cold start. */
const SPARES = 2;
const IDLE_MS = 1_000;

let lambda: LambdaUnderTest;
let alive = 0;
let started = 0;

function count(message: unknown): void {
  const { worker, process: child } = Object(message);
  started += 1;
  alive += 1;
  (worker ?? child).once('exit', () => {
    alive -= 1;
  });
}

beforeEach(async () => {
  alive = 0;
  started = 0;
  diagnostics.subscribe('worker_threads', count);
  diagnostics.subscribe('child_process', count);
  lambda = await lambdaUnderTest(undefined, undefined, { environmentIdleMs: IDLE_MS });
});
afterEach(async () => {
  await lambda.close();
  diagnostics.unsubscribe('worker_threads', count);
  diagnostics.unsubscribe('child_process', count);
  expect(alive).toBe(0);
});

describe('environments', () => {
  it('are none for fifty functions that nobody calls', async () => {
    const before = process.memoryUsage();
    for (let index = 0; index < 50; index += 1) {
      await lambda.deploy(`unused-${index}`, handlerOf('return 1;'));
    }
    await wait(500);
    expect(started).toBeLessThanOrEqual(SPARES);
    const after = process.memoryUsage();
    // A thread would take about 10 MB.
    expect(after.rss - before.rss).toBeLessThan(100 * 1024 * 1024);
    expect((await lambda.call('unused-49')).payload).toBe(1);
    await wait(500);
    expect(started).toBeLessThanOrEqual(SPARES + 1);
  });

  it('are all reclaimed after a time of calls, crashes and timeouts', async () => {
    await lambda.deploy('answering', handlerOf('return 1;'));
    await lambda.deploy('exiting', handlerOf('process.exit(1);'));
    await lambda.deploy('throwing', handlerOf('throw new Error("again");'));
    await lambda.deploy('looping', handlerOf('for (;;);'), { Timeout: 1 });
    await lambda.deploy(
      'python',
      { 'app.py': 'def handler(event, context): return 2' },
      { Runtime: 'python3.13', Handler: 'app.handler' },
    );
    const expected: Readonly<Record<string, string | undefined>> = {
      answering: undefined,
      exiting: 'Unhandled',
      throwing: 'Unhandled',
      looping: 'Unhandled',
      python: undefined,
    };
    const end = performance.now() + 10_000;
    const client = async (): Promise<void> => {
      while (performance.now() < end) {
        for (const [name, error] of Object.entries(expected)) {
          expect([name, (await lambda.call(name)).error]).toEqual([name, error]);
        }
      }
    };
    await Promise.all([client(), client(), client(), client()]);
    await expect.poll(() => alive, { timeout: 30_000, interval: 200 }).toBeLessThanOrEqual(SPARES);
    expect((await lambda.call('answering')).payload).toBe(1);
  }, 120_000);
});
