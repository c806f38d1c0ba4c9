import type { Task } from '@taskyard/client';

/** A task as the API gives it, for tests. `minute` says how late it was made. */
export function taskOf(minute: number, members: Partial<Task> = {}): Task {
  const moment = new Date(Date.UTC(2026, 10, 21, 8, minute)).toISOString();
  return {
    id: `id-${String(minute).padStart(3, '0')}`,
    title: `Task ${minute}`,
    status: 'PENDING',
    priority: 'NORMAL',
    labels: [],
    checklist: [],
    listId: 'inbox',
    version: 1,
    createdAt: moment,
    updatedAt: moment,
    createdBy: 'ada',
    ...members,
  } as Task;
}
