import type { TaskPriority, TaskStatus } from '@taskyard/client';
import type { TaskGroup } from '../tasks/arrange-tasks.ts';
import type { TaskView } from '../tasks/task-search.ts';
import { counted } from './counted.ts';

const statuses: Readonly<Record<TaskStatus, string>> = {
  PENDING: 'To do',
  IN_PROGRESS: 'In progress',
  COMPLETED: 'Done',
  CANCELLED: 'Cancelled',
};

const priorities: Readonly<Record<TaskPriority, string>> = {
  URGENT: 'Urgent',
  HIGH: 'High',
  NORMAL: 'Normal',
  LOW: 'Low',
};

const groups: Readonly<Record<TaskGroup['name'], string>> = {
  overdue: 'Overdue',
  today: 'Today',
  tomorrow: 'Tomorrow',
  week: 'This week',
  later: 'Later',
  none: 'No date',
  all: 'Tasks',
};

const emptyViews: Readonly<Record<TaskView, string>> = {
  open: 'Nothing to do',
  done: 'Nothing done yet',
  cancelled: 'Nothing was cancelled',
  all: 'No tasks yet',
};

/** What people read about tasks in lists and on the board. */
export const taskTexts = {
  statuses,
  priorities,
  groups,
  clearFilters: 'Clear the filters',
  complete: (title: string): string => `Complete ${title}`,
  count: (count: number, more: boolean): string => `${count}${more ? ' so far' : ''}`,
  delete: (title: string): string => `Delete ${title}`.trim(),
  deleted: (title: string): string => `Deleted “${title}”`,
  dueChanged: (title: string): string => `New date for “${title}”`,
  empty: emptyViews,
  emptyHint: 'Press n to write one down.',
  emptyToday: 'Nothing is due today',
  gone: (title: string): string => `“${title}” was deleted meanwhile`,
  moved: (title: string, status: TaskStatus): string =>
    status === 'COMPLETED' ? `Completed “${title}”` : `“${title}” is now ${statuses[status].toLowerCase()}`,
  commentNotSaved: (reason: string): string => `The comment could not be saved: ${reason}`,
  many: (count: number): string => counted(count, 'task'),
  manyChanged: (count: number): string => `Changed ${counted(count, 'task')}`,
  manyDeleted: (count: number): string => `Deleted ${counted(count, 'task')}`,
  manyMoved: (count: number, list: string): string => `${counted(count, 'task')} now in ${list}`,
  notAllChanged: (count: number, reason: string): string =>
    `${counted(count, 'task')} could not be changed: ${reason}`,
  choose: (title: string): string => `Choose ${title}`,
  reordered: (title: string): string => `Moved “${title}”`,
  movedTo: (title: string, place: string): string => `“${title}” is now in ${place}`,
  notMoved: (title: string, reason: string): string => `“${title}” could not be moved: ${reason}`,
  repeats: 'Repeats: ',
  comments: (count: number): string => counted(count, 'comment'),
  attachments: (count: number): string => counted(count, 'file'),
  notChanged: (title: string, reason: string): string => `“${title}” could not be changed: ${reason}`,
  notCreated: (title: string, reason: string): string => `“${title}” could not be added: ${reason}`,
  notDeleted: (title: string, reason: string): string => `“${title}” could not be deleted: ${reason}`,
  notRestored: (title: string, reason: string): string => `“${title}” could not be restored: ${reason}`,
  nothingFound: 'No task fits',
  overdue: 'Overdue: ',
  partlyLoaded: (count: number): string => `Sorted and searched: the ${count} tasks that are loaded.`,
  prioritized: (title: string, priority: TaskPriority): string =>
    `“${title}” is now ${priorities[priority].toLowerCase()}`,
  reopen: (title: string): string => `Reopen ${title}`,
  saving: 'Saving…',
  subtask: 'Subtask',
  startOrPause: (title: string, status: TaskStatus): string =>
    `${status === 'PENDING' ? 'Start' : 'Back to do'} ${title}`.trim(),
} as const;
