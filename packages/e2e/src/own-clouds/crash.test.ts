import { expect, it } from 'vitest';
import { call } from '../support/call-api.ts';
import { signInThroughPages } from '../support/hosted-sign-in.ts';
import type { Outputs } from '../support/outputs.ts';
import { newPerson } from '../support/person.ts';
import { startTaskyard, withDirectory } from '../support/taskyard-process.ts';

const CLIENTS = 16;
const KILL_AFTER_ANSWERS = 100;

it('keeps every task that was answered 201, the people and the keys through SIGKILL; --fresh clears', async () => {
  await withDirectory(async (directory) => {
    const first = await startTaskyard(directory);
    const person = await newPerson(first.outputs);
    const answered = await createUntilKilled(first.outputs, person.accessToken, () => first.end('SIGKILL'));
    expect(answered.length).toBeGreaterThanOrEqual(KILL_AFTER_ANSWERS);

    const second = await startTaskyard(directory, { port: first.port });
    const { outputs } = second;
    expect(outputs).toEqual(first.outputs);
    const stored = await allTaskIds(outputs, person.accessToken);
    expect(answered.filter((id) => !stored.has(id))).toEqual([]);
    const tokens = await signInThroughPages(outputs, person.email, person.password);
    expect((await call(outputs, { path: 'tasks', token: tokens.access_token })).status).toBe(200);
    expect(await second.end('SIGTERM')).toBe(0);

    const third = await startTaskyard(directory, { port: first.port, args: ['--fresh'] });
    await expect(signInThroughPages(third.outputs, person.email, person.password)).rejects.toThrow(
      'Incorrect username or password.',
    );
    expect((await call(third.outputs, { path: 'tasks', token: person.accessToken })).status).toBe(401);
    expect(await third.end('SIGINT')).toBe(0);
  });
});

/** The ids of the tasks that were answered 201 before the cloud died. */
async function createUntilKilled(
  outputs: Outputs,
  token: string,
  kill: () => Promise<unknown>,
): Promise<string[]> {
  const answered: string[] = [];
  let killed: Promise<unknown> | undefined;
  const client = async (number: number): Promise<void> => {
    for (let count = 0; ; count += 1) {
      const answer = await call(outputs, {
        method: 'POST',
        path: 'tasks',
        token,
        body: { title: `task ${number}-${count}` },
      }).catch(() => undefined);
      if (answer === undefined) return;
      expect(answer.status).toBe(201);
      answered.push((answer.json as { id: string }).id);
      if (answered.length >= KILL_AFTER_ANSWERS) killed ??= kill();
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, (_, number) => client(number)));
  await killed;
  return answered;
}

async function allTaskIds(outputs: Outputs, token: string): Promise<Set<string>> {
  const ids = new Set<string>();
  let pageToken: string | undefined;
  do {
    const query = pageToken === undefined ? '' : `&pageToken=${encodeURIComponent(pageToken)}`;
    const answer = await call(outputs, { path: `tasks?pageSize=100${query}`, token });
    expect(answer.status).toBe(200);
    const page = answer.json as { items: { id: string }[]; nextPageToken?: string };
    for (const { id } of page.items) ids.add(id);
    pageToken = page.nextPageToken;
  } while (pageToken !== undefined);
  return ids;
}
