import type { QueryClient } from '@tanstack/react-query';
import type { Task, TaskMove } from '@taskyard/client';
import { taskTexts } from '../texts/task-texts.ts';
import { isUnconfirmed } from './create-task.ts';
import { moveTaskWithUndo } from './move-task.ts';
import { positionAfter } from './position.ts';

/** Puts a task at the place `to` of `tasks`, which are in the order of their list. */
export function reorderTask(queryClient: QueryClient, tasks: readonly Task[], task: Task, to: number): void {
  const from = tasks.findIndex(({ id }) => id === task.id);
  const others = tasks.filter(({ id }) => id !== task.id);
  const at = Math.max(0, Math.min(others.length, to));
  const move = besideAt(others, at);
  const back = besideAt(others, from);
  if (from === -1 || at === from || move === undefined || back === undefined || isUnconfirmed(task)) return;
  moveTaskWithUndo(queryClient, task, move, {
    back,
    message: taskTexts.reordered(task.title),
    position: positionAfter(others[at - 1]?.position),
  });
}

/** What the service is told: after the one before, or before the first. */
function besideAt(others: readonly Task[], at: number): TaskMove | undefined {
  const [previous, next] = [others[at - 1], others[at]];
  if (previous !== undefined) return { after: previous.id };
  return next === undefined ? undefined : { before: next.id };
}
