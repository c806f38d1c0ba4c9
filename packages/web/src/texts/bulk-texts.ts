import type { TaskPriority, TaskStatus } from '@taskyard/client';
import { taskTexts } from './task-texts.ts';

/** What people read when many tasks are chosen. */
export const bulkTexts = {
  title: 'Chosen tasks',
  count: (count: number): string => `${count} chosen`,
  all: (count: number): string => `Choose all ${count}`,
  complete: 'Complete',
  reopen: 'Reopen',
  move: 'Move to',
  label: 'Add label',
  delete: 'Delete the chosen tasks',
  end: 'Choose none',
  days: {
    today: 'Today',
    tomorrow: 'Tomorrow',
    nextWeek: 'In a week',
    noDate: 'No date',
  } as Readonly<Partial<Record<string, string>>>,
  moved: (count: number, status: TaskStatus): string =>
    `${taskTexts.many(count)} now ${taskTexts.statuses[status].toLowerCase()}`,
  prioritized: (count: number, priority: TaskPriority): string =>
    `${taskTexts.many(count)} now ${taskTexts.priorities[priority].toLowerCase()}`,
  labelled: (count: number, label: string): string => `${taskTexts.many(count)} labelled #${label}`,
  dated: (count: number): string => `New date for ${taskTexts.many(count)}`,
} as const;
