import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { type Client, createClient } from '@taskyard/client';
import { tokenScopes } from '@taskyard/contract';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fillAccount } from '../seed/fill-account.ts';
import { administratorClient } from '../support/administrator.ts';
import { announced } from '../support/announced.ts';
import { newPerson } from '../support/person.ts';
import { startTaskyard, type TaskyardProcess } from '../support/taskyard-process.ts';

/** Everything is done once; then each function's role has used all that it was granted. */

/** Granted, and not used here: why. */
const UNUSED: Readonly<Record<string, string>> = {
  'xray:PutTelemetryRecords': 'nothing collects traces here',
  'xray:PutTraceSegments': 'nothing collects traces here',
  'dynamodb:ListStreams': 'AWS asks for it to read a stream; the local cloud knows which there is',
  's3:AbortMultipartUpload': 'only an export that fails has an upload to abort',
};

let directory: string;
let taskyard: TaskyardProcess;
let client: Client;
let automation: Client;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'taskyard-permissions-'));
  taskyard = await startTaskyard(directory, { args: ['--no-web'] });
  const person = await newPerson(taskyard.outputs);
  client = createClient({ baseUrl: taskyard.outputs.PeopleApiUrl, token: person.accessToken });
  const { body } = await client.createToken({ body: { name: 'all', scopes: tokenScopes } });
  automation = createClient({ baseUrl: taskyard.outputs.AutomationApiUrl, token: body.token });
});

afterAll(async () => {
  await taskyard.end('SIGTERM');
  await rm(directory, { recursive: true, force: true });
});

async function send(
  upload: { url: string; headers: Readonly<Record<string, string>> } | undefined,
  body: string,
) {
  const answer = await fetch(upload?.url ?? '', { method: 'PUT', headers: upload?.headers ?? {}, body });
  expect(answer.status).toBe(200);
}

async function tasks(): Promise<void> {
  const { body: task } = await client.createTask({ body: { title: 'one' } });
  const path = { taskId: task.id };
  const attach = async (content: string): Promise<string> => {
    const { body: attachment } = await client.createAttachment({
      path,
      body: { name: 'a.txt', contentType: 'text/plain', ...announced(content) },
    });
    await send(attachment.upload, content);
    await client.completeAttachment({ path: { ...path, attachmentId: attachment.id } });
    return attachment.id;
  };
  const attachmentId = await attach('the content');
  await client.getAttachment({ path: { ...path, attachmentId } });
  await client.deleteAttachment({ path: { ...path, attachmentId } });
  await client.patchTask({ path, body: { title: 'two' } });
  for (const sort of ['due', 'updated', 'title', 'priority'] as const)
    await client.listTasks({ query: { sort } });
  await client.listTasks({ query: { listId: 'inbox', sort: 'position' } });
  await client.listTasks({ query: { status: 'PENDING' } });
  await client.listChanges({ query: {} });
  await client.listHistory({ path, query: {} });
  await attach('what goes with the task');
  await client.createComment({ path, body: { text: 'so does this' } });
  await client.deleteTask({ path, query: { permanent: true } });
  const { body: list } = await client.createList({ body: { name: 'to delete' } });
  await client.deleteList({ path: { listId: list.id } });
}

async function transfers(): Promise<void> {
  const content = '{"title":"imported"}';
  const { body: made } = await client.createImport({ body: { format: 'ndjson', ...announced(content) } });
  await send(made.upload, content);
  await client.startImport({ path: { importId: made.id } });
  const { body: exported } = await client.createExport({ body: { format: 'csv' } });
  const settled = { timeout: 60_000, interval: 300 };
  const importState = async () => (await client.getImport({ path: { importId: made.id } })).body;
  const exportState = async () => (await client.getExport({ path: { exportId: exported.id } })).body;
  await expect.poll(importState, settled).toMatchObject({ status: 'SUCCEEDED' });
  await expect.poll(exportState, settled).toMatchObject({ status: 'SUCCEEDED' });
  const { report } = await importState();
  const { download } = await exportState();
  for (const link of [report, download]) expect((await fetch(link?.url ?? '')).status).toBe(200);
  await client.deleteImport({ path: { importId: made.id } });
  await client.deleteExport({ path: { exportId: exported.id } });
}

/** Reads, changes and deletes one of what the demo account has of each module. */
async function otherModules(): Promise<void> {
  const { body: notes } = await client.listNotes({ query: {} });
  const noteId = notes.items[0]?.id ?? '';
  await client.listNotes({ query: { pinned: true } });
  await client.getNote({ path: { noteId } });
  await client.patchNote({ path: { noteId }, body: { title: 'other' } });
  await client.deleteNote({ path: { noteId } });
  const { body: items } = await client.listItems({ query: {} });
  const itemId = items.items[0]?.id ?? '';
  await client.getItem({ path: { itemId } });
  await client.deleteItem({ path: { itemId } });
  const { body: records } = await client.listRecords({ query: {} });
  const recordId = records.items[0]?.id ?? '';
  await client.getRecord({ path: { recordId } });
  await client.deleteRecord({ path: { recordId } });
  const { body: networks } = await client.listNetworks({ query: {} });
  const networkId = networks.items[0]?.id ?? '';
  await client.getNetwork({ path: { networkId } });
  await client.deleteNetwork({ path: { networkId } });
  await automation.listTasks({ query: {} });
  await automation.getMe({});
  const { body: tokens } = await client.listTokens({ query: {} });
  await client.deleteToken({ path: { tokenId: tokens.items[0]?.id ?? '' } });
}

async function summary(): Promise<void> {
  const lambda = new LambdaClient(await administratorClient(taskyard.dataDirectory));
  const { FunctionError } = await lambda.send(
    new InvokeCommand({
      FunctionName: taskyard.outputs.RecordSummaryFunctionName,
      Payload: JSON.stringify({ day: new Date().toISOString().slice(0, 10) }),
    }),
  );
  expect(FunctionError).toBeUndefined();
}

interface Report {
  readonly roles: readonly {
    readonly functions: readonly string[];
    readonly granted: readonly { readonly action: string; readonly usedFor: readonly string[] }[];
  }[];
}

it('each role has used all that it was granted', { timeout: 300_000 }, async () => {
  await fillAccount(client, new Date());
  await tasks();
  await transfers();
  await otherModules();
  await summary();
  const unused = async (): Promise<readonly string[]> => {
    const answer = await fetch(`http://localhost:${taskyard.port}/_local/least-privilege`);
    const { roles } = (await answer.json()) as Report;
    return roles.flatMap(({ functions: [name], granted }) =>
      granted.flatMap(({ action, usedFor }) =>
        name !== undefined && usedFor.length === 0 && !Object.hasOwn(UNUSED, action)
          ? [`${name}: ${action}`]
          : [],
      ),
    );
  };
  // What follows from a deletion is done beside the request.
  await expect.poll(unused, { timeout: 60_000, interval: 1_000 }).toEqual([]);
});
