import type { QueryClient } from '@tanstack/react-query';
import { type Client, ProblemError, type Task, type TaskMove } from '@taskyard/client';
import { showToast } from '../shell/toasts.ts';
import { actionTexts } from '../texts/action-texts.ts';
import { taskTexts } from '../texts/task-texts.ts';
import { LAST_POSITION } from './position.ts';
import { runTaskMutation } from './run-task-mutation.ts';
import { holdReads, refreshReads, shownTask, showTask, type TaggedTask } from './task-queries.ts';

const MOVE_TASK: readonly string[] = ['tasks', 'move'];

interface MoveVariables {
  /** As it was before. */
  readonly task: Task;
  readonly move: TaskMove;
  /** Where it shows until the service has placed it. */
  readonly position?: string;
}

export function registerMoveTask(queryClient: QueryClient, api: Client): void {
  queryClient.setMutationDefaults(MOVE_TASK, {
    mutationFn: async ({ task, move }: MoveVariables): Promise<TaggedTask> => {
      const { body, etag } = await api.moveTask({ path: { taskId: task.id }, body: move });
      return { task: body, etag };
    },
    onMutate: async (variables: MoveVariables) => {
      await holdReads(queryClient);
      showTask(queryClient, movedTask(variables));
    },
    onSuccess: ({ task, etag }: TaggedTask) => showTask(queryClient, task, etag),
    onError: (error, { task }: MoveVariables) => {
      showTask(queryClient, task);
      const reason =
        error instanceof ProblemError
          ? (error.problem.errors?.[0]?.detail ?? error.problem.detail ?? error.problem.title)
          : error.message;
      showToast({ tone: 'error', message: taskTexts.notMoved(task.title, reason) });
    },
    onSettled: () => refreshReads(queryClient),
  });
}

/** Moves a task; it is shown there at once. `position` is where it shows until the service has placed it. */
export function moveTask(queryClient: QueryClient, task: Task, move: TaskMove, position?: string): void {
  const variables: MoveVariables = { task, move, ...(position === undefined ? {} : { position }) };
  void runTaskMutation(queryClient, MOVE_TASK, variables);
}

/** Moves a task, and offers to take it back by `back`. */
export function moveTaskWithUndo(
  queryClient: QueryClient,
  task: Task,
  move: TaskMove,
  {
    back,
    message,
    position,
  }: { readonly back: TaskMove; readonly message: string; readonly position?: string },
): void {
  moveTask(queryClient, task, move, position);
  showToast({
    tone: 'plain',
    message,
    action: {
      label: actionTexts.undo,
      run: () => moveTask(queryClient, shownTask(queryClient, task.id) ?? task, back, task.position),
    },
  });
}

/** The task where it will be. In another list it leaves its parent. */
function movedTask({ task, move, position }: MoveVariables): Task {
  const { parentId: old, ...rest } = task;
  const listId = move.listId ?? task.listId;
  const moves = listId !== task.listId;
  const parentId = move.parentId === undefined ? (moves ? undefined : old) : (move.parentId ?? undefined);
  return {
    ...rest,
    listId,
    position: position ?? (moves ? LAST_POSITION : task.position),
    ...(parentId === undefined ? {} : { parentId }),
  };
}
