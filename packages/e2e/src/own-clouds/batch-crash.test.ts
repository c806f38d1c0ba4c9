import { expect, it } from 'vitest';
import { call } from '../support/call-api.ts';
import type { Outputs } from '../support/outputs.ts';
import { newPerson } from '../support/person.ts';
import { startTaskyard, withDirectory } from '../support/taskyard-process.ts';

const CLIENTS = 6;
const STEPS = 12;
const KILL_AFTER_BATCHES = 12;

interface TaskView {
  readonly id: string;
  readonly title: string;
  readonly labels: readonly string[];
}

it('a batch that SIGKILL cuts off is there whole or not at all, and one that was answered is there', {
  timeout: 480_000,
}, async () => {
  await withDirectory(async (directory) => {
    const first = await startTaskyard(directory, { args: ['--no-web'] });
    const { accessToken } = await newPerson(first.outputs);
    const answered = await batchesUntilKilled(first.outputs, accessToken, () => first.end('SIGKILL'));

    const second = await startTaskyard(directory, { port: first.port, args: ['--no-web'] });
    const tasks = await allTasks(second.outputs, accessToken);
    const made = new Map<string, number>();
    for (const { labels } of tasks) {
      for (const batch of labels) made.set(batch, (made.get(batch) ?? 0) + 1);
    }
    expect([...made.values()]).toEqual([...made].map(() => STEPS));
    expect(answered.filter((batch) => !made.has(batch))).toEqual([]);
    // Each batch also changed its client's own task: that has come as far as the tasks which were made.
    for (let client = 0; client < CLIENTS; client += 1) {
      const batches = [...made.keys()].filter((batch) => batch.startsWith(`${client}-`)).length;
      const own = tasks.filter(({ title }) => title.startsWith(`client ${client} `));
      expect(own.map(({ title }) => title)).toEqual([`client ${client} has made ${batches}`]);
    }
    expect(await second.end('SIGTERM')).toBe(0);
  });
});

/** Sends batches from several clients at once; gives those that were answered before the cloud died. */
async function batchesUntilKilled(
  outputs: Outputs,
  token: string,
  kill: () => Promise<unknown>,
): Promise<readonly string[]> {
  const answered: string[] = [];
  let killed: Promise<unknown> | undefined;
  const post = (path: string, body: object) => call(outputs, { method: 'POST', path, token, body });
  const client = async (number: number): Promise<void> => {
    const own = await post('tasks', { title: `client ${number} has made 0` });
    const { id: taskId } = own.json as TaskView;
    for (let count = 1; ; count += 1) {
      const batch = `${number}-${count}`;
      const answer = await post('tasks/batch', {
        steps: [
          ...Array.from({ length: STEPS }, (_, step) => ({
            action: 'create',
            task: { title: `task ${step}`, labels: [batch] },
          })),
          { action: 'update', taskId, change: { title: `client ${number} has made ${count}` } },
        ],
      }).catch(() => undefined);
      if (answer === undefined) return;
      expect(answer.status, answer.text).toBe(200);
      answered.push(batch);
      if (answered.length >= KILL_AFTER_BATCHES) killed ??= kill();
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, (_, number) => client(number)));
  await killed;
  expect(answered.length).toBeGreaterThanOrEqual(KILL_AFTER_BATCHES);
  return answered;
}

async function allTasks(outputs: Outputs, token: string): Promise<readonly TaskView[]> {
  const tasks: TaskView[] = [];
  for (let pageToken: string | undefined, more = true; more; ) {
    const query = pageToken === undefined ? '' : `&pageToken=${encodeURIComponent(pageToken)}`;
    const answer = await call(outputs, { path: `tasks?pageSize=100${query}`, token });
    expect(answer.status, answer.text).toBe(200);
    const page = answer.json as { items: TaskView[]; nextPageToken?: string };
    tasks.push(...page.items);
    pageToken = page.nextPageToken;
    more = pageToken !== undefined;
  }
  return tasks;
}
