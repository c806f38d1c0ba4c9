import { type Operation, problemAnswers } from '../operation.ts';
import { type Page, type PageQuery, pageQueryMembers, pageSchema } from '../page.ts';
import { objectSchema } from '../schema.ts';
import {
  type ListId,
  listId,
  type NewTaskList,
  newTaskListSchema,
  type TaskList,
  type TaskListChange,
  taskListChangeSchema,
  taskListSchema,
} from './list.ts';

export interface ListPath {
  readonly listId: ListId;
}

const listPath = objectSchema<ListPath>('ListPath', { listId });

export const createList: Operation<{ body: NewTaskList }, TaskList> = {
  module: 'tasks',
  name: 'createList',
  summary: 'Make a list.',
  method: 'POST',
  resource: '/lists',
  scope: 'tasks/write',
  input: { body: newTaskListSchema },
  mediaTypes: ['application/json'],
  requestHeaders: ['Idempotency-Key'],
  answers: {
    201: {
      description: 'The list as it was made.',
      schema: taskListSchema,
      headers: ['ETag', 'Location', 'Idempotency-Replayed'],
    },
    ...problemAnswers(400, 409, 413, 415, 422),
  },
};

export const listLists: Operation<{ query: PageQuery }, Page<TaskList>> = {
  module: 'tasks',
  name: 'listLists',
  summary: "List the caller's lists, the inbox among them, then those shared with the caller.",
  method: 'GET',
  resource: '/lists',
  scope: 'tasks/read',
  input: { query: objectSchema<PageQuery>('ListListsQuery', pageQueryMembers) },
  answers: {
    200: {
      description: 'A page of lists.',
      schema: pageSchema('TaskListPage', taskListSchema),
      headers: ['Link'],
    },
    ...problemAnswers(400),
  },
};

export const getList: Operation<{ path: ListPath }, TaskList> = {
  module: 'tasks',
  name: 'getList',
  summary: 'Read one list.',
  method: 'GET',
  resource: '/lists/{listId}',
  scope: 'tasks/read',
  input: { path: listPath },
  requestHeaders: ['If-None-Match'],
  answers: {
    200: { description: 'The list.', schema: taskListSchema, headers: ['ETag'] },
    304: { description: 'The caller has it already.', headers: ['ETag'] },
    ...problemAnswers(400, 404),
  },
};

export const updateList: Operation<{ path: ListPath; body: TaskListChange }, TaskList> = {
  module: 'tasks',
  name: 'updateList',
  summary: 'Change the fields that the body names; the others stay.',
  method: 'PUT',
  resource: '/lists/{listId}',
  scope: 'tasks/write',
  input: { path: listPath, body: taskListChangeSchema },
  mediaTypes: ['application/json'],
  requestHeaders: ['If-Match'],
  answers: {
    200: { description: 'The list as it is now.', schema: taskListSchema, headers: ['ETag'] },
    ...problemAnswers(400, 403, 404, 412, 413, 415),
  },
};

export const patchList: Operation<{ path: ListPath; body: TaskListChange }, TaskList> = {
  ...updateList,
  name: 'patchList',
  summary: 'Apply a JSON merge patch (RFC 7396).',
  method: 'PATCH',
  mediaTypes: ['application/merge-patch+json', 'application/json'],
};

export const deleteList: Operation<{ path: ListPath }, undefined> = {
  module: 'tasks',
  name: 'deleteList',
  summary: 'Delete a list that has no tasks, and its members with it.',
  method: 'DELETE',
  resource: '/lists/{listId}',
  scope: 'tasks/write',
  input: { path: listPath },
  requestHeaders: ['If-Match'],
  answers: {
    204: { description: 'It is gone.' },
    ...problemAnswers(400, 403, 404, 409, 412),
  },
};
