import type { TaskPriority, TaskStatus } from '@taskyard/client';
import type { TaskFilter, TaskSort } from './arrange-tasks.ts';
import { OPEN_STATUSES, TASK_PRIORITIES, TASK_STATUSES } from './task-words.ts';

export type TaskView = 'open' | 'done' | 'cancelled' | 'all';

/** What the address says about a page of tasks. What is absent has its default. */
export interface TaskSearch {
  readonly view?: TaskView;
  readonly sort?: TaskSort;
  readonly q?: string;
  readonly label?: string;
  readonly priority?: TaskPriority;
  /** Somebody's id, `me` or `nobody`. */
  readonly assignee?: string;
  /** The task whose details are open. */
  readonly task?: string;
}

export const TASK_VIEWS: readonly TaskView[] = ['open', 'done', 'cancelled', 'all'];
export const TASK_SORTS: readonly TaskSort[] = ['due', 'priority', 'newest', 'title', 'manual'];

const STATUSES_OF_VIEW: Readonly<Record<TaskView, readonly TaskStatus[]>> = {
  open: OPEN_STATUSES,
  done: ['COMPLETED'],
  cancelled: ['CANCELLED'],
  all: TASK_STATUSES,
};

export function statusesOf(view: TaskView): readonly TaskStatus[] {
  return STATUSES_OF_VIEW[view];
}

/**
 * What is open goes by its due time, or in a list by the order that people gave it; what is over goes by its age. The
 * address may say otherwise. Only a list has an order of its own.
 */
export function sortOf({ sort, view = 'open' }: TaskSearch, inList = false): TaskSort {
  if (sort !== undefined && (inList || sort !== 'manual')) return sort;
  if (view !== 'open') return 'newest';
  return inList ? 'manual' : 'due';
}

/** What an address says must be true of the tasks that are shown, when `me` reads it. */
export function filterOf(search: TaskSearch, me: string | undefined): TaskFilter {
  const { q = '', label, priority, assignee } = search;
  return { text: q, label, priority, assigneeId: assignee === 'me' ? me : assignee };
}

export function isFiltered({ q, label, priority, assignee }: TaskSearch): boolean {
  return [q, label, priority, assignee].some((value) => value !== undefined);
}

/** Reads the query of an address. What it does not understand it leaves out. */
export function readTaskSearch(query: Readonly<Record<string, unknown>>): TaskSearch {
  const { view, sort, q, label, priority, assignee, task } = query;
  return {
    ...oneOf('view', view, TASK_VIEWS),
    ...oneOf('sort', sort, TASK_SORTS),
    ...oneOf('priority', priority, TASK_PRIORITIES),
    ...textOf('q', q),
    ...textOf('label', label),
    ...textOf('assignee', assignee),
    ...textOf('task', task),
  };
}

function oneOf<Name extends string, Value extends string>(
  name: Name,
  value: unknown,
  known: readonly Value[],
): Partial<Record<Name, Value>> {
  const found = known.find((candidate) => candidate === value);
  return found === undefined ? {} : ({ [name]: found } as Partial<Record<Name, Value>>);
}

function textOf<Name extends string>(name: Name, value: unknown): Partial<Record<Name, string>> {
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' && text !== '' ? ({ [name]: text } as Partial<Record<Name, string>>) : {};
}
