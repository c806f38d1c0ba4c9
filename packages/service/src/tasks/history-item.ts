import type { FieldChange, HistoryAction, HistoryEntry, Task } from '@taskyard/contract';
import { type Item, textAttribute } from '../dynamo/attributes.ts';
import type { TableKey, Write } from './task-table.ts';

export const HISTORY_PREFIX: string = 'history#';

/** The partition of a task's comments and history. */
export function taskPartition(taskId: string): string {
  return `task#${taskId}`;
}

export function historyKey(taskId: string, id: string): TableKey {
  return { pk: taskPartition(taskId), sk: `${HISTORY_PREFIX}${id}` };
}

/** The entry about a change, which is written together with it. */
export function historyWrite(
  before: Task,
  after: Task,
  { id, by, action }: { readonly id: string; readonly by: string; readonly action: HistoryAction },
): Write {
  const { pk, sk } = historyKey(after.id, id);
  return {
    put: {
      pk: { S: pk },
      sk: { S: sk },
      at: { S: after.updatedAt },
      by: { S: by },
      action: { S: action },
      changes: { S: JSON.stringify(fieldChanges(before, after)) },
    },
  };
}

export function historyEntryOf(item: Item): HistoryEntry {
  // Only historyWrite makes such items.
  const action = textAttribute(item, 'action') as HistoryAction;
  return {
    id: textAttribute(item, 'sk').slice(HISTORY_PREFIX.length),
    at: textAttribute(item, 'at'),
    by: textAttribute(item, 'by'),
    action,
    changes: JSON.parse(textAttribute(item, 'changes')),
  };
}

/** How a task began; nothing is stored about that but the task itself. */
export function creationEntry({ id, createdAt, createdBy }: Task): HistoryEntry {
  return { id, at: createdAt, by: createdBy, action: 'CREATED', changes: [] };
}

const VALUES = [
  'title',
  'status',
  'priority',
  'dueOn',
  'dueAt',
  'timeZone',
  'recurrence',
  'assigneeId',
  'labels',
  'listId',
  'parentId',
  'position',
] as const;

function fieldChanges(before: Task, after: Task): readonly FieldChange[] {
  const differ = (name: keyof Task): boolean => JSON.stringify(before[name]) !== JSON.stringify(after[name]);
  return [
    ...VALUES.filter(differ).map((field) => {
      const [from, to] = [before[field], after[field]];
      return { field, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
    }),
    // Long ones are only named.
    ...(['description', 'checklist'] as const).filter(differ).map((field) => ({ field })),
  ];
}
