import type { DynamoDBRecord } from 'aws-lambda';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { taskModule } from '../tasks/module.fixture.ts';
import { GONE_PREFIX } from '../tasks/task-item.ts';
import { LAST, type TaskTable } from '../tasks/task-table.ts';
import { followChange } from './follow-change.ts';

/** A task that was changed twice, commented on and put into the trash, and then deleted for good. */
async function purgedTask() {
  const module = taskModule();
  const { id } = await module.make({ title: 'a' });
  await module.ask(`PATCH /tasks/${id}`, { title: 'b' });
  await module.ask(`POST /tasks/${id}/comments`, { text: 'said' });
  await module.ask(`POST /tasks/${id}/complete`);
  await module.ask(`DELETE /tasks/${id}`);
  await module.ask(`DELETE /tasks/${id}`, undefined, { query: { permanent: 'true' } });
  const left = async (): Promise<readonly unknown[]> =>
    (await module.table.query({ partition: `task#${id}`, from: ' ', to: LAST, limit: 100 })).items;
  return { ...module, id, left };
}

const isPurge = ({ dynamodb }: DynamoDBRecord): boolean =>
  dynamodb?.Keys?.sk?.S?.startsWith(GONE_PREFIX) === true;

/** The table, each of whose calls takes effect at a moment of its own. */
function scheduled(table: TaskTable, scheduler: fc.Scheduler): TaskTable {
  const later =
    <Input extends unknown[], Output>(call: (...input: Input) => Promise<Output>) =>
    async (...input: Input): Promise<Output> => {
      await scheduler.schedule(Promise.resolve());
      return call(...input);
    };
  return { get: later(table.get), query: later(table.query), write: later(table.write) };
}

it('writes nothing for records that tell of no change', async () => {
  const { ask, make, records, table, bucket, clock } = taskModule();
  const { id } = await make({ title: 'a' });
  await ask(`PATCH /tasks/${id}`, { title: 'b' });
  const [, changed] = records.splice(0);
  clock.now += 1000;
  await ask(`POST /tasks/${id}/comments`, { text: 'a' });
  await ask(`PATCH /tasks/${id}`, {});
  const written: unknown[] = [];
  const watched: TaskTable = {
    ...table,
    write(writes) {
      written.push(...writes);
      return table.write(writes);
    },
  };
  const seen = records.splice(0);
  expect(seen.length).toBeGreaterThan(1);
  for (const record of seen) await followChange({ table: watched, attachments: bucket }, record);
  expect(written).toEqual([]);
  if (changed !== undefined) await followChange({ table: watched, attachments: bucket }, changed);
  expect(written).toHaveLength(1);
});

it('leaves nothing of a task that is gone, in whichever order its records come, and some again', async () => {
  await fc.assert(
    fc.asyncProperty(fc.infiniteStream(fc.nat()), async (numbers) => {
      const { records, table, bucket, left } = await purgedTask();
      const known = records.splice(0);
      const twice = [...known, ...known]
        .map((record) => ({ record, at: Number(numbers.next().value) }))
        .sort((a, b) => a.at - b.at);
      for (const { record } of twice) await followChange({ table, attachments: bucket }, record);
      expect(await left()).toEqual([]);
    }),
    { numRuns: 50 },
  );
});

it('leaves nothing when the records of the changes and of the end are followed at once', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), async (scheduler) => {
      const { records, table, bucket, left } = await purgedTask();
      const slow = scheduled(table, scheduler);
      const following = records
        .splice(0)
        .map((record) => followChange({ table: slow, attachments: bucket }, record));
      await scheduler.waitFor(Promise.all(following));
      expect(await left()).toEqual([]);
    }),
    { numRuns: 100 },
  );
});

it('leaves nothing when an entry comes while the task is being deleted', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), async (scheduler) => {
      const { ask, make, records, table, bucket } = taskModule();
      const { id } = await make({ title: 'a' });
      await ask(`PATCH /tasks/${id}`, { title: 'b' });
      const slow = scheduled(table, scheduler);
      const follow = (record: DynamoDBRecord) => followChange({ table: slow, attachments: bucket }, record);
      const changes = records.splice(0).map(follow);
      const remove = scheduler.schedule(Promise.resolve()).then(async () => {
        await ask(`DELETE /tasks/${id}`, undefined, { query: { permanent: 'true' } });
        await Promise.all(records.filter(isPurge).map(follow));
      });
      await scheduler.waitFor(Promise.all([...changes, remove]));
      const { items } = await table.query({ partition: `task#${id}`, from: ' ', to: LAST, limit: 100 });
      expect(items).toEqual([]);
    }),
    { numRuns: 100 },
  );
});

it('fails when the table does, so that the record comes again', async () => {
  const { records, table, bucket, left } = await purgedTask();
  const changes = records.splice(0).filter((record) => !isPurge(record));
  const busy: TaskTable = { ...table, write: async () => ({ outcome: 'conflict' }) };
  const tries = await Promise.allSettled(
    changes.map((record) => followChange({ table: busy, attachments: bucket }, record)),
  );
  // Two changes of the task, and into the trash.
  expect(tries.filter(({ status }) => status === 'rejected')).toHaveLength(3);
  for (const record of changes) await followChange({ table, attachments: bucket }, record);
  expect(await left()).toHaveLength(1);
});
