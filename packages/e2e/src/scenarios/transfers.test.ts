import { beforeAll, expect, inject, it } from 'vitest';
import { announced } from '../support/announced.ts';
import { type Answer, type Call, call } from '../support/call-api.ts';
import { readOutputs } from '../support/outputs.ts';
import { newPerson, type Person } from '../support/person.ts';

/** Exports and imports of tasks: begun through the API, done beside it, files through S3. */

const outputs = readOutputs(inject('outputsFile'));
let ada: Person;

interface TransferView {
  readonly id: string;
  readonly status: string;
  readonly taskCount: number;
  readonly upload: { readonly url: string; readonly headers: Record<string, string> };
  readonly download: { readonly url: string };
  readonly report: { readonly url: string };
}

async function told<Body>(status: number, request: Call): Promise<{ body: Body; answer: Answer }> {
  const answer = await call(outputs, { token: ada.accessToken, ...request });
  expect(answer.status, answer.text).toBe(status);
  return { body: answer.json as Body, answer };
}

/** Follows the Location of an answer until the work is done. */
async function done({ headers }: Answer, path: string): Promise<TransferView> {
  const location = new URL(headers.get('location') ?? '', `${outputs.PeopleApiUrl}${path}`).href;
  const own = location.slice(outputs.PeopleApiUrl.length);
  let view: TransferView | undefined;
  await expect
    .poll(
      async () => {
        view = (await told<TransferView>(200, { path: own })).body;
        return view.status;
      },
      { timeout: 60_000, interval: 200 },
    )
    .toBe('SUCCEEDED');
  return view as TransferView;
}

async function importFile(format: string, content: string): Promise<TransferView> {
  const { body, answer } = await told<TransferView>(202, {
    method: 'POST',
    path: 'tasks/imports',
    body: { format, ...announced(content) },
  });
  const sent = await fetch(body.upload.url, { method: 'PUT', headers: body.upload.headers, body: content });
  expect(sent.status).toBe(200);
  await told(202, { method: 'POST', path: `tasks/imports/${body.id}/start` });
  return done(answer, 'tasks/imports');
}

async function exportFile(body: object): Promise<{ readonly text: string; readonly answer: Response }> {
  const begun = await told<TransferView>(202, { method: 'POST', path: 'tasks/exports', body });
  const { download } = await done(begun.answer, 'tasks/exports');
  const answer = await fetch(download.url);
  expect(answer.status).toBe(200);
  return { text: await answer.text(), answer };
}

beforeAll(async () => {
  ada = await newPerson(outputs, 'ada');
});

it('tasks come in from a file, line by line, and go out into another', async () => {
  const lines = Array.from({ length: 150 }, (_, at) => ({
    title: `imported ${at}`,
    labels: ['in'],
    priority: 'LOW',
  }));
  const file = [...lines.map((line) => JSON.stringify(line)), '{"title":""}'].join('\n');
  const imported = await importFile('ndjson', file);
  expect(imported).toMatchObject({
    createdCount: 150,
    refusedCount: 1,
    errors: [{ line: 151, detail: '/title Empty' }],
  });
  const report = (await (await fetch(imported.report.url)).text()).trim().split('\n');
  expect(report).toHaveLength(151);

  const csv = await exportFile({ format: 'csv', filter: { label: 'in', sort: 'created', order: 'asc' } });
  expect(csv.answer.headers.get('content-type')).toBe('text/csv');
  expect(csv.answer.headers.get('content-disposition')).toMatch(/^attachment; filename="tasks-.*\.csv"/);
  const rows = csv.text.trim().split('\r\n');
  expect(rows).toHaveLength(151);
  expect(rows[1]).toContain(',imported 0,');
  expect(rows[150]).toContain(',imported 149,');

  const again = await importFile('csv', csv.text);
  expect(again).toMatchObject({ createdCount: 150, refusedCount: 0 });
  const { text } = await exportFile({ format: 'ndjson', filter: { label: 'in' } });
  expect(text.trim().split('\n')).toHaveLength(300);
});

it('a large export is put together of parts, and every task is in it', { timeout: 180_000 }, async () => {
  const { body: list } = await told<{ readonly id: string }>(201, {
    method: 'POST',
    path: 'lists',
    body: { name: 'large' },
  });
  // 32 KB each: a part of 8 MiB and more, and a rest.
  const description = '\u{1f4a5}'.repeat(8_192);
  const titles = Array.from({ length: 325 }, (_, at) => `large ${at}`);
  for (let at = 0; at < titles.length; at += 25) {
    const steps = titles.slice(at, at + 25).map((title) => ({
      action: 'create',
      task: { listId: list.id, title, description },
    }));
    await told(200, { method: 'POST', path: 'tasks/batch', body: { steps } });
  }
  const { text, answer } = await exportFile({ format: 'ndjson', filter: { listId: list.id } });
  expect(Buffer.byteLength(text)).toBeGreaterThan(10_000_000);
  expect(answer.headers.get('etag')).toMatch(/-2"$/);
  const tasks = text
    .trimEnd()
    .split('\n')
    .map((line): { readonly title: string; readonly description: string } => JSON.parse(line));
  expect(tasks.map(({ title }) => title).sort()).toEqual([...titles].sort());
  expect(tasks.filter((task) => task.description !== description)).toEqual([]);
});
