import * as z from 'zod';
import { type Operation, problemAnswers } from '../operation.ts';
import { objectSchema } from '../schema.ts';
import { type NewTaskExport, newTaskExportSchema, type TaskExport, taskExportSchema } from './task-export.ts';

export interface ExportPath {
  readonly exportId: string;
}

const exportPath = objectSchema<ExportPath>('ExportPath', { exportId: z.uuidv7() });

export const createExport: Operation<{ body: NewTaskExport }, TaskExport> = {
  module: 'tasks',
  name: 'createExport',
  summary: 'Begin to write tasks into a file.',
  method: 'POST',
  resource: '/tasks/exports',
  scope: 'tasks/write',
  input: { body: newTaskExportSchema },
  mediaTypes: ['application/json'],
  requestHeaders: ['Idempotency-Key'],
  answers: {
    202: {
      description: 'The export; look at its Location until it has a link.',
      schema: taskExportSchema,
      headers: ['Location', 'Idempotency-Replayed'],
    },
    ...problemAnswers(400, 404, 409, 413, 415, 422),
  },
};

export const getExport: Operation<{ path: ExportPath }, TaskExport> = {
  module: 'tasks',
  name: 'getExport',
  summary: 'Read how far an export is, with a link to its file that works for five minutes.',
  method: 'GET',
  resource: '/tasks/exports/{exportId}',
  scope: 'tasks/read',
  input: { path: exportPath },
  answers: {
    200: { description: 'The export.', schema: taskExportSchema, headers: ['Retry-After'] },
    ...problemAnswers(400, 404),
  },
};

export const deleteExport: Operation<{ path: ExportPath }, undefined> = {
  module: 'tasks',
  name: 'deleteExport',
  summary: 'Delete an export and its file.',
  method: 'DELETE',
  resource: '/tasks/exports/{exportId}',
  scope: 'tasks/write',
  input: { path: exportPath },
  answers: {
    204: { description: 'It is gone.' },
    ...problemAnswers(400, 404),
  },
};
