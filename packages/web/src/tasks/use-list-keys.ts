import type { Task, TaskPriority } from '@taskyard/client';
import type { RefObject } from 'react';
import { useShortcuts } from '../shell/shortcuts.ts';
import { addDays, dayOf } from './calendar.ts';
import type { TaskActions } from './task-actions.ts';
import { isOpen } from './task-words.ts';

export interface ListKeys {
  readonly tasks: readonly Task[];
  readonly actions: TaskActions;
  readonly quickAdd: RefObject<HTMLInputElement | null>;
  readonly searchBox: RefObject<HTMLInputElement | null>;
}

const PRIORITY_KEYS: readonly (readonly [key: string, priority: TaskPriority])[] = [
  ['1', 'URGENT'],
  ['2', 'HIGH'],
  ['3', 'NORMAL'],
  ['4', 'LOW'],
];

/** The keys of a list: walking it, and what they do to the task that has the focus. */
export function useListKeys({ tasks, actions, quickAdd, searchBox }: ListKeys): void {
  const onFocused = (act: (task: Task) => void) => (): void => {
    const id = focusedRow()?.dataset.taskId;
    const task = tasks.find((candidate) => candidate.id === id);
    if (task === undefined) return;
    const at = rows().findIndex((row) => row.dataset.taskId === id);
    act(task);
    keepFocus(task.id, at);
  };
  useShortcuts({
    n: () => quickAdd.current?.focus(),
    '/': () => searchBox.current?.focus(),
    j: () => walk(1),
    k: () => walk(-1),
    ArrowDown: () => walk(1),
    ArrowUp: () => walk(-1),
    x: onFocused(actions.toggle),
    s: onFocused((task) => actions.move(task, task.status === 'IN_PROGRESS' ? 'PENDING' : 'IN_PROGRESS')),
    c: onFocused((task) => actions.move(task, isOpen(task.status) ? 'CANCELLED' : 'PENDING')),
    t: onFocused((task) => actions.dueOn(task, dayOf(new Date()))),
    m: onFocused((task) => actions.dueOn(task, addDays(dayOf(new Date()), 1))),
    Delete: onFocused(actions.remove),
    '#': onFocused(actions.remove),
    ...Object.fromEntries(
      PRIORITY_KEYS.map(([key, priority]) => [key, onFocused((task) => actions.prioritize(task, priority))]),
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

function walk(step: 1 | -1): void {
  const all = rows();
  const current = focusedRow();
  const at = current === undefined ? -1 : all.indexOf(current);
  focusRow(at === -1 ? all[0] : all[Math.max(0, Math.min(all.length - 1, at + step))]);
}

/** After a task has left its place, the focus is on it where it is now, or on the one that came into its place. */
function keepFocus(id: string, at: number): void {
  setTimeout(() => {
    const all = rows();
    focusRow(all.find((row) => row.dataset.taskId === id) ?? all[Math.min(at, all.length - 1)]);
  }, 30);
}
