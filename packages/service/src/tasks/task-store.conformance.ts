import { randomUUID } from 'node:crypto';
import type { Task, TaskChange } from '@taskyard/contract';
import { beforeAll, describe, expect, it } from 'vitest';
import { SYSTEM_SOURCES } from '../sources.ts';
import { createUuidV7 } from '../uuid-v7.ts';
import { changeTask } from './change-task.ts';
import type { TaskStore, UpdateOutcome } from './task-store.ts';

const newId = createUuidV7(SYSTEM_SOURCES);
const CREATED = '2026-11-20T10:00:00.000Z';
const CHANGED = '2026-11-20T11:00:00.000Z';

function someTask(more: Partial<Task> = {}): Task {
  return {
    id: newId(),
    title: 'a',
    status: 'PENDING',
    priority: 'NORMAL',
    labels: [],
    version: 1,
    createdAt: CREATED,
    updatedAt: CREATED,
    createdBy: randomUUID(),
    ...more,
  };
}

const full: Partial<Task> = {
  title: 'Grüße 😀',
  description: '',
  status: 'COMPLETED',
  priority: 'URGENT',
  dueOn: '2026-12-01',
  labels: ['b', 'a'],
  completedAt: CREATED,
};

const changes: readonly (readonly [name: string, before: Partial<Task>, change: TaskChange])[] = [
  ['the title alone', full, { title: 'b' }],
  [
    'every field',
    {},
    {
      title: 'b',
      description: 'd',
      status: 'IN_PROGRESS',
      priority: 'LOW',
      dueOn: '2026-12-02',
      labels: ['x'],
    },
  ],
  ['null for what is there', full, { description: null, dueOn: null, labels: null }],
  ['null for what is not there', {}, { description: null, dueAt: null }],
  ['one kind of due for the other', full, { dueOn: null, dueAt: '2026-12-01T10:00:00Z' }],
  ['a due moment where there is no day', {}, { dueAt: '2026-12-01T10:00:00Z' }],
  ['completion', {}, { status: 'COMPLETED' }],
  ['completion of what is complete', full, { status: 'COMPLETED' }],
  ['reopening', full, { status: 'PENDING' }],
];

/** What every store of tasks does. `open` gives the store; its other contents do not matter. */
export function taskStoreConformance(name: string, open: () => Promise<TaskStore>): void {
  describe(`a task store ${name}`, () => {
    let store: TaskStore;
    beforeAll(async () => {
      store = await open();
    });

    it.each([
      ['small', {}],
      ['full', full],
    ])('gives a %s task back as it was put in', async (_name, more) => {
      const task = someTask(more);
      expect(await store.insert(task)).toEqual({ outcome: 'inserted' });
      expect(await store.get(task.createdBy, task.id)).toEqual(task);
    });

    it("gives nothing of another owner's, and changes nothing there", async () => {
      const task = someTask();
      await store.insert(task);
      const other = randomUUID();
      expect(await store.get(other, task.id)).toBeUndefined();
      expect(await store.update({ owner: other, id: task.id, change: { title: 'b' }, at: CHANGED })).toEqual({
        outcome: 'missing',
      });
      expect(await store.delete(other, task.id)).toEqual({ outcome: 'missing' });
      expect(await store.list({ owner: other, limit: 10 })).toEqual({ things: [] });
      expect(await store.get(task.createdBy, task.id)).toEqual(task);
    });

    it.each(changes)('changes %s as changeTask says', async (_name, before, change) => {
      const task = someTask(before);
      await store.insert(task);
      const expected = changeTask(task, change, CHANGED);
      expect(await store.update({ owner: task.createdBy, id: task.id, change, at: CHANGED })).toEqual({
        outcome: 'updated',
        task: expected,
      });
      expect(await store.get(task.createdBy, task.id)).toEqual(expected);
    });

    it.each<[name: string, before: Partial<Task>, change: TaskChange]>([
      ['a moment beside a day', { dueOn: '2026-12-01' }, { dueAt: '2026-12-01T10:00:00Z' }],
      ['a day beside a moment', { dueAt: '2026-12-01T10:00:00Z' }, { dueOn: '2026-12-01' }],
    ])('refuses %s', async (_name, before, change) => {
      const task = someTask(before);
      await store.insert(task);
      const outcome = await store.update({ owner: task.createdBy, id: task.id, change, at: CHANGED });
      expect(outcome).toEqual({ outcome: 'two-dues' });
      expect(await store.get(task.createdBy, task.id)).toEqual(task);
    });

    it.each<[name: string, versions: readonly number[] | undefined, outcome: UpdateOutcome['outcome']]>([
      ['any version', undefined, 'updated'],
      ['its version', [1], 'updated'],
      ['one of several', [7, 1], 'updated'],
      ['another version', [2], 'stale'],
      ['no version at all', [], 'stale'],
    ])('changes and deletes only when %s matches', async (_name, versions, outcome) => {
      const task = someTask();
      await store.insert(task);
      const update = { owner: task.createdBy, id: task.id, change: { title: 'b' }, at: CHANGED };
      expect(await store.update({ ...update, versions })).toMatchObject({ outcome });
      const again = someTask();
      await store.insert(again);
      expect(await store.delete(again.createdBy, again.id, versions)).toEqual({
        outcome: outcome === 'updated' ? 'deleted' : 'stale',
      });
      expect((await store.get(again.createdBy, again.id)) === undefined).toBe(outcome === 'updated');
    });

    it('misses a task that is gone, whatever its version', async () => {
      const task = someTask();
      await store.insert(task);
      await store.delete(task.createdBy, task.id);
      for (const versions of [undefined, [1]]) {
        const update = { owner: task.createdBy, id: task.id, change: { title: 'b' }, at: CHANGED, versions };
        expect(await store.update(update)).toEqual({ outcome: 'missing' });
        expect(await store.delete(task.createdBy, task.id, versions)).toEqual({ outcome: 'missing' });
      }
      expect(await store.get(task.createdBy, task.id)).toBeUndefined();
    });

    it('lets one of many changes of a version through', async () => {
      const task = someTask();
      await store.insert(task);
      const outcomes = await Promise.all(
        ['b', 'c', 'd', 'e'].map((title) =>
          store.update({ owner: task.createdBy, id: task.id, change: { title }, at: CHANGED, versions: [1] }),
        ),
      );
      expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(['stale', 'stale', 'stale', 'updated']);
    });

    it('lists the newest first, in slices that are never empty while more remains', async () => {
      const owner = randomUUID();
      const tasks: Task[] = [];
      for (let count = 0; count < 10; count += 1) {
        const task = someTask({ createdBy: owner, status: count % 3 === 0 ? 'COMPLETED' : 'PENDING' });
        tasks.unshift(task);
        await store.insert(task);
      }
      await store.insert(someTask());
      for (const status of [undefined, 'COMPLETED', 'PENDING', 'CANCELLED'] as const) {
        const expected = tasks.filter((task) => status === undefined || task.status === status);
        for (const limit of [1, 2, 5, 10, 11]) {
          const found: Task[] = [];
          for (let after: string | undefined, more = true; more; ) {
            const slice = await store.list({
              owner,
              limit,
              ...(status === undefined ? {} : { status }),
              ...(after === undefined ? {} : { after }),
            });
            if (found.length < expected.length) expect(slice.things.length).toBeGreaterThan(0);
            found.push(...slice.things);
            after = slice.next;
            more = after !== undefined;
          }
          expect(found).toEqual(expected);
        }
      }
    });

    it('moves a task from list to list with its status', async () => {
      const task = someTask();
      await store.insert(task);
      await store.update({
        owner: task.createdBy,
        id: task.id,
        change: { status: 'COMPLETED' },
        at: CHANGED,
      });
      const ids = async (status: Task['status']): Promise<readonly string[]> =>
        (await store.list({ owner: task.createdBy, status, limit: 10 })).things.map(({ id }) => id);
      expect(await ids('PENDING')).toEqual([]);
      expect(await ids('COMPLETED')).toEqual([task.id]);
    });

    describe('with claims', () => {
      const claim = { key: 'createTask#k', fingerprint: 'f', madeAt: 1_000, expiresAt: 2_000 };

      it('makes one task for one key and gives that back, even when it has changed since', async () => {
        const task = someTask(full);
        expect(await store.insert(task, claim)).toEqual({ outcome: 'inserted' });
        await store.delete(task.createdBy, task.id);
        const again = someTask({ createdBy: task.createdBy });
        expect(await store.insert(again, { ...claim, madeAt: 1_500 })).toEqual({
          outcome: 'replayed',
          made: task,
        });
        expect(await store.get(again.createdBy, again.id)).toBeUndefined();
      });

      it('refuses the key for another body', async () => {
        const task = someTask();
        await store.insert(task, claim);
        const other = someTask({ createdBy: task.createdBy });
        expect(await store.insert(other, { ...claim, fingerprint: 'g' })).toEqual({ outcome: 'key-reused' });
        expect(await store.get(other.createdBy, other.id)).toBeUndefined();
      });

      it('knows the same key of different owners and operations apart', async () => {
        const task = someTask();
        await store.insert(task, claim);
        expect(await store.insert(someTask(), claim)).toEqual({ outcome: 'inserted' });
        const other = someTask({ createdBy: task.createdBy });
        expect(await store.insert(other, { ...claim, key: 'other#k' })).toEqual({ outcome: 'inserted' });
      });

      it('forgets a key when its time is over', async () => {
        const task = someTask();
        await store.insert(task, claim);
        const later = someTask({ createdBy: task.createdBy });
        const renewed = { ...claim, fingerprint: 'g', madeAt: 2_000, expiresAt: 3_000 };
        expect(await store.insert(later, renewed)).toEqual({ outcome: 'inserted' });
        expect(await store.get(later.createdBy, later.id)).toEqual(later);
      });

      it('does not list claims', async () => {
        const task = someTask();
        await store.insert(task, claim);
        expect(await store.list({ owner: task.createdBy, limit: 10 })).toEqual({ things: [task] });
        expect(await store.list({ owner: task.createdBy, status: 'PENDING', limit: 10 })).toEqual({
          things: [task],
        });
      });

      it('makes one task for a key that many send at once', async () => {
        const owner = randomUUID();
        const outcomes = await Promise.all(
          Array.from({ length: 4 }, () => store.insert(someTask({ createdBy: owner }), claim)),
        );
        expect(outcomes.filter(({ outcome }) => outcome === 'inserted')).toHaveLength(1);
        expect((await store.list({ owner, limit: 10 })).things).toHaveLength(1);
      });
    });
  });
}
