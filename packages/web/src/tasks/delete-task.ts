import type { QueryClient } from '@tanstack/react-query';
import { type Client, ProblemError, type Task } from '@taskyard/client';
import { showToast } from '../shell/toasts.ts';
import { actionTexts } from '../texts/action-texts.ts';
import { taskTexts } from '../texts/task-texts.ts';
import { runTaskMutation } from './run-task-mutation.ts';
import { hideTask, holdReads, refreshReads, showTask, TRASH_KEY } from './task-queries.ts';

const DELETE_TASK: readonly string[] = ['tasks', 'delete'];
const RESTORE_TASK: readonly string[] = ['tasks', 'restore'];

interface DeleteVariables {
  readonly task: Task;
  /** Past the trash. */
  readonly permanent: boolean;
}

export function registerDeleteTask(queryClient: QueryClient, api: Client): void {
  queryClient.setMutationDefaults(DELETE_TASK, {
    mutationFn: async ({ task, permanent }: DeleteVariables) => {
      try {
        await api.deleteTask({ path: { taskId: task.id }, query: permanent ? { permanent } : {} });
      } catch (error) {
        // Sent twice, or deleted elsewhere: it is as it should be.
        if (!(error instanceof ProblemError) || error.status !== 404) throw error;
      }
    },
    onMutate: async ({ task }: DeleteVariables) => {
      await holdReads(queryClient);
      hideTask(queryClient, task.id);
    },
    onError: (error, { task, permanent }: DeleteVariables) => {
      if (!permanent) showTask(queryClient, task);
      showToast({ tone: 'error', message: taskTexts.notDeleted(task.title, reasonOf(error)) });
    },
    onSettled: () => refreshTrash(queryClient),
  });
  queryClient.setMutationDefaults(RESTORE_TASK, {
    mutationFn: ({ task }: DeleteVariables) => api.restoreTask({ path: { taskId: task.id } }),
    onMutate: async ({ task }: DeleteVariables) => {
      await holdReads(queryClient);
      showTask(queryClient, withoutDeletion(task));
    },
    onSuccess: ({ body, etag }) => showTask(queryClient, body, etag),
    onError: (error, { task }: DeleteVariables) => {
      hideTask(queryClient, task.id);
      showToast({ tone: 'error', message: taskTexts.notRestored(task.title, reasonOf(error)) });
    },
    onSettled: () => refreshTrash(queryClient),
  });
}

/** Puts a task into the trash, and offers to take it back. */
export function deleteTask(queryClient: QueryClient, task: Task): void {
  void runTaskMutation(queryClient, DELETE_TASK, { task, permanent: false });
  showToast({
    tone: 'plain',
    message: taskTexts.deleted(task.title),
    action: { label: actionTexts.undo, run: () => restoreTask(queryClient, task) },
  });
}

/** Deletes a task that is in the trash. */
export function purgeTask(queryClient: QueryClient, task: Task): void {
  void runTaskMutation(queryClient, DELETE_TASK, { task, permanent: true });
}

/** Takes a task out of the trash. */
export function restoreTask(queryClient: QueryClient, task: Task): void {
  void runTaskMutation(queryClient, RESTORE_TASK, { task, permanent: false });
}

function refreshTrash(queryClient: QueryClient): void {
  refreshReads(queryClient);
  void queryClient.invalidateQueries({ queryKey: TRASH_KEY });
}

function withoutDeletion({ deletedAt: _deletedAt, purgeAt: _purgeAt, ...task }: Task): Task {
  return task;
}

function reasonOf(error: Error): string {
  return error instanceof ProblemError ? error.problem.title : error.message;
}
