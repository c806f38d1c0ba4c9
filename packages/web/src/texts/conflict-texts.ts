import type { TaskChange } from '@taskyard/client';

const fields: Readonly<Partial<Record<keyof TaskChange, string>>> = {
  title: 'Title',
  description: 'Description',
  status: 'Status',
  priority: 'Priority',
  dueOn: 'Due day',
  dueAt: 'Due time',
  labels: 'Labels',
  checklist: 'Checklist',
  recurrence: 'Repeats',
  assigneeId: 'Assignee',
};

/** What people read when two have changed the same. */
export const conflictTexts = {
  title: 'Changed by two at once',
  text: (title: string): string =>
    `“${title}” was changed somewhere else while you were editing it. What do you want to keep?`,
  dropMine: 'Keep all of theirs',
  fields,
  mine: 'Mine',
  nothing: 'Nothing',
  save: 'Save',
  theirs: 'Theirs',
} as const;
