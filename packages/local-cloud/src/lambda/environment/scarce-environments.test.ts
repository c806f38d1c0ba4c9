import { afterEach, beforeEach, expect, it } from 'vitest';
import { handlerOf, type LambdaUnderTest, lambdaUnderTest } from '../../../test/lambda-under-test.ts';

let lambda: LambdaUnderTest;

beforeEach(async () => {
  lambda = await lambdaUnderTest(undefined, undefined, { maxEnvironments: 1 });
  for (const name of ['first', 'second', 'third']) {
    await lambda.deploy(
      name,
      handlerOf(
        'await new Promise((done) => setTimeout(done, event.wait ?? 0)); return context.functionName;',
      ),
      { Timeout: 60 },
    );
    // What makes an environment ready for the first time is done once it is called.
    await lambda.call(name);
  }
});
afterEach(() => lambda.close());

it('whoever waits longest for the one environment there may be starts first', async () => {
  const answered: unknown[] = [];
  const call = async (name: string, wait = 0): Promise<void> => {
    answered.push((await lambda.invoker.invoke(name, JSON.stringify({ wait }))).payload);
  };
  const all = ['first', 'third', 'second', 'first', 'third'].map((name, index) =>
    call(name, index === 0 ? 500 : 0),
  );
  await Promise.all(all);
  // The one that has run gives its environment to the next of its own function only when that one is next in line.
  expect(answered.map(String)).toEqual(
    ['first', 'third', 'second', 'first', 'third'].map((name) => `"${name}"`),
  );
}, 60_000);

it('a function that is called all the time holds up no other', async () => {
  let others = true;
  let busy = 0;
  const client = async (): Promise<void> => {
    while (others) {
      await lambda.invoker.invoke('first', '{"wait":20}');
      busy += 1;
    }
  };
  const clients = [client(), client(), client(), client()];
  await expect.poll(() => busy, { timeout: 30_000 }).toBeGreaterThan(10);
  for (const name of ['second', 'third', 'second']) {
    expect((await lambda.invoker.invoke(name, '{}')).payload).toBe(`"${name}"`);
  }
  const before = busy;
  await expect.poll(() => busy, { timeout: 30_000 }).toBeGreaterThan(before);
  others = false;
  await Promise.all(clients);
}, 60_000);
