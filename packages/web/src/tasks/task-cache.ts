import type { InfiniteData } from '@tanstack/react-query';
import type { Page, Task, TaskChange } from '@taskyard/client';

/** The loaded pages of one list, as TanStack Query keeps them. */
export type TaskPages = InfiniteData<Page<Task>, string | undefined>;

/** The pages without the task. */
export function withoutTask(data: TaskPages, id: string): TaskPages {
  if (!data.pages.some((page) => page.items.some((task) => task.id === id))) return data;
  return {
    ...data,
    pages: data.pages.map((page) => ({ ...page, items: page.items.filter((task) => task.id !== id) })),
  };
}

/**
 * The pages with the task in its place: where it stood, else by the time it was made, the newest first. A task that
 * is older than all that is loaded stays out while older pages remain to be asked for.
 */
export function withTask(data: TaskPages, task: Task): TaskPages {
  const known = data.pages.some((page) => page.items.some(({ id }) => id === task.id));
  if (known) {
    return {
      ...data,
      pages: data.pages.map((page) => ({
        ...page,
        items: page.items.map((item) => (item.id === task.id ? task : item)),
      })),
    };
  }
  const at = data.pages.findIndex(({ items }) => items.some((item) => isNewer(task, item)));
  const last = data.pages.length - 1;
  if (at === -1 && data.pages[last]?.nextPageToken !== undefined) return data;
  return {
    ...data,
    pages: data.pages.map((page, index) =>
      index === (at === -1 ? last : at) ? { ...page, items: inserted(page.items, task) } : page,
    ),
  };
}

function inserted(items: readonly Task[], task: Task): readonly Task[] {
  const at = items.findIndex((item) => isNewer(task, item));
  return at === -1 ? [...items, task] : items.toSpliced(at, 0, task);
}

function isNewer(task: Task, than: Task): boolean {
  return task.createdAt === than.createdAt ? task.id > than.id : task.createdAt > than.createdAt;
}

/** Fields that a task always has; a patch of null empties them. */
const LISTS: ReadonlySet<string> = new Set(['labels', 'checklist']);

/** The task as a merge patch (RFC 7396) makes it, before the service has confirmed it. */
export function changedTask(task: Task, change: TaskChange, now: Date): Task {
  const members = new Map<string, unknown>(Object.entries(task));
  for (const [name, value] of Object.entries(change)) {
    if (value !== null) members.set(name, value);
    else if (LISTS.has(name)) members.set(name, []);
    else members.delete(name);
  }
  if (members.get('status') !== 'COMPLETED') members.delete('completedAt');
  else if (!members.has('completedAt')) members.set('completedAt', now.toISOString());
  return Object.fromEntries(members) as unknown as Task;
}

/** The values that a change would replace, as a change: what undoes it. */
export function valuesBefore(task: Task, change: TaskChange): TaskChange {
  const values: Readonly<Partial<Record<string, unknown>>> = { ...task };
  return Object.fromEntries(Object.keys(change).map((name) => [name, values[name] ?? null]));
}
