import { type InfiniteData, useInfiniteQuery } from '@tanstack/react-query';
import type { Page } from '@taskyard/client';
import { useDeletedIds } from '../deletions/deleted-ids.ts';

/** A list as far as it is loaded. */
export interface PagedList<Item> {
  readonly items: readonly Item[];
  readonly loading: boolean;
  readonly loadingMore: boolean;
  readonly error: Error | undefined;
  readonly more: boolean;
  readonly loadMore: () => void;
  readonly retry: () => void;
}

export interface PagedListOptions<Item> {
  readonly queryKey: readonly unknown[];
  readonly readPage: (query: { readonly pageToken?: string }, signal: AbortSignal) => Promise<Page<Item>>;
  /** Milliseconds until the list is read again, or false to leave it. */
  readonly refetchInterval?: (items: readonly Item[]) => number | false;
}

/** The pages of a list of the API, without what was just deleted. */
export function usePagedList<Item extends { readonly id: string }>({
  queryKey,
  readPage,
  refetchInterval,
}: PagedListOptions<Item>): PagedList<Item> {
  const deleted = useDeletedIds();
  const list = useInfiniteQuery<
    Page<Item>,
    Error,
    InfiniteData<Page<Item>>,
    readonly unknown[],
    string | undefined
  >({
    queryKey,
    queryFn: ({ pageParam, signal }) =>
      readPage(pageParam === undefined ? {} : { pageToken: pageParam }, signal),
    initialPageParam: undefined,
    getNextPageParam: ({ nextPageToken }) => nextPageToken,
    refetchInterval: ({ state }) => refetchInterval?.(itemsOf(state.data)) ?? false,
  });
  return {
    items: itemsOf(list.data).filter(({ id }) => !deleted.has(id)),
    loading: list.isPending,
    loadingMore: list.isFetchingNextPage,
    error: list.data === undefined ? (list.error ?? undefined) : undefined,
    more: list.hasNextPage,
    loadMore: () => {
      if (list.hasNextPage && !list.isFetching) void list.fetchNextPage();
    },
    retry: () => void list.refetch(),
  };
}

function itemsOf<Item>(data: InfiniteData<Page<Item>> | undefined): readonly Item[] {
  return data?.pages.flatMap(({ items }) => items) ?? [];
}
