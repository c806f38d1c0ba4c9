import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { beforeAll, expect, inject, it } from 'vitest';
import { administratorClient } from '../support/administrator.ts';
import { announced } from '../support/announced.ts';
import { type Answer, type Call, call } from '../support/call-api.ts';
import { readOutputs } from '../support/outputs.ts';
import { newPerson, type Person } from '../support/person.ts';

/** Files of tasks: sent to and taken from S3 by signed links, as a browser does. */

const outputs = readOutputs(inject('outputsFile'));
/** A site with a name of its own is the one that may read; before it has one, every origin that has a link. */
const readers: readonly string[] = ['*', new URL(outputs.WebUrl).origin];
let ada: Person;
let ben: Person;

const asAda = (request: Call): Promise<Answer> => call(outputs, { token: ada.accessToken, ...request });
const asBen = (request: Call): Promise<Answer> => call(outputs, { token: ben.accessToken, ...request });

interface AttachmentView {
  readonly id: string;
  readonly status: string;
  readonly upload: { readonly url: string; readonly headers: Readonly<Record<string, string>> };
  readonly download: { readonly url: string };
}

async function told<Body>(status: number, request: Call, send = asAda): Promise<Body> {
  const answer = await send(request);
  expect(answer.status, answer.text).toBe(status);
  return answer.json as Body;
}

const post = (path: string, body?: object): Call => ({
  method: 'POST',
  path,
  ...(body === undefined ? {} : { body }),
});

const announcement = (content: Buffer, more: object = {}): object => ({
  name: 'plan "B" – Übersicht.txt',
  contentType: 'text/plain',
  ...announced(content),
  ...more,
});

const put = ({ upload }: AttachmentView, body: Buffer, headers = upload.headers): Promise<Response> =>
  fetch(upload.url, { method: 'PUT', headers, body: new Uint8Array(body) });

async function newTask(body: object = { title: 'with files' }): Promise<string> {
  return (await told<{ readonly id: string }>(201, post('tasks', body))).id;
}

async function attached(taskId: string, content: Buffer, more: object = {}): Promise<AttachmentView> {
  const path = `tasks/${taskId}/attachments`;
  const made = await told<AttachmentView>(201, post(path, announcement(content, more)));
  expect((await put(made, content)).status).toBe(200);
  return told<AttachmentView>(200, post(`${path}/${made.id}/complete`));
}

beforeAll(async () => {
  [ada, ben] = await Promise.all([newPerson(outputs, 'ada'), newPerson(outputs, 'ben')]);
});

it('a file goes to S3 and comes back as it was, to be saved and never shown', async () => {
  const taskId = await newTask();
  const content = Buffer.from('<script>alert(1)</script>');
  const { id, status } = await attached(taskId, content, { contentType: 'text/html', name: 'Ü "1".html' });
  expect(status).toBe('READY');
  expect(await told(200, { path: `tasks/${taskId}` })).toMatchObject({ attachmentCount: 1 });
  const { download } = await told<AttachmentView>(200, { path: `tasks/${taskId}/attachments/${id}` });
  const answer = await fetch(download.url, { headers: { Origin: new URL(outputs.WebUrl).origin } });
  expect(answer.status).toBe(200);
  expect(Buffer.from(await answer.arrayBuffer())).toEqual(content);
  expect(answer.headers.get('content-type')).toBe('application/octet-stream');
  expect(answer.headers.get('content-disposition')).toBe(
    `attachment; filename="U _1_.html"; filename*=UTF-8''%C3%9C%20%221%22.html`,
  );
  expect(readers).toContain(answer.headers.get('access-control-allow-origin'));
  // The link is for this content and for reading it.
  expect((await fetch(download.url.replace(id, taskId))).status).toBe(403);
  expect((await fetch(download.url, { method: 'DELETE' })).status).toBe(403);
});

it('S3 takes only the bytes that were announced', async () => {
  const taskId = await newTask();
  const path = `tasks/${taskId}/attachments`;
  const content = Buffer.from('the right bytes');
  const made = await told<AttachmentView>(201, post(path, announcement(content)));
  const sent = async (body: Buffer, headers?: Record<string, string>): Promise<number> =>
    (await put(made, body, headers)).status;
  expect(await sent(Buffer.from('the wrong bytes')), 'another content').toBe(400);
  expect(await sent(Buffer.concat([content, content])), 'more').toBe(403);
  expect(await sent(content, {}), 'without its checksum').toBe(403);
  const other = announced('other').sha256;
  expect(await sent(Buffer.from('other'), { 'x-amz-checksum-sha256': other }), 'another checksum').toBe(403);
  await told(409, post(`${path}/${made.id}/complete`));
  expect(await sent(content)).toBe(200);
  await told(200, post(`${path}/${made.id}/complete`));
  // Sent again later, it does not touch what was taken over.
  expect(await sent(content)).toBe(200);
  expect(await told(200, { path: `tasks/${taskId}` })).toMatchObject({ attachmentCount: 1 });
});

it('a browser may ask from the web application, with the link and without credentials', async () => {
  const taskId = await newTask();
  const made = await told<AttachmentView>(
    201,
    post(`tasks/${taskId}/attachments`, announcement(Buffer.from('a'))),
  );
  const preflight = (origin: string): Promise<Response> =>
    fetch(made.upload.url, {
      method: 'OPTIONS',
      headers: {
        Origin: origin,
        'Access-Control-Request-Method': 'PUT',
        'Access-Control-Request-Headers': 'content-type,x-amz-checksum-sha256',
      },
    });
  const allowed = await preflight(new URL(outputs.WebUrl).origin);
  const reader = allowed.headers.get('access-control-allow-origin');
  expect(allowed.status).toBe(200);
  expect(readers).toContain(reader);
  // Whoever has the link may use it, from wherever that is; a name of its own keeps others out of browsers too.
  const elsewhere = await preflight('https://evil.example.com');
  expect(elsewhere.status).toBe(reader === '*' ? 200 : 403);
  if (reader === '*') expect(elsewhere.headers.has('access-control-allow-credentials')).toBe(false);
});

it('ten at once are all counted', async () => {
  const taskId = await newTask();
  await Promise.all(
    Array.from({ length: 10 }, (_, at) => attached(taskId, Buffer.from(`content ${at}`), { name: `${at}` })),
  );
  expect(await told(200, { path: `tasks/${taskId}` })).toMatchObject({ attachmentCount: 10 });
  const listed = await told<{ items: AttachmentView[] }>(200, {
    path: `tasks/${taskId}/attachments?pageSize=7`,
  });
  expect(listed.items).toHaveLength(7);
});

it('viewers of a shared list take files and bring none; strangers see nothing', async () => {
  const { id: listId } = await told<{ id: string }>(201, post('lists', { name: 'Team' }));
  const taskId = await newTask({ title: 'ours', listId });
  const { id } = await attached(taskId, Buffer.from('ours'));
  const path = `tasks/${taskId}/attachments`;
  await told(404, { path: `${path}/${id}` }, asBen);
  const { code } = await told<{ code: string }>(
    201,
    post(`lists/${listId}/members`, { email: ben.email, role: 'VIEWER' }),
  );
  await told(200, post('lists/join', { code }), asBen);
  const { download } = await told<AttachmentView>(200, { path: `${path}/${id}` }, asBen);
  expect(await (await fetch(download.url)).text()).toBe('ours');
  await told(403, post(path, announcement(Buffer.from('b'))), asBen);
  await told(403, { method: 'DELETE', path: `${path}/${id}` }, asBen);
});

const dataDirectory = inject('dataDirectory');

it.skipIf(dataDirectory === '')('a content goes with its attachment, and with its task', async () => {
  const taskId = await newTask();
  const one = await attached(taskId, Buffer.from('one'));
  await attached(taskId, Buffer.from('two'));
  await attached(taskId, Buffer.from('three'));
  const s3 = new S3Client({ ...(await administratorClient(dataDirectory)), forcePathStyle: true });
  const kept = async (): Promise<number> => {
    const answer = await s3.send(
      new ListObjectsV2Command({ Bucket: outputs.AttachmentsBucketName, Prefix: `attachments/${taskId}/` }),
    );
    return answer.KeyCount ?? 0;
  };
  expect(await kept()).toBe(3);
  await told(204, { method: 'DELETE', path: `tasks/${taskId}/attachments/${one.id}` });
  expect(await told(200, { path: `tasks/${taskId}` })).toMatchObject({ attachmentCount: 2 });
  await expect.poll(kept, { timeout: 20_000, interval: 200 }).toBe(2);
  await told(204, { method: 'DELETE', path: `tasks/${taskId}?permanent=true` });
  await expect.poll(kept, { timeout: 20_000, interval: 200 }).toBe(0);
});
