import type { Page, Task, TaskExport, TaskImport } from '@taskyard/contract';
import { expect, it } from 'vitest';
import { bodyOf, expectContracted } from '../api/module.fixture.ts';
import { contentOf } from '../s3/memory-bucket.fixture.ts';
import type { ObjectWriter } from '../s3/object-writer.ts';
import { taskModule } from '../tasks/module.fixture.ts';
import { runTransfer } from './run-transfer.ts';

type Made<Body> = Body & Record<string, unknown>;

/** The module with the function that transfers, and the files that it works on. */
function transferring() {
  const module = taskModule();
  const files = new Map<string, string>();
  let broken = false;
  const write = (key: string): ObjectWriter => {
    const pieces: string[] = [];
    return {
      async write(text) {
        pieces.push(text);
        if (broken) throw new Error('S3 is away');
      },
      async close() {
        files.set(key, pieces.join(''));
      },
      async abort() {},
    };
  };
  const read = async (key: string): Promise<string> => files.get(key) ?? '';
  const tools = { table: module.table, now: module.now, files: { write, read } };
  const run = (kind: 'export' | 'import', id: string): Promise<void> =>
    runTransfer(tools, { owner: 'ada', kind, id });
  const exported = async (body: object): Promise<Made<TaskExport>> => {
    const answer = await module.ask('POST /tasks/exports', body);
    expectContracted('createExport', answer);
    return bodyOf<Made<TaskExport>>(answer);
  };
  const imported = async (format: string, text: string, more: object = {}): Promise<Made<TaskImport>> => {
    const answer = await module.ask('POST /tasks/imports', { format, ...contentOf(text), ...more });
    expectContracted('createImport', answer);
    const made = bodyOf<Made<TaskImport>>(answer);
    module.transfers.send(made.upload?.url ?? '', text);
    files.set(`imports/${made.id}.${format}`, text);
    const started = await module.ask(`POST /tasks/imports/${made.id}/start`);
    expectContracted('startImport', started);
    return bodyOf<Made<TaskImport>>(started);
  };
  const listed = async (): Promise<readonly Task[]> =>
    bodyOf<Page<Task> & Record<string, unknown>>(
      await module.ask('GET /tasks', undefined, { query: { listId: 'inbox', pageSize: '100' } }),
    ).items;
  const breakFiles = (is: boolean): void => {
    broken = is;
  };
  return { ...module, files, run, exported, imported, listed, breakFiles };
}

it('an export writes the tasks that its filter shows, and then has a link', async () => {
  const { make, exported, run, files, ask } = transferring();
  for (let at = 0; at < 120; at += 1) await make({ title: `t${at}`, priority: at < 110 ? 'HIGH' : 'LOW' });
  const { id, status } = await exported({ format: 'ndjson', filter: { priority: 'HIGH', sort: 'title' } });
  expect(status).toBe('PENDING');
  const before = await ask(`GET /tasks/exports/${id}`);
  expect(before.headers?.['Retry-After']).toBe('1');
  await run('export', id);
  const after = await ask(`GET /tasks/exports/${id}`);
  expectContracted('getExport', after);
  expect(bodyOf(after)).toMatchObject({ status: 'SUCCEEDED', taskCount: 110, download: {} });
  const lines = (files.get(`exports/${id}.ndjson`) ?? '')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines.map(({ title }) => title)).toEqual(Array.from({ length: 110 }, (_, at) => `t${at}`).sort());
  // The stream may tell of it again.
  files.clear();
  await run('export', id);
  expect(files.size).toBe(0);
  expect((await ask(`DELETE /tasks/exports/${id}`)).statusCode).toBe(204);
  expect((await ask(`GET /tasks/exports/${id}`)).statusCode).toBe(404);
});

it('an export that breaks off is done again; one that takes too long has failed', async () => {
  const { exported, run, ask, breakFiles, clock } = transferring();
  const { id } = await exported({ format: 'csv' });
  breakFiles(true);
  await expect(run('export', id)).rejects.toThrow('broke off');
  expect(bodyOf(await ask(`GET /tasks/exports/${id}`))).toMatchObject({ status: 'RUNNING' });
  breakFiles(false);
  await run('export', id);
  expect(bodyOf(await ask(`GET /tasks/exports/${id}`))).toMatchObject({ status: 'SUCCEEDED', taskCount: 0 });
  const stuck = await exported({ format: 'csv' });
  clock.now += 2 * 60 * 60 * 1000;
  expect(bodyOf(await ask(`GET /tasks/exports/${stuck.id}`))).toMatchObject({
    status: 'FAILED',
    failure: 'It took too long',
  });
});

it('exports are few, right, and made once for one Idempotency-Key', async () => {
  const { ask } = transferring();
  const wrong = await ask('POST /tasks/exports', { format: 'csv', filter: { sort: 'position' } });
  expect(bodyOf(wrong)).toMatchObject({ status: 400, errors: [{ pointer: '/filter/sort' }] });
  const absent = { format: 'csv', filter: { listId: '01890a5d-ac96-774b-bcce-b302099a8057' } };
  expect((await ask('POST /tasks/exports', absent)).statusCode).toBe(404);
  const headers = { 'Idempotency-Key': 'k' };
  const first = await ask('POST /tasks/exports', { format: 'csv' }, { headers });
  expect((await ask('POST /tasks/exports', { format: 'csv' }, { headers })).body).toBe(first.body);
  for (let at = 1; at < 20; at += 1) await ask('POST /tasks/exports', { format: 'csv' });
  expect((await ask('POST /tasks/exports', { format: 'csv' })).statusCode).toBe(409);
});

it('what was exported comes in again, with its parents, each task once', async () => {
  const { make, exported, imported, run, files, ask, listed, clock } = transferring();
  const parent = await make({ title: 'parent', labels: ['x'], dueOn: '2026-12-01' });
  await make({ title: 'child', parentId: parent.id, checklist: [{ id: '1', text: 'a', done: true }] });
  const out = await exported({ format: 'csv', filter: { sort: 'created' } });
  await run('export', out.id);
  const text = files.get(`exports/${out.id}.csv`) ?? '';
  clock.now += 1000;
  const { id, status } = await imported('csv', text);
  expect(status).toBe('PENDING');
  await run('import', id);
  const done = await ask(`GET /tasks/imports/${id}`);
  expectContracted('getImport', done);
  expect(bodyOf(done)).toMatchObject({ status: 'SUCCEEDED', createdCount: 2, refusedCount: 0, errors: [] });
  const tasks = await listed();
  expect(tasks).toHaveLength(4);
  const [newParent, newChild] = ['parent', 'child'].map((title) =>
    tasks.filter((task) => task.title === title).at(-1),
  );
  expect(newParent).toMatchObject({ labels: ['x'], dueOn: '2026-12-01', createdBy: 'ada' });
  expect(newChild?.parentId).toBe(newParent?.id);
  expect(newParent?.id).not.toBe(parent.id);
  const report = (files.get(`reports/${id}.ndjson`) ?? '')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(report.find(({ sourceId }) => sourceId === parent.id)).toEqual({
    line: 3,
    sourceId: parent.id,
    id: newParent?.id,
  });
});

it('an import that broke off makes no task twice', async () => {
  const { imported, run, listed, breakFiles, ask } = transferring();
  const { id } = await imported('ndjson', '{"title":"a"}\n{"title":"b"}');
  breakFiles(true);
  await expect(run('import', id)).rejects.toThrow('broke off');
  breakFiles(false);
  await run('import', id);
  expect((await listed()).map(({ title }) => title)).toEqual(['a', 'b']);
  expect(bodyOf(await ask(`POST /tasks/imports/${id}/start`))).toMatchObject({ status: 'SUCCEEDED' });
});

it('an import tells which lines it refused, and why', async () => {
  const { imported, run, ask } = transferring();
  const lines = [
    { title: 'a', dueOn: '2026-13-01' },
    { id: 'p', title: '' },
    { title: 'child of the refused', parentId: 'p' },
    { id: 'x', title: 'in a circle', parentId: 'y' },
    { id: 'y', title: 'in a circle', parentId: 'x' },
    { title: 'of a stranger', assigneeId: 'eve' },
    { title: 'of no list', parentId: '01890a5d-ac96-774b-bcce-b302099a8057' },
    { title: 'right' },
  ];
  const { id } = await imported('ndjson', lines.map((line) => JSON.stringify(line)).join('\n'));
  await run('import', id);
  expect(bodyOf(await ask(`GET /tasks/imports/${id}`))).toMatchObject({
    status: 'SUCCEEDED',
    createdCount: 1,
    refusedCount: 7,
    errors: [
      { line: 1, detail: expect.stringContaining('/dueOn') },
      { line: 2, detail: '/title Empty' },
      { line: 3, detail: 'Its parent was refused' },
      { line: 4, detail: 'It is within itself' },
      { line: 5, detail: 'It is within itself' },
      { line: 6, detail: expect.stringContaining('/assigneeId') },
      { line: 7, detail: expect.stringContaining('/parentId') },
    ],
  });
});

it('an import waits for its file, and fails when that is none', async () => {
  const { ask, imported, run } = transferring();
  const made = bodyOf<Made<TaskImport>>(
    await ask('POST /tasks/imports', { format: 'csv', ...contentOf('a') }),
  );
  const early = await ask(`POST /tasks/imports/${made.id}/start`);
  expectContracted('startImport', early);
  expect(early.statusCode).toBe(409);
  const { id } = await imported('csv', 'no such column\n1');
  await run('import', id);
  expect(bodyOf(await ask(`GET /tasks/imports/${id}`))).toMatchObject({ status: 'FAILED' });
});
