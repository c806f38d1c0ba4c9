const MOMENT: Intl.DateTimeFormatOptions = { dateStyle: 'medium', timeStyle: 'short' };

/** What the parts of a task are called. */
export const fieldTexts = {
  addDescription: 'Add a description',
  addLabel: 'Add a label',
  addStep: 'Add a step',
  checklist: 'Checklist',
  list: 'List',
  created: (moment: Date): string => `Made ${moment.toLocaleString('en', MOMENT)}`,
  description: 'Description',
  descriptionHint: 'Markdown. Saved when you leave the field.',
  due: 'Due',
  dueDay: 'Due on',
  dueTime: 'Due at',
  edit: 'Edit',
  label: 'Task details',
  labels: 'Labels',
  nextWeek: 'Next week',
  noDate: 'No date',
  notThere: 'There is no such task any more',
  priority: 'Priority',
  progress: (entries: readonly { readonly done: boolean }[]): string =>
    `${entries.filter(({ done }) => done).length} of ${entries.length}`,
  readOnly: 'You can read this list',
  removeLabel: (label: string): string => `Remove ${label}`,
  saved: 'Saved',
  status: 'Status',
  title: 'Title',
  updated: (moment: Date): string => `Changed ${moment.toLocaleString('en', MOMENT)}`,
  waiting: 'Waiting for the connection',
} as const;
