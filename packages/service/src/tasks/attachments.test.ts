import type { Attachment, Page, Task } from '@taskyard/contract';
import type { DynamoDBRecord } from 'aws-lambda';
import { expect, it } from 'vitest';
import { bodyOf, expectContracted } from '../api/module.fixture.ts';
import { contentOf } from '../s3/memory-bucket.fixture.ts';
import { followChange } from '../task-stream/follow-change.ts';
import { countBytes } from './attached-bytes.ts';
import { taskModule } from './module.fixture.ts';

type Made<Body> = Body & Record<string, unknown>;

const fileOf = (text: string, name = 'notes.txt') => ({
  name,
  contentType: 'text/plain',
  ...contentOf(text),
});

/** The module with a task of Ada's. */
async function withTask() {
  const module = taskModule();
  const task = await module.make({ title: 'with files' });
  const attachments = `/tasks/${task.id}/attachments`;
  const announce = async (text: string, more = {}): Promise<Made<Attachment>> => {
    const answer = await module.ask(`POST ${attachments}`, { ...fileOf(text), ...more });
    expect(answer.statusCode, answer.body).toBe(201);
    return bodyOf<Made<Attachment>>(answer);
  };
  const attach = async (text: string): Promise<Attachment> => {
    const { id, upload } = await announce(text);
    module.bucket.send(upload?.url ?? '', text);
    return bodyOf<Made<Attachment>>(await module.ask(`POST ${attachments}/${id}/complete`));
  };
  const count = async (): Promise<number> =>
    bodyOf<Made<Task>>(await module.ask(`GET /tasks/${task.id}`)).attachmentCount;
  return { ...module, task, attachments, announce, attach, count };
}

it('is announced, sent, completed, counted, listed and given out', async () => {
  const { ask, attachments, announce, bucket, count } = await withTask();
  const announced = await announce('hello');
  expect(announced).toMatchObject({ status: 'UPLOADING', createdBy: 'ada', upload: { method: 'PUT' } });
  expect(await count()).toBe(0);
  expect(bodyOf<Page<Attachment> & object>(await ask(`GET ${attachments}`)).items).toEqual([]);

  const early = await ask(`POST ${attachments}/${announced.id}/complete`);
  expectContracted('completeAttachment', early);
  expect(early.statusCode).toBe(409);

  bucket.send(announced.upload?.url ?? '', 'hello');
  const completed = await ask(`POST ${attachments}/${announced.id}/complete`);
  expectContracted('completeAttachment', completed);
  const { upload: _upload, ...rest } = announced;
  expect(bodyOf(completed)).toEqual({ ...rest, status: 'READY' });
  expect(await count()).toBe(1);
  const again = await ask(`POST ${attachments}/${announced.id}/complete`);
  expect(bodyOf(again)).toEqual(bodyOf(completed));
  expect(await count()).toBe(1);

  const listed = await ask(`GET ${attachments}`);
  expectContracted('listAttachments', listed);
  expect(bodyOf<Page<Attachment> & object>(listed).items).toEqual([bodyOf(completed)]);
  const got = await ask(`GET ${attachments}/${announced.id}`);
  expectContracted('getAttachment', got);
  expect(got.headers?.['Cache-Control']).toBe('no-store');
  expect(bodyOf(got)).toEqual({
    ...bodyOf(completed),
    download: { url: expect.stringContaining('/attachments/'), expiresAt: '2026-11-20T10:05:00.000Z' },
  });
});

it('is not taken over when something else was sent', async () => {
  const { ask, attachments, announce, bucket, count } = await withTask();
  const { id } = await announce('hello');
  // As if S3 had not checked it.
  const [, path] = attachments.split('/tasks/');
  const key = `uploads/${path?.split('/')[0]}/${id}`;
  const { url } = await bucket.signUpload(key, contentOf('other'));
  bucket.send(url, 'other');
  expect((await ask(`POST ${attachments}/${id}/complete`)).statusCode).toBe(409);
  expect(await count()).toBe(0);
});

it.each([
  [{ size: 25 * 1024 * 1024 + 1 }, '/size'],
  [{ size: 0 }, '/size'],
  [{ name: 'a/b' }, '/name'],
  [{ name: '..' }, '/name'],
  [{ name: 'a\nb' }, '/name'],
  [{ contentType: 'text/plain; charset=utf-8' }, '/contentType'],
  [{ contentType: 'text' }, '/contentType'],
  [{ sha256: 'x' }, '/sha256'],
])('refuses %o', async (wrong, pointer) => {
  const { ask, attachments } = await withTask();
  const answer = await ask(`POST ${attachments}`, { ...fileOf('a'), ...wrong });
  expectContracted('createAttachment', answer);
  expect(bodyOf(answer)).toMatchObject({ status: 400, errors: [{ pointer }] });
});

it('comes once for one Idempotency-Key, each time with a fresh signature', async () => {
  const { ask, attachments, clock } = await withTask();
  const headers = { 'Idempotency-Key': 'k' };
  const first = await ask(`POST ${attachments}`, fileOf('a'), { headers });
  clock.now += 60_000;
  const second = await ask(`POST ${attachments}`, fileOf('a'), { headers });
  expect(second.headers?.['Idempotency-Replayed']).toBe('true');
  expect(bodyOf(second)).toMatchObject({
    id: bodyOf(first).id,
    upload: { expiresAt: '2026-11-20T10:16:00.000Z' },
  });
  expect((await ask(`POST ${attachments}`, fileOf('b'), { headers })).statusCode).toBe(422);
});

it('has twenty beside it at most, those on their way included', async () => {
  const { ask, attachments, attach, announce, clock } = await withTask();
  for (let count = 0; count < 15; count += 1) await attach(`text ${count}`);
  for (let count = 0; count < 5; count += 1) await announce(`later ${count}`);
  expect((await ask(`POST ${attachments}`, fileOf('more'))).statusCode).toBe(409);
  // What never came is forgotten after a day.
  clock.now += 24 * 60 * 60 * 1000;
  expect((await ask(`POST ${attachments}`, fileOf('more'))).statusCode).toBe(201);
});

it('has no room where the lists of one person hold a GiB', async () => {
  const { ask, attachments, attach, table } = await withTask();
  const first = await attach('a');
  await table.write([await countBytes(table, 'ada', 1024 ** 3 - 2)]);
  expect((await ask(`POST ${attachments}`, fileOf('ab'))).statusCode).toBe(409);
  expect((await ask(`POST ${attachments}`, fileOf('b'))).statusCode).toBe(201);
  expect((await ask(`DELETE ${attachments}/${first.id}`)).statusCode).toBe(204);
  expect((await ask(`POST ${attachments}`, fileOf('ab'))).statusCode).toBe(201);
});

it('is for members of the list by their role, and for nobody else', async () => {
  const module = taskModule();
  const listId = String(bodyOf(await module.ask('POST /lists', { name: 'Team' })).id);
  for (const [as, role] of [
    ['vera', 'VIEWER'],
    ['ed', 'EDITOR'],
  ]) {
    const invited = await module.ask(`POST /lists/${listId}/members`, { email: `${as}@example.com`, role });
    await module.ask('POST /lists/join', { code: bodyOf(invited).code }, { as: as ?? '' });
  }
  const task = await module.make({ title: 'ours', listId });
  const attachments = `/tasks/${task.id}/attachments`;
  const made = bodyOf<Made<Attachment>>(await module.ask(`POST ${attachments}`, fileOf('a')));
  module.bucket.send(made.upload?.url ?? '', 'a');
  await module.ask(`POST ${attachments}/${made.id}/complete`);
  const statuses = async (as: string): Promise<readonly number[]> => {
    const answers = [
      await module.ask(`GET ${attachments}`, undefined, { as }),
      await module.ask(`GET ${attachments}/${made.id}`, undefined, { as }),
      await module.ask(`POST ${attachments}/${made.id}/complete`, undefined, { as }),
      await module.ask(`POST ${attachments}`, fileOf('b'), { as }),
      await module.ask(`DELETE ${attachments}/${made.id}`, undefined, { as }),
    ];
    return answers.map(({ statusCode }) => statusCode);
  };
  expect(await statuses('vera')).toEqual([200, 200, 403, 403, 403]);
  expect(await statuses('eve')).toEqual([404, 404, 404, 404, 404]);
  // An editor deletes only what they added.
  expect(await statuses('ed')).toEqual([200, 200, 200, 201, 403]);
  expect(await statuses('ada')).toEqual([200, 200, 200, 201, 204]);
});

/** A record of the table's stream. */
function change(
  eventName: 'INSERT' | 'MODIFY' | 'REMOVE',
  pk: string,
  sk: string,
  expired = false,
): DynamoDBRecord {
  return {
    eventName,
    dynamodb: { Keys: { pk: { S: pk }, sk: { S: sk } }, SequenceNumber: '1' },
    ...(expired ? { userIdentity: { type: 'Service', principalId: 'dynamodb.amazonaws.com' } } : {}),
  };
}

it('takes its content with it when it is deleted', async () => {
  const { ask, attachments, attach, bucket, table, task, count } = await withTask();
  const { id } = await attach('a');
  const kept = await attach('b');
  expect((await ask(`DELETE ${attachments}/${id}`)).statusCode).toBe(204);
  expect(await count()).toBe(1);
  await followChange({ table, attachments: bucket }, change('REMOVE', `task#${task.id}`, `attachment#${id}`));
  expect(bucket.keys().filter((key) => key.startsWith('attachments/'))).toEqual([
    `attachments/${task.id}/${kept.id}`,
  ]);
});

it.each([
  ['deleted for good', 'INSERT', 'gone#', false],
  ['deleted for good once more', 'MODIFY', 'gone#', false],
  ['taken from the trash by time', 'REMOVE', 'trash#', true],
] as const)('goes with its task when that is %s', async (_name, eventName, prefix, expired) => {
  const { attach, ask, announce, bucket, table, task } = await withTask();
  const [one, other] = [await attach('a'), await attach('b')];
  const late = await announce('c');
  await ask(`POST /tasks/${task.id}/comments`, { text: 'a' });
  await ask(`DELETE /tasks/${task.id}`);
  const tools = { table, attachments: bucket };
  const partition = { partition: `task#${task.id}`, from: ' ', to: '\u{10ffff}', limit: 100 };
  const before = (await table.query(partition)).items.length;
  // Put into the trash and taken out again, it keeps what it has.
  await followChange(tools, change('REMOVE', 'ada', `task#${task.id}`));
  await followChange(tools, change('REMOVE', 'ada', `trash#${task.id}`));
  expect((await table.query(partition)).items).toHaveLength(before);

  await followChange(tools, change(eventName, 'ada', prefix + task.id, expired));
  await followChange(tools, change(eventName, 'ada', prefix + task.id, expired));
  expect((await table.query(partition)).items).toEqual([]);
  for (const { id } of [one, other, late]) {
    const sk = id === late.id ? `upload#${id}` : `attachment#${id}`;
    await followChange(tools, change('REMOVE', `task#${task.id}`, sk));
  }
  expect(bucket.keys().filter((key) => key.startsWith('attachments/'))).toEqual([]);
  // All room is there again.
  expect(await countBytes(table, 'ada', 1)).toMatchObject({ put: { bytes: { N: '1' } } });
});

it('leaves no copy when it was never completed', async () => {
  const { announce, bucket, table, task } = await withTask();
  const { id, upload } = await announce('a');
  bucket.send(upload?.url ?? '', 'a');
  await bucket.copy(`uploads/${task.id}/${id}`, `attachments/${task.id}/${id}`);
  const tools = { table, attachments: bucket };
  await followChange(tools, change('REMOVE', `task#${task.id}`, `upload#${id}`));
  expect(bucket.keys()).toHaveLength(2);
  await followChange(tools, change('REMOVE', `task#${task.id}`, `upload#${id}`, true));
  expect(bucket.keys()).toEqual([`uploads/${task.id}/${id}`]);
});
