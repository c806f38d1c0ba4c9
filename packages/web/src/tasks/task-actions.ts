import { useQueryClient } from '@tanstack/react-query';
import type { Task, TaskPriority, TaskStatus } from '@taskyard/client';
import { taskTexts } from '../texts/task-texts.ts';
import { changeTaskWithUndo } from './change-task.ts';
import { isUnconfirmed } from './create-task.ts';
import { deleteTask } from './delete-task.ts';
import { isOpen } from './task-words.ts';

/** What one may do to a task from a list, each with a way back. */
export interface TaskActions {
  /** Completes an open task, and opens one that is over. */
  toggle(task: Task): void;
  move(task: Task, status: TaskStatus): void;
  prioritize(task: Task, priority: TaskPriority): void;
  dueOn(task: Task, day: string): void;
  remove(task: Task): void;
}

export function useTaskActions(): TaskActions {
  const queryClient = useQueryClient();
  const change = (task: Task, body: Parameters<typeof changeTaskWithUndo>[2], message: string): void => {
    if (!isUnconfirmed(task)) changeTaskWithUndo(queryClient, task, body, message);
  };
  const actions: TaskActions = {
    toggle: (task) => actions.move(task, isOpen(task.status) ? 'COMPLETED' : 'PENDING'),
    move(task, status) {
      if (status !== task.status) change(task, { status }, taskTexts.moved(task.title, status));
    },
    prioritize(task, priority) {
      if (priority !== task.priority) change(task, { priority }, taskTexts.prioritized(task.title, priority));
    },
    dueOn(task, day) {
      if (day !== task.dueOn) change(task, { dueOn: day, dueAt: null }, taskTexts.dueChanged(task.title));
    },
    remove(task) {
      if (!isUnconfirmed(task)) deleteTask(queryClient, task);
    },
  };
  return actions;
}
