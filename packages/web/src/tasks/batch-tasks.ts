import type { QueryClient } from '@tanstack/react-query';
import type { BatchStep, Client, Task, TaskChange, TaskMove } from '@taskyard/client';
import { failureText } from '../shell/show-failure.ts';
import { showToast } from '../shell/toasts.ts';
import { actionTexts } from '../texts/action-texts.ts';
import { taskTexts } from '../texts/task-texts.ts';
import { takeBack } from './change-task.ts';
import { isUnconfirmed } from './create-task.ts';
import { restoreTask } from './delete-task.ts';
import { moveTask } from './move-task.ts';
import { runTaskMutation } from './run-task-mutation.ts';
import { changedTask } from './task-cache.ts';
import { hideTask, holdReads, refreshLists, refreshReads, shownTask, showTask } from './task-queries.ts';

const BATCH_TASKS: readonly string[] = ['tasks', 'batch'];

/** The most steps that the service takes at once. */
const MOST_STEPS = 25;

interface BatchVariables {
  readonly steps: readonly BatchStep[];
  /** The tasks as they were before. */
  readonly before: readonly Task[];
}

/** What to change of one task; undefined to leave it. */
export type ChangeOf = (task: Task) => TaskChange | undefined;

export function registerBatchTasks(queryClient: QueryClient, api: Client): void {
  queryClient.setMutationDefaults(BATCH_TASKS, {
    mutationFn: ({ steps }: BatchVariables) => api.batchTasks({ body: { steps } }),
    onMutate: async ({ steps, before }: BatchVariables) => {
      await holdReads(queryClient);
      for (const step of steps) {
        const task = before.find(({ id }) => step.action !== 'create' && id === step.taskId);
        if (task === undefined) continue;
        if (step.action === 'update') showTask(queryClient, changedTask(task, step.change, new Date()));
        else hideTask(queryClient, task.id);
      }
    },
    onSuccess: ({ body }, { steps, before }: BatchVariables) => {
      for (const [index, task] of body.tasks.entries()) {
        if (steps[index]?.action === 'update') showTask(queryClient, task);
      }
      // The service has made the next one of those that recur.
      if (before.some(({ recurrence }) => recurrence !== undefined)) refreshLists(queryClient);
    },
    onError: (error, { before }: BatchVariables) => {
      for (const task of before) showTask(queryClient, task);
      showToast({ tone: 'error', message: taskTexts.notAllChanged(before.length, failureText(error)) });
    },
    onSettled: () => refreshReads(queryClient),
  });
}

/** Changes many tasks, and offers to take all of it back. */
export function changeTasks(
  queryClient: QueryClient,
  tasks: readonly Task[],
  changeOf: ChangeOf,
  message: (count: number) => string,
): void {
  const changed = tasks
    .filter((task) => !isUnconfirmed(task))
    .flatMap((task) => {
      const change = changeOf(task);
      return change === undefined ? [] : [{ task, change }];
    });
  if (changed.length === 0) return;
  runBatches(
    queryClient,
    changed.map(({ task, change }) => ({
      step: { action: 'update' as const, taskId: task.id, change },
      task,
    })),
  );
  offerUndo(message(changed.length), () => {
    for (const { task, change } of changed) takeBack(queryClient, task, change);
  });
}

/** Puts many tasks into the trash, and offers to take all of it back. */
export function deleteTasks(queryClient: QueryClient, tasks: readonly Task[]): void {
  const stored = tasks.filter((task) => !isUnconfirmed(task));
  if (stored.length === 0) return;
  runBatches(
    queryClient,
    stored.map((task) => ({ step: { action: 'delete' as const, taskId: task.id }, task })),
  );
  offerUndo(taskTexts.manyDeleted(stored.length), () => {
    for (const task of stored) restoreTask(queryClient, task);
  });
}

/** Moves many tasks into a list, and offers to take all of it back. */
export function moveTasks(
  queryClient: QueryClient,
  tasks: readonly Task[],
  list: { readonly id: string; readonly name: string },
): void {
  const moved = tasks.filter((task) => !isUnconfirmed(task) && task.listId !== list.id);
  if (moved.length === 0) return;
  for (const task of moved) moveTask(queryClient, task, { listId: list.id });
  offerUndo(taskTexts.manyMoved(moved.length, list.name), () => {
    for (const task of moved) {
      const back: TaskMove = { listId: task.listId, parentId: task.parentId ?? null };
      moveTask(queryClient, shownTask(queryClient, task.id) ?? task, back, task.position);
    }
  });
}

function runBatches(
  queryClient: QueryClient,
  all: readonly { readonly step: BatchStep; readonly task: Task }[],
): void {
  for (let at = 0; at < all.length; at += MOST_STEPS) {
    const part = all.slice(at, at + MOST_STEPS);
    const variables: BatchVariables = {
      steps: part.map(({ step }) => step),
      before: part.map(({ task }) => task),
    };
    void runTaskMutation(queryClient, BATCH_TASKS, variables);
  }
}

function offerUndo(message: string, run: () => void): void {
  showToast({ tone: 'plain', message, action: { label: actionTexts.undo, run } });
}
