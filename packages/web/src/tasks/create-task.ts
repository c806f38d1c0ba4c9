import type { QueryClient } from '@tanstack/react-query';
import { type Client, type NewTask, ProblemError, type Task } from '@taskyard/client';
import { showToast } from '../shell/toasts.ts';
import { loadTexts } from '../texts/load-texts.ts';
import { taskTexts } from '../texts/task-texts.ts';
import { INBOX_ID } from './lists/list-queries.ts';
import { LAST_POSITION } from './position.ts';
import { runTaskMutation } from './run-task-mutation.ts';
import { hideTask, holdReads, refreshReads, showTask } from './task-queries.ts';

const CREATE_TASK: readonly string[] = ['tasks', 'create'];

interface CreateVariables {
  /** Makes it safe to send again (Idempotency-Key), and names the task until it has an id. */
  readonly key: string;
  readonly body: NewTask;
  readonly at: string;
}

const UNCONFIRMED = 'new:';

/** Whether a task is not at the service yet. */
export function isUnconfirmed({ id }: Task): boolean {
  return id.startsWith(UNCONFIRMED);
}

export function registerCreateTask(queryClient: QueryClient, api: Client): void {
  queryClient.setMutationDefaults(CREATE_TASK, {
    mutationFn: async ({ body, key }: CreateVariables) => api.createTask({ body }, { idempotencyKey: key }),
    onMutate: async (variables: CreateVariables) => {
      await holdReads(queryClient);
      showTask(queryClient, unconfirmedTask(variables));
    },
    onSuccess: ({ body, etag }, { key }: CreateVariables) => {
      hideTask(queryClient, UNCONFIRMED + key);
      showTask(queryClient, body, etag);
    },
    onError: (error, { key, body }: CreateVariables) => {
      hideTask(queryClient, UNCONFIRMED + key);
      const reason = error instanceof ProblemError ? error.problem.title : error.message;
      showToast({
        tone: 'error',
        message: taskTexts.notCreated(body.title, reason),
        action: { label: loadTexts.tryAgain, run: () => createTask(queryClient, body) },
      });
    },
    onSettled: () => refreshReads(queryClient),
  });
}

/** Makes a task; it is shown at once. */
export function createTask(queryClient: QueryClient, body: NewTask): void {
  const variables: CreateVariables = { key: crypto.randomUUID(), body, at: new Date().toISOString() };
  void runTaskMutation(queryClient, CREATE_TASK, variables);
}

/** What the service will make of it, without what only the service knows. */
function unconfirmedTask({ key, body, at }: CreateVariables): Task {
  return {
    listId: INBOX_ID,
    labels: [],
    checklist: [],
    status: 'PENDING',
    priority: 'NORMAL',
    commentCount: 0,
    attachmentCount: 0,
    ...body,
    id: UNCONFIRMED + key,
    position: LAST_POSITION,
    version: 0,
    createdAt: at,
    updatedAt: at,
    createdBy: '',
  };
}
