import type { Client } from '@taskyard/client';
import { type DemoTask, demoItems, demoLists, demoNetwork, demoNotes, demoRecords } from './demo-data.ts';

const DAY_MS = 86_400_000;

/** How many things were made. */
export type Filled = Readonly<Record<'lists' | 'tasks' | 'notes' | 'items' | 'records' | 'networks', number>>;

/**
 * Fills an account with the demo data, as of the day `now`. Each create carries a key of its own, so a second run
 * within the keys' lifetime makes nothing twice.
 */
export async function fillAccount(client: Client, now: Date): Promise<Filled> {
  let made = 0;
  const key = (): { readonly idempotencyKey: string } => ({ idempotencyKey: `demo-${made++}` });

  const addTask = async (
    listId: string,
    { due, comments = [], parts = [], ...task }: DemoTask,
  ): Promise<number> => {
    const dueOn = due === undefined ? {} : { dueOn: day(now, due) };
    const { body } = await client.createTask({ body: { ...task, ...dueOn, listId } }, key());
    for (const text of comments) {
      await client.createComment({ path: { taskId: body.id }, body: { text } }, key());
    }
    for (const title of parts) {
      await client.createTask({ body: { title, listId, parentId: body.id } }, key());
    }
    return 1 + parts.length;
  };

  let tasks = 0;
  for (const [name, members] of Object.entries(demoLists)) {
    const listId = name === '' ? 'inbox' : (await client.createList({ body: { name } }, key())).body.id;
    for (const task of members) tasks += await addTask(listId, task);
  }
  for (const body of demoNotes) await client.createNote({ body }, key());
  for (const name of demoItems) await client.createItem({ body: { name } }, key());
  for (const data of demoRecords) await client.createRecord({ body: { data } }, key());
  await client.createNetwork({ body: demoNetwork }, key());
  return {
    lists: Object.keys(demoLists).length - 1,
    tasks,
    notes: demoNotes.length,
    items: demoItems.length,
    records: demoRecords.length,
    networks: 1,
  };
}

function day(now: Date, after: number): string {
  return new Date(now.getTime() + after * DAY_MS).toISOString().slice(0, 10);
}
