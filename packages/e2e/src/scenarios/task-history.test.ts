import { DynamoDBClient, paginateQuery } from '@aws-sdk/client-dynamodb';
import { createClient, type HistoryEntry } from '@taskyard/client';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { administratorClient } from '../support/administrator.ts';
import { readOutputs } from '../support/outputs.ts';
import { newPerson } from '../support/person.ts';

/** What the stream of the tasks' table makes of changes. */

const outputs = readOutputs(inject('outputsFile'));
const dataDirectory = inject('dataDirectory');
const FOLLOWED = { timeout: 45_000, interval: 100 };

let client: ReturnType<typeof createClient>;
beforeAll(async () => {
  const { accessToken } = await newPerson(outputs);
  client = createClient({ baseUrl: outputs.PeopleApiUrl, token: accessToken });
});

async function newTask(title: string): Promise<{ readonly taskId: string }> {
  const { body } = await client.createTask({ body: { title } });
  return { taskId: body.id };
}

async function historyOf(taskId: string): Promise<readonly HistoryEntry[]> {
  const entries: HistoryEntry[] = [];
  for (let query: { pageSize: number; pageToken?: string } = { pageSize: 3 }; ; ) {
    const { body } = await client.listHistory({ path: { taskId }, query });
    entries.push(...body.items);
    if (body.nextPageToken === undefined) return entries;
    query = { pageSize: 3, pageToken: body.nextPageToken };
  }
}

it('the last change is told at once, and soon all of them, each once', async () => {
  const path = await newTask('change 0');
  const titles = Array.from({ length: 8 }, (_, at) => `change ${at + 1}`);
  for (const title of titles) {
    await client.patchTask({ path, body: { title } });
    const [newest] = await historyOf(path.taskId);
    expect(newest).toMatchObject({ action: 'UPDATED', changes: [{ field: 'title', to: title }] });
  }
  const told = async () => (await historyOf(path.taskId)).map(({ changes }) => changes[0]?.to);
  await expect.poll(told, FOLLOWED).toEqual([...titles.reverse(), undefined]);
});

it('tells of the trash and of the way back', async () => {
  const path = await newTask('to and fro');
  await client.deleteTask({ path, query: {} });
  await client.restoreTask({ path });
  await client.createComment({ path, body: { text: 'is no change' } });
  const told = async () => (await historyOf(path.taskId)).map(({ action }) => action);
  expect((await told())[0]).toBe('RESTORED');
  await expect.poll(told, FOLLOWED).toEqual(['RESTORED', 'DELETED', 'CREATED']);
});

describe.skipIf(dataDirectory === '')('what the table keeps', () => {
  let dynamodb: DynamoDBClient;
  beforeAll(async () => {
    dynamodb = new DynamoDBClient(await administratorClient(dataDirectory));
  });

  async function keptOf(taskId: string): Promise<readonly (string | undefined)[]> {
    const pages = paginateQuery(
      { client: dynamodb },
      {
        TableName: outputs.TasksTableName,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': { S: `task#${taskId}` } },
        ConsistentRead: true,
      },
    );
    const kept: (string | undefined)[] = [];
    for await (const { Items = [] } of pages) kept.push(...Items.map(({ sk }) => sk?.S));
    return kept;
  }

  it('is an entry for each change, and nothing of tasks that were changed and deleted for good in one breath', async () => {
    const gone = await Promise.all(
      Array.from({ length: 6 }, async (_, at) => {
        const path = await newTask(`gone ${at}`);
        await client.patchTask({ path, body: { priority: 'HIGH' } });
        await client.createComment({ path, body: { text: 'soon gone' } });
        await client.completeTask({ path });
        await client.deleteTask({ path, query: { permanent: true } });
        return path.taskId;
      }),
    );
    const path = await newTask('kept');
    await client.patchTask({ path, body: { priority: 'HIGH' } });
    const [entry] = await historyOf(path.taskId);
    // What came before it in the stream has been followed then.
    await expect.poll(() => keptOf(path.taskId), FOLLOWED).toEqual([`history#${entry?.id}`]);
    for (const taskId of gone) expect(await keptOf(taskId)).toEqual([]);
  });
});
