import {
  infiniteQueryOptions,
  type QueryClient,
  queryOptions,
  type UseInfiniteQueryOptions,
  type UseQueryOptions,
} from '@tanstack/react-query';
import type { Client, ListTasksQuery, Page, Task, TaskStatus } from '@taskyard/client';
import { type TaskPages, withoutTask, withTask } from './task-cache.ts';

/** How many tasks one request asks for: the most that the API gives. */
const PAGE_SIZE = 100;

export const TASKS_KEY: readonly string[] = ['tasks'];
const LISTS_KEY: readonly string[] = [...TASKS_KEY, 'list'];
export const TRASH_KEY: readonly string[] = [...TASKS_KEY, 'trash'];

/** A task and the tag of its version; no tag for one that the service has not confirmed. */
export interface TaggedTask {
  readonly task: Task;
  readonly etag: string | undefined;
}

/** The tasks in the trash, page by page. */
export async function readTrash(
  api: Client,
  page: { readonly pageToken?: string },
  signal: AbortSignal,
): Promise<Page<Task>> {
  return (await api.listTasks({ query: { deleted: true, pageSize: PAGE_SIZE, ...page } }, { signal })).body;
}

/** The tasks of one status, page by page, the newest first: all of one's own, or those of one list. */
export function taskListOptions(
  api: Client,
  status: TaskStatus,
  listId?: string,
): UseInfiniteQueryOptions<Page<Task>, Error, TaskPages, readonly string[], string | undefined> {
  return infiniteQueryOptions<Page<Task>, Error, TaskPages, readonly string[], string | undefined>({
    queryKey: [...LISTS_KEY, status, ...(listId === undefined ? [] : [listId])],
    queryFn: async ({ pageParam, signal }) => {
      const query: ListTasksQuery = {
        status,
        sort: 'created',
        order: 'desc',
        pageSize: PAGE_SIZE,
        ...(listId === undefined ? {} : { listId }),
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
  for (const { queryKey } of loadedLists(queryClient)) {
    queryClient.setQueryData<TaskPages>(queryKey, (data) => data && withoutTask(data, id));
  }
  queryClient.removeQueries({ queryKey: oneKey(id) });
}

/** The task as it is shown, if it is loaded. */
export function shownTask(queryClient: QueryClient, id: string): Task | undefined {
  const one = queryClient.getQueryData<TaggedTask>(oneKey(id));
  if (one !== undefined) return one.task;
  return loadedLists(queryClient)
    .flatMap(({ data }) => data.pages)
    .flatMap(({ items }) => items)
    .find((task) => task.id === id);
}

/** Lets what is being read not overwrite what is about to be shown. */
export async function holdReads(queryClient: QueryClient): Promise<void> {
  await queryClient.cancelQueries({
    queryKey: TASKS_KEY,
    predicate: ({ state }) => state.data !== undefined,
  });
}

/** Reads again what was being read while something changed: it may hold what was before. */
export function refreshReads(queryClient: QueryClient): void {
  for (const query of queryClient.getQueryCache().findAll({ queryKey: TASKS_KEY, fetchStatus: 'fetching' })) {
    const again = (): void => void queryClient.invalidateQueries({ queryKey: query.queryKey, exact: true });
    // The first read of all is not begun anew while it is under way.
    if (query.state.data === undefined) query.promise?.then(again, again);
    else again();
  }
}

function placeInLists(queryClient: QueryClient, task: Task): void {
  for (const { queryKey, data } of loadedLists(queryClient)) {
    const [status, listId] = queryKey.slice(LISTS_KEY.length);
    // Without a list it is those that are one's own; a task of somebody else's list is not among them.
    const belongs = status === task.status && (listId === undefined || listId === task.listId);
    queryClient.setQueryData<TaskPages>(
      queryKey,
      belongs ? withTask(data, task) : withoutTask(data, task.id),
    );
  }
}

function loadedLists(
  queryClient: QueryClient,
): readonly { readonly queryKey: readonly unknown[]; readonly data: TaskPages }[] {
  return queryClient
    .getQueriesData<TaskPages>({ queryKey: LISTS_KEY })
    .flatMap(([queryKey, data]) => (data === undefined ? [] : [{ queryKey, data }]));
}
