import type { Task, TaskPriority } from '@taskyard/client';
import { type DueState, dueOrder, dueState } from './due-state.ts';
import { PRIORITY_ORDER } from './task-words.ts';

/** `manual` is the order that people have put a list into. */
export type TaskSort = 'due' | 'priority' | 'newest' | 'title' | 'manual';

/** What is looked for among the tasks that are loaded. */
export interface TaskFilter {
  /** Each word must be in the title, the description or a label. */
  readonly text: string;
  readonly label: string | undefined;
  readonly priority: TaskPriority | undefined;
  /** Who is to do it; `nobody` for those that nobody is to do. */
  readonly assigneeId: string | undefined;
}

export interface TaskGroup {
  readonly name: DueState | 'all';
  readonly tasks: readonly Task[];
}

const GROUP_ORDER: readonly DueState[] = ['overdue', 'today', 'tomorrow', 'week', 'later', 'none'];

export function matchesFilter(task: Task, { text, label, priority, assigneeId }: TaskFilter): boolean {
  if (label !== undefined && !task.labels.includes(label)) return false;
  if (priority !== undefined && task.priority !== priority) return false;
  if (assigneeId !== undefined && (task.assigneeId ?? 'nobody') !== assigneeId) return false;
  if (text.trim() === '') return true;
  const content = `${task.title}\n${task.description ?? ''}\n${task.labels.join(' ')}`.toLocaleLowerCase();
  return text
    .toLocaleLowerCase()
    .split(/\s+/)
    .every((word) => content.includes(word.replace(/^#/, '')));
}

/** The tasks in order; those that are equal by `sort` go by due time, then urgency, then the newest first. */
export function sortedTasks(tasks: readonly Task[], sort: TaskSort): readonly Task[] {
  const byDue = (a: Task, b: Task): number => compare(dueOrder(a), dueOrder(b));
  const byPriority = (a: Task, b: Task): number => PRIORITY_ORDER[a.priority] - PRIORITY_ORDER[b.priority];
  const byAge = (a: Task, b: Task): number => compare(b.createdAt, a.createdAt) || compare(b.id, a.id);
  const byTitle = (a: Task, b: Task): number => a.title.localeCompare(b.title, undefined, { numeric: true });
  const orders: Readonly<Record<TaskSort, readonly ((a: Task, b: Task) => number)[]>> = {
    due: [byDue, byPriority, byAge],
    priority: [byPriority, byDue, byAge],
    newest: [byAge],
    title: [byTitle, byAge],
    manual: [(a, b) => compare(a.position, b.position), byAge],
  };
  return tasks.toSorted((a, b) => {
    for (const order of orders[sort]) {
      const difference = order(a, b);
      if (difference !== 0) return difference;
    }
    return 0;
  });
}

/** Sorted by due time, tasks fall into groups of days; by anything else they are one. Empty groups are left out. */
export function groupedTasks(tasks: readonly Task[], sort: TaskSort, now: Date): readonly TaskGroup[] {
  const sorted = sortedTasks(tasks, sort);
  if (sort !== 'due') return sorted.length === 0 ? [] : [{ name: 'all', tasks: sorted }];
  return GROUP_ORDER.map((name) => ({
    name,
    tasks: sorted.filter((task) => dueState(task, now) === name),
  })).filter((group) => group.tasks.length > 0);
}

/** Every label in use, the most frequent first. */
export function labelsOf(
  tasks: readonly Task[],
): readonly { readonly label: string; readonly count: number }[] {
  const counts = new Map<string, number>();
  for (const label of tasks.flatMap(({ labels }) => labels)) counts.set(label, (counts.get(label) ?? 0) + 1);
  return [...counts]
    .map(([label, count]) => ({ label, count }))
    .sort((a, b) => b.count - a.count || a.label.localeCompare(b.label));
}

function compare<Value extends number | string>(a: Value, b: Value): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
