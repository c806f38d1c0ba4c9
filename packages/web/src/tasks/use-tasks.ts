import { type UseInfiniteQueryResult, useInfiniteQuery } from '@tanstack/react-query';
import type { Task, TaskStatus } from '@taskyard/client';
import { useEffect } from 'react';
import { useApi } from '../api/api-client.ts';
import type { TaskPages } from './task-cache.ts';
import { taskListOptions } from './task-queries.ts';

/** The tasks of some statuses, as far as they are loaded. */
export interface LoadedTasks {
  readonly tasks: readonly Task[];
  readonly byStatus: (status: TaskStatus) => readonly Task[];
  /** Nothing is there yet. */
  readonly loading: boolean;
  readonly loadingMore: boolean;
  readonly error: Error | undefined;
  /** Whether older tasks remain to be asked for. */
  readonly more: boolean;
  readonly loadMore: () => void;
  readonly retry: () => void;
}

/** Pages of 100 that are asked for without being told to: sorting and searching are about what is loaded. */
const PAGES_UNASKED = 5;

export function useTasks(statuses: readonly TaskStatus[], listId?: string): LoadedTasks {
  const lists: Readonly<Record<TaskStatus, List>> = {
    PENDING: useList('PENDING', statuses, listId),
    IN_PROGRESS: useList('IN_PROGRESS', statuses, listId),
    COMPLETED: useList('COMPLETED', statuses, listId),
    CANCELLED: useList('CANCELLED', statuses, listId),
  };
  const wanted = statuses.map((status) => lists[status]);
  const byStatus = (status: TaskStatus): readonly Task[] =>
    (lists[status].data?.pages ?? []).flatMap(({ items }) => items);
  return {
    tasks: statuses.flatMap(byStatus),
    byStatus,
    loading: wanted.some(({ isPending }) => isPending),
    loadingMore: wanted.some(({ isFetchingNextPage }) => isFetchingNextPage),
    error: wanted.find(({ data, error }) => data === undefined && error !== null)?.error ?? undefined,
    more: wanted.some(({ hasNextPage }) => hasNextPage),
    loadMore: () => {
      for (const list of wanted) if (list.hasNextPage && !list.isFetching) void list.fetchNextPage();
    },
    retry: () => {
      for (const list of wanted) if (list.error !== null) void list.refetch();
    },
  };
}

type List = UseInfiniteQueryResult<TaskPages>;

function useList(status: TaskStatus, wanted: readonly TaskStatus[], listId: string | undefined): List {
  const api = useApi();
  const enabled = wanted.includes(status);
  const list = useInfiniteQuery({ ...taskListOptions(api, status, listId), enabled });
  const { data, hasNextPage, isFetching, isError, fetchNextPage } = list;
  const wantsMore =
    enabled && hasNextPage && !isFetching && !isError && (data?.pages.length ?? 0) < PAGES_UNASKED;
  useEffect(() => {
    if (wantsMore) void fetchNextPage();
  }, [wantsMore, fetchNextPage]);
  return list;
}
