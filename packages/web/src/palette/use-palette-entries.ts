import { useMantineColorScheme } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { Task } from '@taskyard/client';
import { useEffect, useState } from 'react';
import { useApi } from '../api/api-client.ts';
import { useDeletedIds } from '../deletions/deleted-ids.ts';
import { useSession } from '../session/session.ts';
import { allPlaces } from '../shell/navigation.ts';
import { createTask } from '../tasks/create-task.ts';
import { INBOX_ID, useTaskLists } from '../tasks/lists/list-queries.ts';
import { readQuickAdd } from '../tasks/quick-add.ts';
import { loadedTasks } from '../tasks/task-queries.ts';
import { isOpen } from '../tasks/task-words.ts';
import { paletteTexts } from '../texts/palette-texts.ts';
import { matchingEntries, type PaletteEntry } from './palette-entries.ts';

const { commands } = paletteTexts;
const IDLE_MS = 180;
/** So many lists of others are asked, each with a call of its own. */
const MOST_SHARED = 10;
/** Fewer letters would find nearly everything. */
const FEWEST_LETTERS = 2;

export interface PaletteDoings {
  readonly help: () => void;
  readonly newList: () => void;
}

export interface PaletteResults {
  readonly entries: readonly PaletteEntry[];
  /** Whether the service is still being asked. */
  readonly searching: boolean;
}

/** What fits the text: of what is loaded at once, and of everything as the service finds it. */
export function usePaletteEntries(text: string, { help, newList }: PaletteDoings): PaletteResults {
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const session = useSession();
  const { setColorScheme } = useMantineColorScheme();
  const { data: lists = [] } = useTaskLists();
  const shared = lists.filter(({ role }) => role !== 'OWNER').map(({ id }) => id);
  const found = useFound(text, shared.slice(0, MOST_SHARED));
  const deleted = useDeletedIds();

  const tasks = new Map(
    [...loadedTasks(queryClient), ...(found.data?.tasks ?? [])].map((task) => [task.id, task]),
  );
  const listName = (id: string): string => lists.find((list) => list.id === id)?.name ?? '';
  const taskEntry = (task: Task): PaletteEntry => ({
    id: `task-${task.id}`,
    group: 'tasks',
    label: task.title,
    note: listName(task.listId),
    icon: isOpen(task.status) ? 'circle' : 'check',
    over: !isOpen(task.status),
    run: () =>
      void (task.listId === INBOX_ID
        ? navigate({ to: '/tasks', search: { task: task.id } })
        : navigate({
            to: '/lists/$listId',
            params: { listId: task.listId },
            search: { task: task.id },
          })),
  });
  const line = text.trim();
  const command = (
    id: string,
    label: string,
    icon: PaletteEntry['icon'],
    run: () => void,
    note?: string,
  ): PaletteEntry => ({ id, group: 'commands', label, icon, run, ...(note === undefined ? {} : { note }) });

  const entries: readonly PaletteEntry[] = [
    ...(line === ''
      ? []
      : [...tasks.values()]
          .toSorted((a, b) => Number(isOpen(b.status)) - Number(isOpen(a.status)))
          .map(taskEntry)),
    ...(found.data?.notes ?? [])
      .filter(({ id }) => !deleted.has(id))
      .map(
        ({ id, title }): PaletteEntry => ({
          id: `note-${id}`,
          group: 'notes',
          label: title,
          icon: 'note',
          run: () => void navigate({ to: '/notes', search: { note: id } }),
        }),
      ),
    ...lists.map(
      ({ id, name, role }): PaletteEntry => ({
        id: `list-${id}`,
        group: 'lists',
        label: name,
        icon: id === INBOX_ID ? 'inbox' : role === 'OWNER' ? 'list' : 'shared',
        run: () => void navigate({ to: '/lists/$listId', params: { listId: id } }),
      }),
    ),
    ...allPlaces.map(
      ({ to, label, icon, key }): PaletteEntry => ({
        id: `page-${to}`,
        group: 'pages',
        label,
        icon,
        note: `g ${key}`,
        run: () => void navigate({ to }),
      }),
    ),
    command('new-list', commands.newList, 'list', newList),
    command('join', commands.join, 'shared', () => void navigate({ to: '/join' })),
    command('light', commands.light, 'sun', () => setColorScheme('light')),
    command('dark', commands.dark, 'moon', () => setColorScheme('dark')),
    command('system', commands.system, 'sun', () => setColorScheme('auto')),
    command('help', commands.help, 'help', help, '?'),
    command('sign-out', commands.signOut, 'signOut', () => void session.signOut()),
  ];
  const quick = readQuickAdd(line, new Date()).task;
  const add = command('new-task', commands.newTask(quick?.title ?? ''), 'plus', () => {
    if (quick !== undefined) createTask(queryClient, quick);
    void navigate({ to: '/tasks' });
  });
  // It fits whatever is typed.
  return { entries: [...matchingEntries(entries, line), add], searching: found.isFetching };
}

/** What the service finds among all tasks and notes, a moment after the last key; `shared` are lists of others. */
function useFound(text: string, shared: readonly string[]) {
  const api = useApi();
  const [asked, setAsked] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setAsked(text.trim().slice(0, 64)), IDLE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return useQuery({
    queryKey: ['palette', asked, ...shared],
    queryFn: async ({ signal }) => {
      const query = { q: asked, pageSize: 20 };
      const ofLists = shared.map(async (listId) => {
        const answer = await api.listTasks({ query: { ...query, listId } }, { signal });
        return answer.body.items;
      });
      const [own, notes, ...others] = await Promise.all([
        api.listTasks({ query }, { signal }),
        api.listNotes({ query }, { signal }),
        // A list that one was just removed from is no reason to find nothing.
        ...ofLists.map((tasks) => tasks.catch(() => [])),
      ]);
      return { tasks: [...own.body.items, ...others.flat()], notes: notes.body.items };
    },
    enabled: asked.length >= FEWEST_LETTERS,
    placeholderData: (previous) => previous,
    gcTime: 60_000,
  });
}
