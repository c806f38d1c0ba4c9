import * as z from 'zod';
import { type Operation, problemAnswers } from '../operation.ts';
import { objectSchema } from '../schema.ts';
import { type NewTaskImport, newTaskImportSchema, type TaskImport, taskImportSchema } from './task-import.ts';

export interface ImportPath {
  readonly importId: string;
}

const importPath = objectSchema<ImportPath>('ImportPath', { importId: z.uuidv7() });

export const createImport: Operation<{ body: NewTaskImport }, TaskImport> = {
  module: 'tasks',
  name: 'createImport',
  summary: 'Announce a file of tasks; `upload` says how to send it to S3.',
  method: 'POST',
  resource: '/tasks/imports',
  scope: 'tasks/write',
  input: { body: newTaskImportSchema },
  mediaTypes: ['application/json'],
  requestHeaders: ['Idempotency-Key'],
  answers: {
    202: {
      description: 'The import, to be uploaded and then started.',
      schema: taskImportSchema,
      headers: ['Location', 'Idempotency-Replayed'],
    },
    ...problemAnswers(400, 403, 404, 409, 413, 415, 422),
  },
};

export const startImport: Operation<{ path: ImportPath }, TaskImport> = {
  module: 'tasks',
  name: 'startImport',
  summary: 'Confirm that the file was sent, and begin to make its tasks.',
  method: 'POST',
  resource: '/tasks/imports/{importId}/start',
  scope: 'tasks/write',
  input: { path: importPath },
  answers: {
    202: { description: 'The import, under way.', schema: taskImportSchema },
    ...problemAnswers(400, 404, 409),
  },
};

export const getImport: Operation<{ path: ImportPath }, TaskImport> = {
  module: 'tasks',
  name: 'getImport',
  summary: 'Read how far an import is, and what was refused.',
  method: 'GET',
  resource: '/tasks/imports/{importId}',
  scope: 'tasks/read',
  input: { path: importPath },
  answers: {
    200: { description: 'The import.', schema: taskImportSchema, headers: ['Retry-After'] },
    ...problemAnswers(400, 404),
  },
};

export const deleteImport: Operation<{ path: ImportPath }, undefined> = {
  module: 'tasks',
  name: 'deleteImport',
  summary: 'Delete an import and its files; the tasks that it made stay.',
  method: 'DELETE',
  resource: '/tasks/imports/{importId}',
  scope: 'tasks/write',
  input: { path: importPath },
  answers: {
    204: { description: 'It is gone.' },
    ...problemAnswers(400, 404),
  },
};
