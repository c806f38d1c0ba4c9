import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import type { Client, TaskList } from '@taskyard/client';
import { useCallback } from 'react';
import { useApi } from '../../api/api-client.ts';
import { useDeletedIds } from '../../deletions/deleted-ids.ts';

export const TASK_LISTS_KEY: readonly string[] = ['lists'];

/** The list that everybody has: where a task goes that names none. */
export const INBOX_ID = 'inbox';

/** Every list that one may see, the inbox first, without what was just deleted. */
export function useTaskLists(): UseQueryResult<readonly TaskList[]> {
  const api = useApi();
  const deleted = useDeletedIds();
  const select = useCallback(
    (lists: readonly TaskList[]) => lists.filter(({ id }) => !deleted.has(id)),
    [deleted],
  );
  return useQuery({ queryKey: TASK_LISTS_KEY, queryFn: ({ signal }) => readAll(api, signal), select });
}

async function readAll(api: Client, signal: AbortSignal): Promise<readonly TaskList[]> {
  const lists: TaskList[] = [];
  for await (const page of api.pages('listLists', { query: { pageSize: 100 } }, { signal })) {
    lists.push(...page.items);
  }
  return lists.toSorted((a, b) => Number(b.id === INBOX_ID) - Number(a.id === INBOX_ID));
}
