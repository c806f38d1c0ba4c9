import type { QueryClient } from '@tanstack/react-query';
import type { Task, TaskChange } from '@taskyard/client';
import { changedTask } from './task-cache.ts';

/** The key of the mutations that change a task. */
export const CHANGE_TASK: readonly string[] = ['tasks', 'change'];

export interface ChangeVariables {
  readonly id: string;
  readonly title: string;
  readonly change: TaskChange;
  /** What the person saw in the fields of `change`. */
  readonly before: TaskChange;
  /** Whether it comes again once it is completed. */
  readonly recurs: boolean;
  /** The tag of the version that the person saw; without it the change is made whatever is there. */
  readonly ifMatch?: string;
}

/** The task as it will be when the changes are made that have been sent or wait, but for the `first` of them. */
export function withPending(queryClient: QueryClient, task: Task, first = 0): Task {
  return queryClient
    .getMutationCache()
    .findAll({ mutationKey: CHANGE_TASK, status: 'pending' })
    .map(({ state }) => state.variables as ChangeVariables)
    .filter(({ id }) => id === task.id)
    .slice(first)
    .reduce((shown, { change }) => changedTask(shown, change, new Date()), task);
}
