import { beforeAll, expect, inject, it } from 'vitest';
import { type Answer, type Call, call } from '../support/call-api.ts';
import { readOutputs } from '../support/outputs.ts';
import { newPerson, type Person } from '../support/person.ts';

/** Many at once: no change is lost, and no place is given twice. */

const CLIENTS = 50;
const TIMEOUT_MS = 180_000;

const outputs = readOutputs(inject('outputsFile'));
let ada: Person;

const asAda = (request: Call): Promise<Answer> => call(outputs, { token: ada.accessToken, ...request });

interface TaskView {
  readonly id: string;
  readonly title: string;
  readonly version: number;
  readonly position: string;
}

async function made<Body>(path: string, body: object): Promise<Body> {
  const answer = await asAda({ method: 'POST', path, body });
  expect(answer.status, answer.text).toBe(201);
  return answer.json as Body;
}

const byAll = (ask: (client: number) => Promise<Answer>): Promise<readonly Answer[]> =>
  Promise.all(Array.from({ length: CLIENTS }, (_, client) => ask(client)));

beforeAll(async () => {
  ada = await newPerson(outputs, 'ada');
});

it('fifty clients who change one version: one is heard, again and again', {
  timeout: TIMEOUT_MS,
}, async () => {
  const { id } = await made<TaskView>('tasks', { title: 'contended' });
  for (let round = 1; round <= 3; round += 1) {
    const before = await asAda({ path: `tasks/${id}` });
    const tag = before.headers.get('etag') ?? '';
    const answers = await byAll((client) =>
      asAda({
        method: 'PATCH',
        path: `tasks/${id}`,
        headers: { 'If-Match': tag },
        body: { title: `round ${round} by ${client}` },
      }),
    );
    const winners = answers.filter(({ status }) => status === 200);
    expect(winners).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 412)).toHaveLength(CLIENTS - 1);
    const { json } = await asAda({ path: `tasks/${id}` });
    expect(json).toEqual(winners[0]?.json);
    expect(json).toMatchObject({ version: round + 1 });
  }
});

it('fifty who put a task into the same gap, and fifty who add one, get places of their own', {
  timeout: TIMEOUT_MS,
}, async () => {
  const { id: listId } = await made<{ readonly id: string }>('lists', { name: 'Order' });
  const [first, last] = [
    await made<TaskView>('tasks', { title: 'first', listId }),
    await made<TaskView>('tasks', { title: 'last', listId }),
  ];
  const added = await byAll((client) =>
    asAda({ method: 'POST', path: 'tasks', body: { title: `task ${client}`, listId } }),
  );
  expect(added.map(({ status }) => status)).toEqual(added.map(() => 201));
  const ids = added.map(({ json }) => (json as TaskView).id);
  const moved = await byAll((client) =>
    asAda({ method: 'POST', path: `tasks/${ids[client]}/move`, body: { before: last.id } }),
  );
  expect(moved.map(({ status, text }) => (status === 200 ? status : text))).toEqual(moved.map(() => 200));
  const places = moved.map(({ json }) => (json as TaskView).position);
  expect(new Set(places).size).toBe(CLIENTS);
  for (const place of places) {
    expect(place > first.position && place < last.position, place).toBe(true);
  }
});
