import type { QueryClient } from '@tanstack/react-query';
import type { Client } from '@taskyard/client';
import { registerBatchTasks } from './batch-tasks.ts';
import { registerChangeTask } from './change-task.ts';
import { registerComments } from './comment-mutations.ts';
import { registerCreateTask } from './create-task.ts';
import { registerDeleteTask } from './delete-task.ts';
import { registerMoveTask } from './move-task.ts';

/** Says how tasks are made, changed and deleted; needed before any of it, also before the outbox is sent. */
export function registerTaskMutations(queryClient: QueryClient, api: Client): void {
  registerCreateTask(queryClient, api);
  registerChangeTask(queryClient, api);
  registerDeleteTask(queryClient, api);
  registerMoveTask(queryClient, api);
  registerBatchTasks(queryClient, api);
  registerComments(queryClient, api);
}
