import { useQueryClient } from '@tanstack/react-query';
import type { Task, TaskChange, TaskPriority } from '@taskyard/client';
import type { RefObject } from 'react';
import { useShortcuts } from '../shell/shortcuts.ts';
import { taskTexts } from '../texts/task-texts.ts';
import { changeTasks, deleteTasks } from './batch-tasks.ts';
import { addDays, dayOf } from './calendar.ts';
import { reorderTask } from './reorder-task.ts';
import { clearSelection, isChoosing, selectAll, selection, selectUpTo, toggleSelected } from './selection.ts';
import type { TaskActions } from './task-actions.ts';
import { isOpen } from './task-words.ts';

export interface ListKeys {
  /** As they are shown, in their order. */
  readonly tasks: readonly Task[];
  /** Without it, one may only look. */
  readonly actions: TaskActions | undefined;
  readonly quickAdd: RefObject<HTMLInputElement | null>;
  readonly searchBox: RefObject<HTMLInputElement | null>;
  /** Whether the order is one that people gave. */
  readonly ordered?: boolean;
  /** Whether more than one task can be chosen. */
  readonly choosable?: boolean;
}

const PRIORITY_KEYS: readonly (readonly [key: string, priority: TaskPriority])[] = [
  ['1', 'URGENT'],
  ['2', 'HIGH'],
  ['3', 'NORMAL'],
  ['4', 'LOW'],
];

/** The keys of a list: walking it, choosing, and what they do to the task that has the focus, or to those chosen. */
export function useListKeys({
  tasks,
  actions,
  quickAdd,
  searchBox,
  ordered = false,
  choosable = false,
}: ListKeys): void {
  const queryClient = useQueryClient();
  const focused = (): Task | undefined => {
    const id = focusedRow()?.dataset.taskId;
    return tasks.find((task) => task.id === id);
  };
  const chosen = (): readonly Task[] => tasks.filter(({ id }) => selection.get().ids.has(id));
  const onFocused = (act: (actions: TaskActions, task: Task) => void): void => {
    const task = focused();
    if (task === undefined || actions === undefined) return;
    const at = rows().findIndex((row) => row.dataset.taskId === task.id);
    act(actions, task);
    keepFocus(task.id, at);
  };
  /** To those that are chosen, else to the one that has the focus. */
  const onEach = (
    one: (actions: TaskActions, task: Task) => void,
    changeOf: (task: Task) => TaskChange | undefined,
  ): void => {
    const many = chosen();
    if (many.length === 0 || actions === undefined) onFocused(one);
    else changeTasks(queryClient, many, changeOf, taskTexts.manyChanged);
  };
  const due = (days: number): void => {
    const day = addDays(dayOf(new Date()), days);
    onEach(
      (act, task) => act.dueOn(task, day),
      () => ({ dueOn: day, dueAt: null }),
    );
  };
  const remove = (): void => {
    const many = chosen();
    if (many.length === 0 || actions === undefined) {
      onFocused((act, task) => act.remove(task));
      return;
    }
    deleteTasks(queryClient, many);
    clearSelection();
  };
  const step = (by: 1 | -1): void => {
    const to = walk(by)?.dataset.taskId;
    if (to === undefined || !choosable) return;
    const ids = tasks.map(({ id }) => id);
    if (selection.get().ids.size === 0) toggleSelected(ids[Math.max(0, ids.indexOf(to) - by)] ?? to);
    selectUpTo(ids, to);
  };
  const reorder = (by: 1 | -1): void => {
    const task = focused();
    if (task === undefined || actions === undefined || !ordered) return;
    reorderTask(queryClient, tasks, task, tasks.indexOf(task) + by);
    keepFocus(task.id, tasks.indexOf(task) + by);
  };
  useShortcuts({
    n: () => quickAdd.current?.focus(),
    '/': () => searchBox.current?.focus(),
    j: () => void walk(1),
    k: () => void walk(-1),
    ArrowDown: (event) => (event.shiftKey ? step(1) : void walk(1)),
    ArrowUp: (event) => (event.shiftKey ? step(-1) : void walk(-1)),
    'Alt+ArrowDown': () => reorder(1),
    'Alt+ArrowUp': () => reorder(-1),
    ...(choosable && {
      J: () => step(1),
      K: () => step(-1),
      v: () => {
        const task = focused();
        if (task !== undefined) toggleSelected(task.id);
      },
      A: () => selectAll(tasks.map(({ id }) => id)),
      Escape: () => {
        if (isChoosing(selection.get())) clearSelection();
      },
    }),
    x: () => {
      const completes = chosen().some(({ status }) => isOpen(status));
      onEach(
        (act, task) => act.toggle(task),
        ({ status }) =>
          isOpen(status) === completes ? { status: completes ? 'COMPLETED' : 'PENDING' } : undefined,
      );
    },
    s: () =>
      onEach(
        (act, task) => act.move(task, task.status === 'IN_PROGRESS' ? 'PENDING' : 'IN_PROGRESS'),
        () => ({ status: 'IN_PROGRESS' }),
      ),
    c: () =>
      onEach(
        (act, task) => act.move(task, isOpen(task.status) ? 'CANCELLED' : 'PENDING'),
        () => ({ status: 'CANCELLED' }),
      ),
    t: () => due(0),
    m: () => due(1),
    Delete: remove,
    '#': remove,
    ...Object.fromEntries(
      PRIORITY_KEYS.map(([key, priority]) => [
        key,
        () =>
          onEach(
            (act, task) => act.prioritize(task, priority),
            (task) => (task.priority === priority ? undefined : { priority }),
          ),
      ]),
    ),
  });
}

function rows(): readonly HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('[data-task-id]')];
}

function focusedRow(): HTMLElement | undefined {
  return document.activeElement?.closest<HTMLElement>('[data-task-id]') ?? undefined;
}

function focusRow(row: HTMLElement | undefined): void {
  row?.querySelector<HTMLElement>('[data-task-link]')?.focus();
}

/** Goes to the next row or the one before; gives where that is. */
function walk(step: 1 | -1): HTMLElement | undefined {
  const all = rows();
  const current = focusedRow();
  const at = current === undefined ? -1 : all.indexOf(current);
  const to = at === -1 ? all[0] : all[Math.max(0, Math.min(all.length - 1, at + step))];
  focusRow(to);
  return to;
}

/** After a task has left its place, the focus is on it where it is now, or on the one that came into its place. */
function keepFocus(id: string, at: number): void {
  setTimeout(() => {
    const all = rows();
    focusRow(all.find((row) => row.dataset.taskId === id) ?? all[Math.min(at, all.length - 1)]);
  }, 30);
}
