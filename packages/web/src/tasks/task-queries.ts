import {
  type InfiniteData,
  infiniteQueryOptions,
  type QueryClient,
  queryOptions,
  type UseInfiniteQueryOptions,
  type UseQueryOptions,
} from '@tanstack/react-query';
import type { Client, Page, Task, TaskStatus } from '@taskyard/client';
import { placedTask, type TaskPages, withoutTask } from './task-cache.ts';
import { TASK_STATUSES } from './task-words.ts';

/** How many tasks one request asks for: the most that the API gives. */
const PAGE_SIZE = 100;

export const TASKS_KEY: readonly string[] = ['tasks'];
export const LISTS_KEY: readonly string[] = [...TASKS_KEY, 'list'];

/** A task and the tag of its version; no tag for one that the service has not confirmed. */
export interface TaggedTask {
  readonly task: Task;
  readonly etag: string | undefined;
}

/** The tasks of one status, page by page, the newest first. */
export function taskListOptions(
  api: Client,
  status: TaskStatus,
): UseInfiniteQueryOptions<Page<Task>, Error, TaskPages, readonly string[], string | undefined> {
  return infiniteQueryOptions<Page<Task>, Error, TaskPages, readonly string[], string | undefined>({
    queryKey: [...LISTS_KEY, status],
    queryFn: async ({ pageParam, signal }) => {
      const query = {
        status,
        pageSize: PAGE_SIZE,
        ...(pageParam === undefined ? {} : { pageToken: pageParam }),
      };
      return (await api.listTasks({ query }, { signal })).body;
    },
    initialPageParam: undefined,
    getNextPageParam: ({ nextPageToken }) => nextPageToken,
  });
}

export function taskOptions(
  api: Client,
  queryClient: QueryClient,
  id: string,
): UseQueryOptions<TaggedTask, Error, TaggedTask, readonly string[]> {
  return queryOptions<TaggedTask, Error, TaggedTask, readonly string[]>({
    queryKey: oneKey(id),
    queryFn: async ({ signal }) => {
      const { body, etag } = await api.getTask({ path: { taskId: id } }, { signal });
      placeInLists(queryClient, body);
      return { task: body, etag };
    },
  });
}

function oneKey(id: string): readonly string[] {
  return [...TASKS_KEY, 'one', id];
}

/** Shows a task everywhere as it is now. */
export function showTask(queryClient: QueryClient, task: Task, etag?: string): void {
  placeInLists(queryClient, task);
  queryClient.setQueryData<TaggedTask>(oneKey(task.id), (old) =>
    old === undefined && etag === undefined ? undefined : { task, etag: etag ?? old?.etag },
  );
}

/** Shows a task nowhere any more. */
export function hideTask(queryClient: QueryClient, id: string): void {
  for (const status of TASK_STATUSES) {
    queryClient.setQueryData<TaskPages>([...LISTS_KEY, status], (data) => data && withoutTask(data, id));
  }
  queryClient.removeQueries({ queryKey: oneKey(id) });
}

/** The task as it is shown, if it is loaded. */
export function shownTask(queryClient: QueryClient, id: string): Task | undefined {
  const one = queryClient.getQueryData<TaggedTask>(oneKey(id));
  if (one !== undefined) return one.task;
  for (const status of TASK_STATUSES) {
    const data = queryClient.getQueryData<InfiniteData<Page<Task>>>([...LISTS_KEY, status]);
    const found = data?.pages.flatMap(({ items }) => items).find((task) => task.id === id);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Lets what is being read not overwrite what is about to be shown. */
export async function holdReads(queryClient: QueryClient): Promise<void> {
  await queryClient.cancelQueries({
    queryKey: TASKS_KEY,
    predicate: ({ state }) => state.data !== undefined,
  });
}

/** Reads again what was being read while something changed. */
export function refreshReads(queryClient: QueryClient): void {
  void queryClient.invalidateQueries({ queryKey: TASKS_KEY, fetchStatus: 'fetching' });
}

function placeInLists(queryClient: QueryClient, task: Task): void {
  const lists: Partial<Record<TaskStatus, TaskPages>> = {};
  for (const status of TASK_STATUSES) {
    const data = queryClient.getQueryData<TaskPages>([...LISTS_KEY, status]);
    if (data !== undefined) lists[status] = data;
  }
  for (const [status, data] of Object.entries(placedTask(lists, task))) {
    queryClient.setQueryData<TaskPages>([...LISTS_KEY, status], data);
  }
}
