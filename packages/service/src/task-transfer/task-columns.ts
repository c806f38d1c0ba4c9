import type { Task } from '@taskyard/contract';

/** What a task that is made from a file takes from it. */
const TAKEN = [
  'title',
  'description',
  'status',
  'priority',
  'dueOn',
  'dueAt',
  'timeZone',
  'recurrence',
  'assigneeId',
  'labels',
  'checklist',
] as const satisfies readonly (keyof Task)[];

/** The columns of a CSV file, in their order. Labels and checklists are JSON in their cells. */
export const csvColumns: readonly (keyof Task)[] = [
  'id',
  'listId',
  'parentId',
  ...TAKEN,
  'position',
  'commentCount',
  'attachmentCount',
  'version',
  'createdAt',
  'updatedAt',
  'completedAt',
  'deletedAt',
  'purgeAt',
  'createdBy',
];

/** What a file tells of a task that a new one gets anew. */
export const madeAnew: ReadonlySet<string> = new Set(
  csvColumns.filter((column) => !TAKEN.some((taken) => taken === column)),
);
