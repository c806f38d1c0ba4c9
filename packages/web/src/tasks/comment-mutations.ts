import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import { type Client, type Comment, type Page, ProblemError } from '@taskyard/client';
import type { Deletions } from '../deletions/deletions.ts';
import { showToast } from '../shell/toasts.ts';
import { deletionTexts } from '../texts/deletion-texts.ts';
import { loadTexts } from '../texts/load-texts.ts';
import { taskTexts } from '../texts/task-texts.ts';
import { runTaskMutation } from './run-task-mutation.ts';
import { holdReads, refreshReads, refreshTask, taskKey } from './task-queries.ts';

const CREATE_COMMENT: readonly string[] = ['tasks', 'comment', 'create'];
const UNCONFIRMED = 'new:';

type CommentPages = InfiniteData<Page<Comment>, string | undefined>;

interface CreateVariables {
  readonly key: string;
  readonly taskId: string;
  readonly text: string;
  readonly authorId: string;
  readonly at: string;
}

export function commentsKey(taskId: string): readonly string[] {
  return ['comments', taskId];
}

/** Whether a comment is not at the service yet. */
export function isUnconfirmedComment({ id }: Comment): boolean {
  return id.startsWith(UNCONFIRMED);
}

export function registerComments(queryClient: QueryClient, api: Client): void {
  queryClient.setMutationDefaults(CREATE_COMMENT, {
    mutationFn: ({ taskId, text, key }: CreateVariables) =>
      api.createComment({ path: { taskId }, body: { text } }, { idempotencyKey: key }),
    onMutate: async ({ key, taskId, text, authorId, at }: CreateVariables) => {
      await holdReads(queryClient, commentsKey(taskId));
      const id = UNCONFIRMED + key;
      addComment(queryClient, taskId, { id, text, authorId, version: 0, createdAt: at, updatedAt: at });
    },
    onSuccess: ({ body }, { taskId, key }: CreateVariables) => {
      dropComment(queryClient, taskId, UNCONFIRMED + key);
      addComment(queryClient, taskId, body);
      refreshReads(queryClient, commentsKey(taskId));
      // The count is a part of the task, so the service has made a new version of it.
      refreshTask(queryClient, taskId);
    },
    onError: (error, { taskId, key, text, authorId }: CreateVariables) => {
      dropComment(queryClient, taskId, UNCONFIRMED + key);
      showToast({
        tone: 'error',
        message: taskTexts.commentNotSaved(reasonOf(error)),
        action: {
          label: loadTexts.tryAgain,
          run: () => createComment(queryClient, { taskId, text, authorId }),
        },
      });
    },
  });
}

/** Writes a comment; it is shown at once. */
export function createComment(
  queryClient: QueryClient,
  comment: Pick<CreateVariables, 'taskId' | 'text' | 'authorId'>,
): void {
  const variables: CreateVariables = {
    ...comment,
    key: crypto.randomUUID(),
    at: new Date().toISOString(),
  };
  void runTaskMutation(queryClient, CREATE_COMMENT, variables);
}

/** Deletes a comment, and offers to take it back. */
export function deleteComment(deletions: Deletions, taskId: string, { id }: Comment): void {
  deletions.start(
    {
      id,
      operation: 'deleteComment',
      path: { taskId, commentId: id },
      holders: [commentsKey(taskId), taskKey(taskId)],
    },
    { what: deletionTexts.comment },
  );
}

/** Shows a comment in its place as it is now; a new one first. */
export function showComment(queryClient: QueryClient, taskId: string, comment: Comment): void {
  changePages(queryClient, taskId, (items) => items.map((item) => (item.id === comment.id ? comment : item)));
}

/** Puts a comment first, unless the list has brought it already. */
function addComment(queryClient: QueryClient, taskId: string, comment: Comment): void {
  changePages(queryClient, taskId, (items, page) =>
    page > 0 || items.some(({ id }) => id === comment.id) ? items : [comment, ...items],
  );
}

function dropComment(queryClient: QueryClient, taskId: string, id: string): void {
  changePages(queryClient, taskId, (items) => items.filter((item) => item.id !== id));
}

function changePages(
  queryClient: QueryClient,
  taskId: string,
  change: (items: readonly Comment[], page: number) => readonly Comment[],
): void {
  queryClient.setQueryData<CommentPages>(
    commentsKey(taskId),
    (data) =>
      data && {
        ...data,
        pages: data.pages.map((page, index) => ({ ...page, items: change(page.items, index) })),
      },
  );
}

function reasonOf(error: Error): string {
  return error instanceof ProblemError ? error.problem.title : error.message;
}
