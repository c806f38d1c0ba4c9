import {
  type ChecklistEntry,
  type HistoryEntry,
  INBOX,
  type Task,
  type TaskPriority,
  type TaskStatus,
  taskPriorities,
  taskStatuses,
} from '@taskyard/contract';
import {
  type Item,
  numberAttribute,
  optionalText,
  textAttribute,
  textListAttribute,
} from '../dynamo/attributes.ts';
import { dueKey } from './due-key.ts';
import { lastChangeAttributes } from './history-item.ts';
import { lastPosition } from './position.ts';
import type { TableIndex, TableKey } from './task-table.ts';

/*
 * The table. In the partition of a person (`pk` is the `sub`), by the beginning of `sk`:
 *   task#<id>               a task in one of their lists, whoever made it
 *   trash#<id>              the same in the trash, with `expiresAt`
 *   gone#<id>               what is left of a task that was purged, until everybody's sync has seen it
 *   list#<id>               a list
 *   access#<list>#<member>  who shares it
 *   shared#<list>           a list of somebody else that the person is a member of
 *   export#<id>, import#<id>   and job#export#<id>, job#import#<id>, which have the work begin
 *   idempotency#<key>       a claim
 * In the partition `task#<id>`: comment#<id>, history#<id>, attachment#<id>, and upload#<id> of what is yet to come.
 * In `invitation#<hash>`: an invitation. In `usage#<person>`: what the attachments in their lists take together.
 */
export const TASK_PREFIX: string = 'task#';
export const TRASH_PREFIX: string = 'trash#';
export const GONE_PREFIX: string = 'gone#';

/** `<status>#<priority>#<id>`: what is in the trash is not in it. */
export const STATUS_INDEX: TableIndex = { name: 'by-status', partitionKey: 'pk', sortKey: 'statusKey' };
/** `<position>`, by list. */
export const LIST_INDEX: TableIndex = { name: 'by-list', partitionKey: 'listKey', sortKey: 'position' };
/** `<due>#<id>` */
export const DUE_INDEX: TableIndex = { name: 'by-due', partitionKey: 'pk', sortKey: 'dueKey' };
/** `<updatedAt>#<id>`: what is in the trash or purged is in it too. */
export const UPDATED_INDEX: TableIndex = { name: 'by-updated', partitionKey: 'pk', sortKey: 'updatedKey' };
/** `<title in small letters, its beginning>#<id>` */
export const TITLE_INDEX: TableIndex = { name: 'by-title', partitionKey: 'pk', sortKey: 'titleKey' };

export const taskIndexes: readonly TableIndex[] = [
  STATUS_INDEX,
  LIST_INDEX,
  DUE_INDEX,
  UPDATED_INDEX,
  TITLE_INDEX,
];

export function taskKey(owner: string, id: string): TableKey {
  return { pk: owner, sk: `${TASK_PREFIX}${id}` };
}

export function trashKey(owner: string, id: string): TableKey {
  return { pk: owner, sk: `${TRASH_PREFIX}${id}` };
}

/** The key of what is left of a task that was purged. */
export function goneKey(owner: string, id: string): TableKey {
  return { pk: owner, sk: `${GONE_PREFIX}${id}` };
}

export function listKey(owner: string, listId: string): string {
  return `${owner}#${listId}`;
}

/** A digit that sorts as the priorities do. */
export function priorityDigit(priority: TaskPriority): string {
  return String(taskPriorities.indexOf(priority));
}

/** How titles are compared when tasks are searched. */
export function foldedTitle(title: string): string {
  return title.normalize('NFKC').toLowerCase();
}

/** How titles are sorted: by their first 64 characters. */
function titleKey({ title, id }: Task): string {
  return `${[...foldedTitle(title)].slice(0, 64).join('')}#${id}`;
}

/** The item of a task in the lists of `owner`, or in their trash; `lastChange` is the newest entry of its history. */
export function taskItem(owner: string, task: Task, lastChange: HistoryEntry | undefined): Item {
  const trashed = task.deletedAt !== undefined;
  const { pk, sk } = (trashed ? trashKey : taskKey)(owner, task.id);
  const text = (value: string): Item[string] => ({ S: value });
  const item: Item = {
    pk: text(pk),
    sk: text(sk),
    updatedKey: text(`${task.updatedAt}#${task.id}`),
    listId: text(task.listId),
    position: text(task.position),
    title: text(task.title),
    status: text(task.status),
    priority: text(task.priority),
    labels: { L: task.labels.map(text) },
    version: { N: String(task.version) },
    commentCount: { N: String(task.commentCount) },
    attachmentCount: { N: String(task.attachmentCount) },
    createdAt: text(task.createdAt),
    updatedAt: text(task.updatedAt),
    createdBy: text(task.createdBy),
    ...lastChangeAttributes(lastChange),
  };
  if (task.checklist.length > 0) item.checklist = text(JSON.stringify(task.checklist));
  for (const name of OPTIONAL) {
    const value = task[name];
    if (value !== undefined) item[name] = text(value);
  }
  if (trashed) {
    item.expiresAt = { N: String(Math.floor(Date.parse(task.purgeAt ?? task.updatedAt) / 1000)) };
  } else {
    item.listKey = text(listKey(owner, task.listId));
    item.statusKey = text(`${task.status}#${priorityDigit(task.priority)}#${task.id}`);
    item.dueKey = text(`${dueKey(task)}#${task.id}`);
    item.titleKey = text(titleKey(task));
  }
  return item;
}

const OPTIONAL = [
  'parentId',
  'description',
  'dueOn',
  'dueAt',
  'timeZone',
  'recurrence',
  'assigneeId',
  'completedAt',
  'deletedAt',
  'purgeAt',
] as const;

/** Reads a task, with its members in the order in which every answer gives them: equal tags, equal bytes. */
export function taskOf(item: Item): Task {
  const sk = textAttribute(item, 'sk');
  const id = sk.slice(sk.indexOf('#') + 1);
  return {
    id,
    listId: item.listId?.S ?? INBOX,
    ...optionalText(item, 'parentId'),
    position: item.position?.S ?? lastPosition(id),
    title: textAttribute(item, 'title'),
    ...optionalText(item, 'description'),
    status: statusOf(textAttribute(item, 'status')),
    priority: priorityOf(textAttribute(item, 'priority')),
    ...optionalText(item, 'dueOn'),
    ...optionalText(item, 'dueAt'),
    ...optionalText(item, 'timeZone'),
    ...optionalText(item, 'recurrence'),
    ...optionalText(item, 'assigneeId'),
    labels: textListAttribute(item, 'labels'),
    checklist: checklistOf(item.checklist?.S),
    commentCount: Number(item.commentCount?.N ?? 0),
    attachmentCount: Number(item.attachmentCount?.N ?? 0),
    version: numberAttribute(item, 'version'),
    createdAt: textAttribute(item, 'createdAt'),
    updatedAt: textAttribute(item, 'updatedAt'),
    ...optionalText(item, 'completedAt'),
    ...optionalText(item, 'deletedAt'),
    ...optionalText(item, 'purgeAt'),
    createdBy: item.createdBy?.S ?? textAttribute(item, 'pk'),
  };
}

function checklistOf(json: string | undefined): readonly ChecklistEntry[] {
  return json === undefined ? [] : JSON.parse(json);
}

function statusOf(text: string): TaskStatus {
  const status = taskStatuses.find((known) => known === text);
  if (status === undefined) throw new Error(`A task has the unknown status ${text}`);
  return status;
}

function priorityOf(text: string): TaskPriority {
  const priority = taskPriorities.find((known) => known === text);
  if (priority === undefined) throw new Error(`A task has the unknown priority ${text}`);
  return priority;
}
