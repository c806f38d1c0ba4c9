import {
  queryOptions,
  type UseQueryOptions,
  type UseQueryResult,
  useQueries,
  useQuery,
} from '@tanstack/react-query';
import type { Client, Member } from '@taskyard/client';
import { useAuth } from 'react-oidc-context';
import { useApi } from '../../api/api-client.ts';
import { detailsTexts } from '../../texts/details-texts.ts';
import { INBOX_ID, TASK_LISTS_KEY, useTaskLists } from './list-queries.ts';

/** Somebody who can do the tasks of a list. */
export interface Person {
  readonly id: string;
  readonly name: string;
}

export interface People {
  /** Everybody of the list, oneself first. */
  readonly all: readonly Person[];
  /** The id of who is signed in. */
  readonly me: string | undefined;
  /** What somebody is called, as far as this person may know. */
  readonly nameOf: (id: string) => string;
}

export function membersKey(listId: string): readonly string[] {
  return [...TASK_LISTS_KEY, 'members', listId];
}

/** Who shares a list besides its owner. The inbox is nobody else's. */
export function useMembers(listId: string): UseQueryResult<readonly Member[]> {
  return useQuery(memberOptions(useApi(), listId));
}

function memberOptions(
  api: Client,
  listId: string,
): UseQueryOptions<readonly Member[], Error, readonly Member[], readonly string[]> {
  return queryOptions<readonly Member[], Error, readonly Member[], readonly string[]>({
    queryKey: membersKey(listId),
    queryFn: ({ signal }) => readMembers(api, listId, signal),
    enabled: listId !== INBOX_ID,
  });
}

async function readMembers(api: Client, listId: string, signal: AbortSignal): Promise<readonly Member[]> {
  const members: Member[] = [];
  const input = { path: { listId }, query: { pageSize: 100 } };
  for await (const page of api.pages('listMembers', input, { signal })) members.push(...page.items);
  return members;
}

/** The people of some lists by name. */
export function usePeople(...listIds: readonly string[]): People {
  const api = useApi();
  const me = useAuth().user?.profile.sub;
  const lists = useTaskLists().data ?? [];
  const members = useQueries({ queries: listIds.map((id) => memberOptions(api, id)) }).flatMap(
    ({ data = [] }) => data,
  );
  const names = new Map(
    members.flatMap(({ personId, email }) => (personId === undefined ? [] : [[personId, email] as const])),
  );
  for (const { id, ownerId } of lists) {
    if (listIds.includes(id)) names.set(ownerId, detailsTexts.people.owner);
  }
  if (me !== undefined) names.set(me, detailsTexts.people.you);
  const all = [...names].map(([id, name]) => ({ id, name }));
  return {
    all: all.toSorted((a, b) => Number(b.id === me) - Number(a.id === me)),
    me,
    nameOf: (id) => names.get(id) ?? detailsTexts.people.gone,
  };
}
