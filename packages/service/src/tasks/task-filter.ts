import type { Task, TaskFilter } from '@taskyard/contract';
import { dueBound, dueKey, isDue, momentKey } from './due-key.ts';
import { foldedTitle } from './task-item.ts';

/** Tells which tasks a list shows, by what its query says. */
export function taskFilter(query: TaskFilter): (task: Task) => boolean {
  const { listId, status, priority, label, assigneeId, parentId, deleted = false } = query;
  const bound = <Bound>(text: string | undefined, read: (text: string) => Bound): Bound | undefined =>
    text === undefined ? undefined : read(text);
  const dueBefore = bound(query.dueBefore, dueBound);
  const dueAfter = bound(query.dueAfter, dueBound);
  const completedAfter = bound(query.completedAfter, momentKey);
  const updatedSince = bound(query.updatedSince, momentKey);
  const contained = bound(query.q, foldedTitle);
  const dueFits = (task: Task): boolean => {
    if (dueBefore === undefined && dueAfter === undefined) return true;
    const key = dueKey(task);
    return (
      isDue(key) &&
      (dueBefore === undefined || key < dueBefore) &&
      (dueAfter === undefined || key >= dueAfter)
    );
  };
  return (task) =>
    (task.deletedAt !== undefined) === deleted &&
    (listId === undefined || task.listId === listId) &&
    (status === undefined || task.status === status) &&
    (priority === undefined || task.priority === priority) &&
    (label === undefined || task.labels.includes(label)) &&
    (assigneeId === undefined || task.assigneeId === assigneeId) &&
    (parentId === undefined || task.parentId === parentId) &&
    (completedAfter === undefined ||
      (task.completedAt !== undefined && task.completedAt >= completedAfter)) &&
    (updatedSince === undefined || task.updatedAt >= updatedSince) &&
    dueFits(task) &&
    (contained === undefined || foldedTitle(task.title).includes(contained));
}
