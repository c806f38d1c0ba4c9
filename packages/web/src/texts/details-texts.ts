import type { HistoryAction, TaskChange } from '@taskyard/client';

const actions: Readonly<Record<HistoryAction, string>> = {
  CREATED: 'made the task',
  UPDATED: 'changed it',
  COMPLETED: 'completed it',
  REOPENED: 'reopened it',
  MOVED: 'moved it',
  DELETED: 'put it into the trash',
  RESTORED: 'took it out of the trash',
};

type Field = keyof TaskChange | 'listId' | 'parentId' | 'position' | 'deletedAt';

const fields: Readonly<Partial<Record<Field, string>>> = {
  title: 'Title',
  description: 'Description',
  status: 'Status',
  priority: 'Priority',
  dueOn: 'Due day',
  dueAt: 'Due time',
  timeZone: 'Time zone',
  recurrence: 'Repeats',
  assigneeId: 'Assignee',
  labels: 'Labels',
  checklist: 'Checklist',
  listId: 'List',
  parentId: 'Part of',
  position: 'Place in the list',
};

const units = { DAILY: 'day', WEEKLY: 'week', MONTHLY: 'month', YEARLY: 'year' } as const;

/** What people read in the details of a task that is not needed before they open. */
export const detailsTexts = {
  activity: 'Activity',
  tabs: { comments: 'Comments', history: 'History' },
  people: {
    you: 'You',
    owner: 'The owner of the list',
    gone: 'Somebody who has left',
  },
  assignee: { label: 'Assignee', nobody: 'Nobody' },
  parent: { label: 'Part of', none: 'No other task', open: (title: string): string => `Open ${title}` },
  subtasks: {
    title: 'Subtasks',
    add: 'Add a subtask',
    more: 'Older subtasks are in the list.',
  },
  comments: {
    write: 'Write a comment',
    hint: 'Markdown. Ctrl and Enter send it.',
    send: 'Comment',
    empty: 'No comments yet',
    edit: 'Edit the comment',
    delete: 'Delete the comment',
    edited: 'edited',
    sending: 'Sending…',
  },
  history: {
    actions,
    fields: fields as Readonly<Partial<Record<string, string>>>,
    none: 'none',
    changed: 'changed',
    empty: 'Nothing has happened yet',
    fromTo: { from: 'from', to: 'to' },
  },
  recurrence: {
    label: 'Repeats',
    needsDue: 'Choose a due day first',
    frequencies: {
      '': 'Never',
      DAILY: 'By the day',
      WEEKLY: 'By the week',
      MONTHLY: 'By the month',
      YEARLY: 'By the year',
    },
    every: 'Every',
    units: (unit: keyof typeof units, count: number): string => `${units[unit]}${count === 1 ? '' : 's'}`,
    interval: 'How many between',
    days: 'Days of the week',
    dayNames: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
    shortDays: ['Su', 'Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa'],
    ends: 'Ends',
    endings: { never: 'Never', count: 'After', until: 'On' },
    times: 'times',
    lastDay: 'Last day',
    completingMakes: 'Completing it makes the next one.',
  },
} as const;
