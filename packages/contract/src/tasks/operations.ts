import * as z from 'zod';
import { type Operation, problemAnswers } from '../operation.ts';
import { type Page, type PageQuery, pageQueryMembers, pageSchema } from '../page.ts';
import { objectSchema } from '../schema.ts';
import {
  type NewTask,
  newTaskSchema,
  type Task,
  type TaskChange,
  type TaskStatus,
  taskChangeSchema,
  taskSchema,
  taskStatuses,
} from './task.ts';

export interface TaskPath {
  readonly taskId: string;
}

export interface ListTasksQuery extends PageQuery {
  /** Only tasks with this status. */
  readonly status?: TaskStatus;
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
    ...problemAnswers(400, 409, 415, 422),
  },
};

export const listTasks: Operation<{ query: ListTasksQuery }, Page<Task>> = {
  module: 'tasks',
  name: 'listTasks',
  summary: "List the caller's tasks, the newest first.",
  method: 'GET',
  resource: '/tasks',
  scope: 'tasks/read',
  input: {
    query: objectSchema<ListTasksQuery>('ListTasksQuery', {
      ...pageQueryMembers,
      status: z.enum(taskStatuses).exactOptional(),
    }),
  },
  answers: {
    200: { description: 'A page of tasks.', schema: pageSchema('TaskPage', taskSchema), headers: ['Link'] },
    ...problemAnswers(400),
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
    ...problemAnswers(400, 404, 412, 415),
  },
};

export const patchTask: Operation<{ path: TaskPath; body: TaskChange }, Task> = {
  ...updateTask,
  name: 'patchTask',
  summary: 'Apply a JSON merge patch (RFC 7396).',
  method: 'PATCH',
  mediaTypes: ['application/merge-patch+json', 'application/json'],
};

export const deleteTask: Operation<{ path: TaskPath }, undefined> = {
  module: 'tasks',
  name: 'deleteTask',
  summary: 'Delete a task for good.',
  method: 'DELETE',
  resource: '/tasks/{taskId}',
  scope: 'tasks/write',
  input: { path: taskPath },
  requestHeaders: ['If-Match'],
  answers: {
    204: { description: 'It is gone.' },
    ...problemAnswers(400, 404, 412),
  },
};
