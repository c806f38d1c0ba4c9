import {
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

/**
 * The table: partition key `pk`, the owner's `sub`; sort key `sk`, which begins with the kind of item.
 * `task#<id>` sorts by time of creation. The index `by-status` has partition key `ownerStatus`
 * (`<sub>#<status>`) and sort key `sk`; only tasks have that attribute, so nothing else is in it.
 */
export const STATUS_INDEX: string = 'by-status';

export const TASK_PREFIX: string = 'task#';

export function taskKey(owner: string, id: string): Item {
  return { pk: { S: owner }, sk: { S: `${TASK_PREFIX}${id}` } };
}

export function ownerStatus(owner: string, status: TaskStatus): string {
  return `${owner}#${status}`;
}

export function taskItem(task: Task): Item {
  return {
    ...taskKey(task.createdBy, task.id),
    ownerStatus: { S: ownerStatus(task.createdBy, task.status) },
    title: { S: task.title },
    status: { S: task.status },
    priority: { S: task.priority },
    labels: { L: task.labels.map((label) => ({ S: label })) },
    version: { N: String(task.version) },
    createdAt: { S: task.createdAt },
    updatedAt: { S: task.updatedAt },
    ...(task.description === undefined ? {} : { description: { S: task.description } }),
    ...(task.dueOn === undefined ? {} : { dueOn: { S: task.dueOn } }),
    ...(task.dueAt === undefined ? {} : { dueAt: { S: task.dueAt } }),
    ...(task.completedAt === undefined ? {} : { completedAt: { S: task.completedAt } }),
  };
}

export function taskOf(item: Item): Task {
  return {
    id: textAttribute(item, 'sk').slice(TASK_PREFIX.length),
    title: textAttribute(item, 'title'),
    ...optionalText(item, 'description'),
    status: statusOf(textAttribute(item, 'status')),
    priority: priorityOf(textAttribute(item, 'priority')),
    ...optionalText(item, 'dueOn'),
    ...optionalText(item, 'dueAt'),
    labels: textListAttribute(item, 'labels'),
    version: numberAttribute(item, 'version'),
    createdAt: textAttribute(item, 'createdAt'),
    updatedAt: textAttribute(item, 'updatedAt'),
    ...optionalText(item, 'completedAt'),
    createdBy: textAttribute(item, 'pk'),
  };
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
