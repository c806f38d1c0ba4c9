import { type Client, createClient } from '@taskyard/client';
import { expect, it } from 'vitest';
import { newPerson } from '../support/person.ts';
import { startTaskyard, withDirectory } from '../support/taskyard-process.ts';

const CLIENTS = 6;
const KILL_AFTER_CHANGES = 60;

it('every change that was answered is in the history of its task after SIGKILL, once', async () => {
  await withDirectory(async (directory) => {
    const first = await startTaskyard(directory, { args: ['--no-web'] });
    const { accessToken } = await newPerson(first.outputs);
    const client = createClient({ baseUrl: first.outputs.PeopleApiUrl, token: accessToken });
    const answered = await changeUntilKilled(client, () => first.end('SIGKILL'));

    const second = await startTaskyard(directory, { port: first.port, args: ['--no-web'] });
    for (const [taskId, last] of answered) {
      const told = async (): Promise<readonly string[]> => {
        const { body } = await client.listHistory({ path: { taskId }, query: { pageSize: 100 } });
        const titles = body.items.flatMap(({ changes }) => changes.map(({ to }) => String(to)));
        // One more may have been made whose answer was cut off.
        return titles.filter((title) => title !== `change ${last + 1}`);
      };
      const all = Array.from({ length: last }, (_, at) => `change ${last - at}`);
      await expect.poll(told, { timeout: 60_000, interval: 200 }).toEqual(all);
    }
    expect(await second.end('SIGTERM')).toBe(0);
  });
});

/** Changes a task for each of several clients; gives the number of the last change of each that was answered. */
async function changeUntilKilled(
  client: Client,
  kill: () => Promise<unknown>,
): Promise<ReadonlyMap<string, number>> {
  const answered = new Map<string, number>();
  let changes = 0;
  let killed: Promise<unknown> | undefined;
  const one = async (): Promise<void> => {
    const { body } = await client.createTask({ body: { title: 'change 0' } });
    for (let count = 1; ; count += 1) {
      const request = { path: { taskId: body.id }, body: { title: `change ${count}` } };
      const answer = await client.patchTask(request).catch(() => undefined);
      if (answer === undefined) return;
      answered.set(body.id, count);
      changes += 1;
      if (changes >= KILL_AFTER_CHANGES) killed ??= kill();
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, one));
  await killed;
  expect(answered.size).toBe(CLIENTS);
  return answered;
}
