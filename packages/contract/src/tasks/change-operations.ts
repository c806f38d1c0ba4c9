import * as z from 'zod';
import { type Operation, problemAnswers } from '../operation.ts';
import { type Page, type PageQuery, pageQueryMembers, pageSchema } from '../page.ts';
import { integerText, objectSchema } from '../schema.ts';
import { type HistoryEntry, historyEntrySchema } from './history.ts';
import { type Task, taskSchema } from './task.ts';

export interface HistoryPath {
  readonly taskId: string;
}

export interface ChangesQuery {
  /** `syncToken` of the answer before; without it, everything is told. */
  readonly since?: string;
  /** 1 to 100; 100 when absent. */
  readonly pageSize?: number;
}

/** What became of one task: it is as told, or gone for good. A task in the trash has `deletedAt`. */
export interface TaskSync {
  readonly taskId: string;
  /** Absent when the task is gone for good. */
  readonly task?: Task;
}

/** What has changed, the earliest first. */
export interface Changes {
  readonly changes: readonly TaskSync[];
  /** What to ask with the next time. */
  readonly syncToken: string;
  /** Whether there is more to be asked for now. */
  readonly more: boolean;
}

export const listHistory: Operation<{ path: HistoryPath; query: PageQuery }, Page<HistoryEntry>> = {
  module: 'tasks',
  name: 'listHistory',
  summary: 'List who did what to a task, the newest first.',
  method: 'GET',
  resource: '/tasks/{taskId}/history',
  scope: 'tasks/read',
  input: {
    path: objectSchema<HistoryPath>('HistoryPath', { taskId: z.uuidv7() }),
    query: objectSchema<PageQuery>('ListHistoryQuery', pageQueryMembers),
  },
  answers: {
    200: {
      description: 'A page of entries.',
      schema: pageSchema('HistoryPage', historyEntrySchema),
      headers: ['Link'],
    },
    ...problemAnswers(400, 404),
  },
};

export const listChanges: Operation<{ query: ChangesQuery }, Changes> = {
  module: 'tasks',
  name: 'listChanges',
  summary: "Tell what has changed among the tasks of the caller's own lists since a sync token.",
  method: 'GET',
  resource: '/changes',
  scope: 'tasks/read',
  input: {
    query: objectSchema<ChangesQuery>('ChangesQuery', {
      since: z.string().min(1).max(512).exactOptional(),
      pageSize: integerText(1, 100).meta({ default: 100 }).exactOptional(),
    }),
  },
  answers: {
    200: {
      description: 'The changes, and the token to go on with.',
      schema: objectSchema<Changes>('Changes', {
        changes: z.array(
          objectSchema<TaskSync>('TaskSync', { taskId: z.uuidv7(), task: taskSchema.exactOptional() }),
        ),
        syncToken: z.string(),
        more: z.boolean(),
      }),
    },
    ...problemAnswers(400, 410),
  },
};
