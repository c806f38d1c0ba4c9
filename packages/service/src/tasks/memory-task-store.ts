import type { Task } from '@taskyard/contract';
import { memoryClaims } from '../idempotency/memory-claims.ts';
import { sliceOf } from '../paging/slice.ts';
import { changeTask, hasTwoDues } from './change-task.ts';
import { TASK_PREFIX } from './task-item.ts';
import type { TaskStore } from './task-store.ts';

/** Keeps tasks in this process: the plain telling of what every store does. */
export function memoryTaskStore(): TaskStore {
  const tasks = new Map<string, Task>();
  const claims = memoryClaims<Task>();
  const keyOf = (owner: string, id: string): string => `${owner}/${TASK_PREFIX}${id}`;
  const isStale = (task: Task, versions: readonly number[] | undefined): boolean =>
    versions !== undefined && !versions.includes(task.version);

  return {
    async insert(task, claim) {
      const inserted = claims.take(task.createdBy, claim, task);
      if (inserted.outcome === 'inserted') tasks.set(keyOf(task.createdBy, task.id), task);
      return inserted;
    },

    async get(owner, id) {
      return tasks.get(keyOf(owner, id));
    },

    async list({ owner, status, after, limit }) {
      const found = [...tasks.values()]
        .filter((task) => task.createdBy === owner && (status === undefined || task.status === status))
        .filter((task) => after === undefined || task.id < after)
        .sort((a, b) => (a.id < b.id ? 1 : -1));
      return sliceOf(found, limit);
    },

    async update({ owner, id, change, at, versions }) {
      const task = tasks.get(keyOf(owner, id));
      if (task === undefined) return { outcome: 'missing' };
      if (isStale(task, versions)) return { outcome: 'stale' };
      const changed = changeTask(task, change, at);
      if (hasTwoDues(changed)) return { outcome: 'two-dues' };
      tasks.set(keyOf(owner, id), changed);
      return { outcome: 'updated', task: changed };
    },

    async delete(owner, id, versions) {
      const task = tasks.get(keyOf(owner, id));
      if (task === undefined) return { outcome: 'missing' };
      if (isStale(task, versions)) return { outcome: 'stale' };
      tasks.delete(keyOf(owner, id));
      return { outcome: 'deleted' };
    },
  };
}
