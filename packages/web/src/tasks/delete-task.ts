import type { QueryClient } from '@tanstack/react-query';
import { type Client, ProblemError, type Task } from '@taskyard/client';
import { createStore, type Store } from '../shell/store.ts';
import { showToast } from '../shell/toasts.ts';
import { texts } from '../texts.ts';
import { runTaskMutation } from './run-task-mutation.ts';
import { hideTask, refreshReads } from './task-queries.ts';

const DELETE_TASK: readonly string[] = ['tasks', 'delete'];

interface DeleteVariables {
  readonly id: string;
  readonly title: string;
}

/** The tasks that are deleted as far as the person sees; the service learns of it when undo is over. */
export const doomed: Store<ReadonlySet<string>> = createStore<ReadonlySet<string>>(new Set());

export function registerDeleteTask(queryClient: QueryClient, api: Client): void {
  queryClient.setMutationDefaults(DELETE_TASK, {
    mutationFn: async ({ id }: DeleteVariables) => {
      try {
        const input = { path: { taskId: id }, query: {} };
        await api.deleteTask(input);
      } catch (error) {
        if (!(error instanceof ProblemError) || error.status !== 404) throw error;
      }
    },
    onSuccess: (_answer, { id }: DeleteVariables) => {
      hideTask(queryClient, id);
      spare(id);
    },
    onError: (error, { id, title }: DeleteVariables) => {
      spare(id);
      const reason = error instanceof ProblemError ? error.problem.title : error.message;
      showToast({ tone: 'error', message: texts.tasks.notDeleted(title, reason) });
    },
    onSettled: () => refreshReads(queryClient),
  });
}

/** Deletes a task after the time in which it can be taken back. */
export function deleteTask(queryClient: QueryClient, { id, title }: Task): void {
  doomed.set(new Set([...doomed.get(), id]));
  const variables: DeleteVariables = { id, title };
  showToast(
    {
      tone: 'plain',
      message: texts.tasks.deleted(title),
      action: { label: texts.common.undo, run: () => spare(id) },
    },
    () => void runTaskMutation(queryClient, DELETE_TASK, variables),
  );
}

function spare(id: string): void {
  doomed.set(new Set([...doomed.get()].filter((other) => other !== id)));
}
