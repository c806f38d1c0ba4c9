import * as z from 'zod';
import { type Operation, problemAnswers } from '../operation.ts';
import { type Page, pageSchema } from '../page.ts';
import { booleanText, objectSchema } from '../schema.ts';
import { type TaskBatch, type TaskBatchResult, taskBatchResultSchema, taskBatchSchema } from './batch.ts';
import { type ListId, listId } from './list.ts';
import { type ListTasksQuery, listTasksQuery } from './list-tasks-query.ts';
import {
  type NewTask,
  newTaskSchema,
  type Task,
  type TaskChange,
  taskChangeSchema,
  taskSchema,
} from './task.ts';

export * from './attachment-operations.ts';
export * from './change-operations.ts';
export * from './comment-operations.ts';
export * from './export-operations.ts';
export * from './import-operations.ts';
export * from './list-operations.ts';
export * from './member-operations.ts';

export interface TaskPath {
  readonly taskId: string;
}

/** Where a task goes: first within `listId` (and under `parentId`, null for none), then beside another. */
export interface TaskMove {
  readonly listId?: ListId;
  readonly parentId?: string | null;
  /** The task that it comes right before. */
  readonly before?: string;
  /** The task that it comes right after. */
  readonly after?: string;
}

export interface DeleteTaskQuery {
  /** Not into the trash. A task in the trash goes only this way. */
  readonly permanent?: boolean;
}

const taskPath = objectSchema<TaskPath>('TaskPath', { taskId: z.uuidv7() });

export const createTask: Operation<{ body: NewTask }, Task> = {
  module: 'tasks',
  name: 'createTask',
  summary: 'Make a task.',
  method: 'POST',
  resource: '/tasks',
  scope: 'tasks/write',
  input: { body: newTaskSchema },
  mediaTypes: ['application/json'],
  requestHeaders: ['Idempotency-Key'],
  answers: {
    201: {
      description: 'The task as it was made.',
      schema: taskSchema,
      headers: ['ETag', 'Location', 'Idempotency-Replayed'],
    },
    ...problemAnswers(400, 403, 404, 409, 413, 415, 422),
  },
};

export const listTasks: Operation<{ query: ListTasksQuery }, Page<Task>> = {
  module: 'tasks',
  name: 'listTasks',
  summary: "List tasks: the caller's own, or those of one list. The newest first, unless asked otherwise.",
  method: 'GET',
  resource: '/tasks',
  scope: 'tasks/read',
  input: { query: listTasksQuery },
  answers: {
    200: { description: 'A page of tasks.', schema: pageSchema('TaskPage', taskSchema), headers: ['Link'] },
    ...problemAnswers(400, 404),
  },
};

export const getTask: Operation<{ path: TaskPath }, Task> = {
  module: 'tasks',
  name: 'getTask',
  summary: 'Read one task.',
  method: 'GET',
  resource: '/tasks/{taskId}',
  scope: 'tasks/read',
  input: { path: taskPath },
  requestHeaders: ['If-None-Match'],
  answers: {
    200: { description: 'The task.', schema: taskSchema, headers: ['ETag'] },
    304: { description: 'The caller has it already.', headers: ['ETag'] },
    ...problemAnswers(400, 404),
  },
};

export const updateTask: Operation<{ path: TaskPath; body: TaskChange }, Task> = {
  module: 'tasks',
  name: 'updateTask',
  summary: 'Change the fields that the body names; the others stay.',
  method: 'PUT',
  resource: '/tasks/{taskId}',
  scope: 'tasks/write',
  input: { path: taskPath, body: taskChangeSchema },
  mediaTypes: ['application/json'],
  requestHeaders: ['If-Match'],
  answers: {
    200: { description: 'The task as it is now.', schema: taskSchema, headers: ['ETag'] },
    ...problemAnswers(400, 403, 404, 412, 413, 415),
  },
};

export const patchTask: Operation<{ path: TaskPath; body: TaskChange }, Task> = {
  ...updateTask,
  name: 'patchTask',
  summary: 'Apply a JSON merge patch (RFC 7396).',
  method: 'PATCH',
  mediaTypes: ['application/merge-patch+json', 'application/json'],
};

export const deleteTask: Operation<{ path: TaskPath; query?: DeleteTaskQuery }, undefined> = {
  module: 'tasks',
  name: 'deleteTask',
  summary: 'Put a task into the trash, from where it goes for good after 30 days; or delete it for good now.',
  method: 'DELETE',
  resource: '/tasks/{taskId}',
  scope: 'tasks/write',
  input: {
    path: taskPath,
    query: objectSchema<DeleteTaskQuery>('DeleteTaskQuery', { permanent: booleanText().exactOptional() }),
  },
  requestHeaders: ['If-Match'],
  answers: {
    204: { description: 'It is gone.' },
    ...problemAnswers(400, 403, 404, 412),
  },
};

/** What an action on a task answers. */
const changed: Operation<{ path: TaskPath }, Task>['answers'] = {
  200: { description: 'The task as it is now.', schema: taskSchema, headers: ['ETag'] },
  ...problemAnswers(400, 403, 404, 412),
};

export const completeTask: Operation<{ path: TaskPath }, Task> = {
  module: 'tasks',
  name: 'completeTask',
  summary: 'Complete a task. One that recurs is made anew, due the next time.',
  method: 'POST',
  resource: '/tasks/{taskId}/complete',
  scope: 'tasks/write',
  input: { path: taskPath },
  requestHeaders: ['If-Match'],
  answers: changed,
};

export const reopenTask: Operation<{ path: TaskPath }, Task> = {
  ...completeTask,
  name: 'reopenTask',
  summary: 'Make a completed or cancelled task pending again.',
  resource: '/tasks/{taskId}/reopen',
};

export const restoreTask: Operation<{ path: TaskPath }, Task> = {
  ...completeTask,
  name: 'restoreTask',
  summary: 'Take a task out of the trash; into the inbox when its list is gone.',
  resource: '/tasks/{taskId}/restore',
};

export const moveTask: Operation<{ path: TaskPath; body: TaskMove }, Task> = {
  module: 'tasks',
  name: 'moveTask',
  summary: 'Move a task within its list, to another list, or under another task.',
  method: 'POST',
  resource: '/tasks/{taskId}/move',
  scope: 'tasks/write',
  input: {
    path: taskPath,
    body: objectSchema<TaskMove>(
      'TaskMove',
      {
        listId: listId.exactOptional(),
        parentId: z.uuidv7().nullable().exactOptional(),
        before: z.uuidv7().exactOptional(),
        after: z.uuidv7().exactOptional(),
      },
      {
        check: ({ before, after }) => before === undefined || after === undefined,
        error: 'Say before or after, not both',
        at: 'after',
      },
    ),
  },
  mediaTypes: ['application/json'],
  requestHeaders: ['If-Match'],
  answers: { ...changed, ...problemAnswers(400, 403, 404, 409, 412, 413, 415) },
};

export const batchTasks: Operation<{ body: TaskBatch }, TaskBatchResult> = {
  module: 'tasks',
  name: 'batchTasks',
  summary: 'Make, change and delete up to 25 tasks, all or none.',
  method: 'POST',
  resource: '/tasks/batch',
  scope: 'tasks/write',
  input: { body: taskBatchSchema },
  mediaTypes: ['application/json'],
  // 25 tasks, each with long texts.
  maxBodyBytes: 4 * 1024 * 1024,
  answers: {
    200: {
      description: 'The tasks as they are now, in the order of the steps.',
      schema: taskBatchResultSchema,
    },
    // A step that fails answers what it would alone; `errors` names it.
    ...problemAnswers(400, 403, 404, 409, 413, 415),
  },
};
