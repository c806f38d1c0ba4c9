import type { FieldChange, HistoryAction, HistoryEntry, Task } from '@taskyard/contract';
import { type Item, textAttribute } from '../dynamo/attributes.ts';
import type { TableKey } from './task-table.ts';

export const HISTORY_PREFIX: string = 'history#';

/** The partition of a task's comments and history. */
export function taskPartition(taskId: string): string {
  return `task#${taskId}`;
}

export function historyKey(taskId: string, id: string): TableKey {
  return { pk: taskPartition(taskId), sk: `${HISTORY_PREFIX}${id}` };
}

/** The entry about a change. */
export function changeEntry(
  before: Task,
  after: Task,
  { id, by, action }: { readonly id: string; readonly by: string; readonly action: HistoryAction },
): HistoryEntry {
  return { id, at: after.updatedAt, by, action, changes: fieldChanges(before, after) };
}

/** An entry in the history of its task. */
export function historyItem(taskId: string, entry: HistoryEntry): Item {
  const { pk, sk } = historyKey(taskId, entry.id);
  return { pk: { S: pk }, sk: { S: sk }, ...entryAttributes(entry) };
}

export function historyEntryOf(item: Item): HistoryEntry {
  return entryOf(textAttribute(item, 'sk').slice(HISTORY_PREFIX.length), item);
}

/** An entry in the item of its task, written with the change itself; from there the stream brings it into the history. */
export function lastChangeAttributes(entry: HistoryEntry | undefined): Item {
  return entry === undefined ? {} : { lastChange: { M: { id: { S: entry.id }, ...entryAttributes(entry) } } };
}

/** The last change that the item of a task tells of; undefined when there was none yet. */
export function lastChangeOf({ lastChange }: Item): HistoryEntry | undefined {
  return lastChange?.M === undefined ? undefined : entryOf(textAttribute(lastChange.M, 'id'), lastChange.M);
}

function entryAttributes({ at, by, action, changes }: HistoryEntry): Item {
  return { at: { S: at }, by: { S: by }, action: { S: action }, changes: { S: JSON.stringify(changes) } };
}

function entryOf(id: string, attributes: Item): HistoryEntry {
  return {
    id,
    at: textAttribute(attributes, 'at'),
    by: textAttribute(attributes, 'by'),
    // Only entryAttributes makes these.
    action: textAttribute(attributes, 'action') as HistoryAction,
    changes: JSON.parse(textAttribute(attributes, 'changes')),
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
