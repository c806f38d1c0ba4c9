import * as z from 'zod';
import { type PageQuery, pageQueryMembers } from '../page.ts';
import { booleanText, line, type MemberSchemas, objectSchema } from '../schema.ts';
import { type ListId, listId } from './list.ts';
import { personId, type TaskPriority, type TaskStatus, taskPriorities, taskStatuses } from './task.ts';

export const taskSorts: readonly TaskSort[] = ['created', 'updated', 'due', 'position', 'priority', 'title'];
export type TaskSort = 'created' | 'updated' | 'due' | 'position' | 'priority' | 'title';

/** Which tasks, and in which order. Filters are joined with and. */
export interface TaskFilter {
  /** Of this list; without it, of all lists that are the caller's own. */
  readonly listId?: ListId;
  readonly status?: TaskStatus;
  readonly priority?: TaskPriority;
  readonly label?: string;
  readonly assigneeId?: string;
  readonly parentId?: string;
  /** Due before this day or moment. A day that is due lasts until its end in UTC. */
  readonly dueBefore?: string;
  /** Due on this day or later, or from this moment on. */
  readonly dueAfter?: string;
  readonly completedAfter?: string;
  readonly updatedSince?: string;
  /** Whose title contains this, whatever the case. */
  readonly q?: string;
  /** Those in the trash instead, the newest first. */
  readonly deleted?: boolean;
  /** `position` where `listId` is given, else `due` with a filter of it, `updated` with one of it, `created`. */
  readonly sort?: TaskSort;
  readonly order?: 'asc' | 'desc';
}

/** A page of those. */
export interface ListTasksQuery extends PageQuery, TaskFilter {}

const due = z.union([z.iso.date(), z.iso.datetime({ offset: true }).max(64)]);
const moment = z.iso.datetime({ offset: true }).max(64);

const filterMembers: MemberSchemas<Omit<TaskFilter, 'deleted'>> = {
  listId: listId.exactOptional(),
  status: z.enum(taskStatuses).exactOptional(),
  priority: z.enum(taskPriorities).exactOptional(),
  label: line(1, 64).exactOptional(),
  assigneeId: personId.exactOptional(),
  parentId: z.uuidv7().exactOptional(),
  dueBefore: due.exactOptional(),
  dueAfter: due.exactOptional(),
  completedAfter: moment.exactOptional(),
  updatedSince: moment.exactOptional(),
  q: line(1, 64).exactOptional(),
  sort: z.enum(taskSorts).exactOptional(),
  order: z.enum(['asc', 'desc']).exactOptional(),
};

export const listTasksQuery: z.ZodType<ListTasksQuery> = objectSchema<ListTasksQuery>('ListTasksQuery', {
  ...pageQueryMembers,
  ...filterMembers,
  deleted: booleanText().exactOptional(),
});

/** The same filters in a body. */
export const taskFilterSchema: z.ZodType<TaskFilter> = objectSchema<TaskFilter>('TaskFilter', {
  ...filterMembers,
  deleted: z.boolean().exactOptional(),
});
