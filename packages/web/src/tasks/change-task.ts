import type { QueryClient } from '@tanstack/react-query';
import { type Client, ProblemError, type Task, type TaskChange } from '@taskyard/client';
import { showToast } from '../shell/toasts.ts';
import { actionTexts } from '../texts/action-texts.ts';
import { taskTexts } from '../texts/task-texts.ts';
import { type Conflict, mergeChange } from './conflict.ts';
import { reportConflict } from './conflicts.ts';
import { purgeTask } from './delete-task.ts';
import { createEntityTags, type EntityTags } from './entity-tags.ts';
import { CHANGE_TASK, type ChangeVariables, withPending } from './pending-changes.ts';
import { runTaskMutation } from './run-task-mutation.ts';
import { changedTask, valuesBefore } from './task-cache.ts';
import {
  hideTask,
  holdReads,
  loadedTasks,
  refreshLists,
  refreshReads,
  shownTask,
  showTask,
  type TaggedTask,
} from './task-queries.ts';

/** How often a change is laid over what somebody else has just stored before it gives up. */
const MOST_MERGES = 3;

class ConflictError extends Error {
  override name = 'ConflictError';
  readonly conflict: Conflict;

  constructor(conflict: Conflict) {
    super('The task has changed meanwhile');
    this.conflict = conflict;
  }
}

export function registerChangeTask(queryClient: QueryClient, api: Client): void {
  const tags = createEntityTags();
  queryClient.setMutationDefaults(CHANGE_TASK, {
    mutationFn: (variables: ChangeVariables) => sendChange(api, tags, variables),
    onMutate: async ({ id, change }: ChangeVariables) => {
      await holdReads(queryClient);
      const task = shownTask(queryClient, id);
      if (task !== undefined) showTask(queryClient, changedTask(task, change, new Date()));
    },
    onSuccess: ({ task, etag }: TaggedTask, { change, recurs }: ChangeVariables) => {
      // The one that has just been made counts as pending still.
      showTask(queryClient, withPending(queryClient, task, 1), etag);
      // The service has made the next one.
      if (recurs && change.status === 'COMPLETED') refreshLists(queryClient);
    },
    onError: (error, variables: ChangeVariables) => giveUp(queryClient, error, variables),
    onSettled: () => refreshReads(queryClient),
  });
}

/** What the person saw when a change began. */
export interface ChangeBase {
  /** The tag of the version. */
  readonly ifMatch: string;
  /** What stood in the fields of the change; as the task has them now, unless given. */
  readonly before?: TaskChange;
}

/**
 * Changes a task; it is shown at once. With a base, a field that somebody else changed since is not overwritten but
 * reported as a conflict.
 */
export function changeTask(
  queryClient: QueryClient,
  task: Task,
  change: TaskChange,
  base?: ChangeBase,
): void {
  const variables: ChangeVariables = {
    id: task.id,
    title: task.title,
    change,
    before: base?.before ?? valuesBefore(task, change),
    recurs: task.recurrence !== undefined,
    ...(base === undefined ? {} : { ifMatch: base.ifMatch }),
  };
  void runTaskMutation(queryClient, CHANGE_TASK, variables);
}

/** Changes a task, and offers to take it back. */
export function changeTaskWithUndo(
  queryClient: QueryClient,
  task: Task,
  change: TaskChange,
  message: string,
): void {
  changeTask(queryClient, task, change);
  showToast({
    tone: 'plain',
    message,
    action: { label: actionTexts.undo, run: () => takeBack(queryClient, task, change) },
  });
}

/** Makes a task what it was in the fields of `change`. */
export function takeBack(queryClient: QueryClient, task: Task, change: TaskChange): void {
  const now = shownTask(queryClient, task.id) ?? task;
  const next = nextOccurrence(queryClient, now);
  // Completing it has handed its rule on to the next one.
  const rule = next === undefined || task.recurrence === undefined ? {} : { recurrence: task.recurrence };
  if (next !== undefined) purgeTask(queryClient, next);
  changeTask(queryClient, { ...task, ...now }, { ...valuesBefore(task, change), ...rule });
}

/** What the service has made of a recurring task when it was completed: both are of the same moment. */
function nextOccurrence(queryClient: QueryClient, { title, completedAt, id }: Task): Task | undefined {
  if (completedAt === undefined) return undefined;
  return loadedTasks(queryClient).find(
    (other) => other.createdAt === completedAt && other.title === title && other.id !== id,
  );
}

async function sendChange(
  api: Client,
  tags: EntityTags,
  { id, change, before, ifMatch }: ChangeVariables,
): Promise<TaggedTask> {
  const path = { taskId: id };
  let from = ifMatch === undefined ? undefined : tags.latest(id, ifMatch);
  let body = change;
  for (let merges = 0; ; merges += 1) {
    try {
      const answer = await api.patchTask({ path, body }, from === undefined ? {} : { ifMatch: from });
      if (answer.etag !== undefined) tags.follow(id, from, answer.body.version, answer.etag);
      return { task: answer.body, etag: answer.etag };
    } catch (error) {
      if (!(error instanceof ProblemError) || error.status !== 412 || merges >= MOST_MERGES) throw error;
    }
    const { body: theirs, etag = '' } = await api.getTask({ path });
    const merge = mergeChange(before, change, theirs);
    if (merge.kind === 'conflict') {
      throw new ConflictError({ taskId: id, mine: change, theirs, etag, fields: merge.fields });
    }
    if (Object.keys(merge.change).length === 0) return { task: theirs, etag };
    from = etag;
    body = merge.change;
  }
}

function giveUp(queryClient: QueryClient, error: Error, { id, title, before }: ChangeVariables): void {
  if (error instanceof ConflictError) {
    const { conflict } = error;
    showTask(queryClient, conflict.theirs, conflict.etag);
    reportConflict(conflict);
    return;
  }
  if (error instanceof ProblemError && error.status === 404) {
    hideTask(queryClient, id);
    showToast({ tone: 'error', message: taskTexts.gone(title) });
    return;
  }
  const task = shownTask(queryClient, id);
  if (task !== undefined) showTask(queryClient, changedTask(task, before, new Date()));
  const reason = error instanceof ProblemError ? error.problem.title : error.message;
  showToast({ tone: 'error', message: taskTexts.notChanged(title, reason) });
}
