import {
  infiniteQueryOptions,
  type QueryClient,
  queryOptions,
  type UseInfiniteQueryOptions,
  type UseQueryOptions,
} from '@tanstack/react-query';
import type { Client, ListTasksQuery, Page, Task, TaskStatus } from '@taskyard/client';
import { withPending } from './pending-changes.ts';
import { type TaskPages, withoutTask, withTask } from './task-cache.ts';

/** How many tasks one request asks for: the most that the API gives. */
const PAGE_SIZE = 100;

export const TASKS_KEY: readonly string[] = ['tasks'];
const LISTS_KEY: readonly string[] = [...TASKS_KEY, 'list'];
const CHILDREN_KEY: readonly string[] = [...TASKS_KEY, 'children'];
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

/** The tasks that are parts of another one, in the order of their list; at most a page of them. */
export function subtaskOptions(
  api: Client,
  { id, listId }: Pick<Task, 'id' | 'listId'>,
): UseQueryOptions<readonly Task[], Error, readonly Task[], readonly string[]> {
  return queryOptions<readonly Task[], Error, readonly Task[], readonly string[]>({
    queryKey: [...CHILDREN_KEY, id],
    queryFn: async ({ signal }) => {
      const query: ListTasksQuery = { listId, parentId: id, sort: 'position', pageSize: PAGE_SIZE };
      return (await api.listTasks({ query }, { signal })).body.items;
    },
  });
}

/** The newest tasks of a list, for one of them to be chosen. */
export function possibleParentOptions(
  api: Client,
  listId: string,
): UseQueryOptions<readonly Task[], Error, readonly Task[], readonly string[]> {
  return queryOptions<readonly Task[], Error, readonly Task[], readonly string[]>({
    queryKey: [...TASKS_KEY, 'parents', listId],
    queryFn: async ({ signal }) =>
      (await api.listTasks({ query: { listId, sort: 'created', pageSize: PAGE_SIZE } }, { signal })).body
        .items,
  });
}

export function taskOptions(
  api: Client,
  queryClient: QueryClient,
  id: string,
): UseQueryOptions<TaggedTask, Error, TaggedTask, readonly string[]> {
  return queryOptions<TaggedTask, Error, TaggedTask, readonly string[]>({
    queryKey: taskKey(id),
    queryFn: async ({ signal }) => {
      const { body, etag } = await api.getTask({ path: { taskId: id } }, { signal });
      const task = withPending(queryClient, body);
      placeInLists(queryClient, task);
      return { task, etag };
    },
  });
}

/** The key of one task. */
export function taskKey(id: string): readonly string[] {
  return [...TASKS_KEY, 'one', id];
}

/** Shows a task everywhere as it is now. */
export function showTask(queryClient: QueryClient, task: Task, etag?: string): void {
  placeInLists(queryClient, task);
  queryClient.setQueryData<TaggedTask>(taskKey(task.id), (old) =>
    old === undefined && etag === undefined ? undefined : { task, etag: etag ?? old?.etag },
  );
}

/** Shows a task nowhere any more. */
export function hideTask(queryClient: QueryClient, id: string): void {
  for (const { queryKey } of loadedLists(queryClient)) {
    queryClient.setQueryData<TaskPages>(queryKey, (data) => data && withoutTask(data, id));
  }
  for (const { queryKey, tasks } of loadedSubtasks(queryClient)) {
    if (tasks.some((task) => task.id === id)) {
      queryClient.setQueryData<readonly Task[]>(
        queryKey,
        tasks.filter((task) => task.id !== id),
      );
    }
  }
  queryClient.removeQueries({ queryKey: taskKey(id) });
}

/** The task as it is shown, if it is loaded. */
export function shownTask(queryClient: QueryClient, id: string): Task | undefined {
  const one = queryClient.getQueryData<TaggedTask>(taskKey(id));
  if (one !== undefined) return one.task;
  const listed = loadedLists(queryClient)
    .flatMap(({ data }) => data.pages)
    .flatMap(({ items }) => items);
  const parts = loadedSubtasks(queryClient).flatMap(({ tasks }) => tasks);
  return [...listed, ...parts].find((task) => task.id === id);
}

/** Every task that is loaded, each once. */
export function loadedTasks(queryClient: QueryClient): readonly Task[] {
  const tasks = loadedLists(queryClient)
    .flatMap(({ data }) => data.pages)
    .flatMap(({ items }) => items);
  return [...new Map(tasks.map((task) => [task.id, task])).values()];
}

/** Reads the lists again: the service has made or moved more than it has told. */
export function refreshLists(queryClient: QueryClient): void {
  void queryClient.invalidateQueries({ queryKey: LISTS_KEY });
  void queryClient.invalidateQueries({ queryKey: CHILDREN_KEY });
}

/** Reads one task again: the service has made a new version of it in passing. */
export function refreshTask(queryClient: QueryClient, id: string): void {
  void queryClient.invalidateQueries({ queryKey: taskKey(id) });
}

/** Lets what is being read below a key, all tasks by default, not overwrite what is about to be shown. */
export async function holdReads(
  queryClient: QueryClient,
  queryKey: readonly string[] = TASKS_KEY,
): Promise<void> {
  await queryClient.cancelQueries({
    queryKey,
    predicate: ({ state }) => state.data !== undefined,
  });
}

/** Reads again what was being read below a key, all tasks by default, while something changed: it may hold what was before. */
export function refreshReads(queryClient: QueryClient, queryKey: readonly string[] = TASKS_KEY): void {
  for (const query of queryClient.getQueryCache().findAll({ queryKey, fetchStatus: 'fetching' })) {
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
  for (const { queryKey, tasks } of loadedSubtasks(queryClient)) {
    const others = tasks.filter(({ id }) => id !== task.id);
    if (queryKey.at(-1) === task.parentId) {
      const at = others.findIndex(({ position }) => position > task.position);
      const next = at === -1 ? [...others, task] : others.toSpliced(at, 0, task);
      queryClient.setQueryData<readonly Task[]>(queryKey, next);
    } else if (others.length < tasks.length) {
      queryClient.setQueryData<readonly Task[]>(queryKey, others);
    }
  }
}

function loadedSubtasks(
  queryClient: QueryClient,
): readonly { readonly queryKey: readonly unknown[]; readonly tasks: readonly Task[] }[] {
  return queryClient
    .getQueriesData<readonly Task[]>({ queryKey: CHILDREN_KEY })
    .flatMap(([queryKey, tasks]) => (tasks === undefined ? [] : [{ queryKey, tasks }]));
}

function loadedLists(
  queryClient: QueryClient,
): readonly { readonly queryKey: readonly unknown[]; readonly data: TaskPages }[] {
  return queryClient
    .getQueriesData<TaskPages>({ queryKey: LISTS_KEY })
    .flatMap(([queryKey, data]) => (data === undefined ? [] : [{ queryKey, data }]));
}
