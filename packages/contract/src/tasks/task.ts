import * as z from 'zod';
import { labelList, line, objectSchema, type Rule, text } from '../schema.ts';

export const taskStatuses: readonly TaskStatus[] = ['PENDING', 'IN_PROGRESS', 'COMPLETED', 'CANCELLED'];
export type TaskStatus = 'PENDING' | 'IN_PROGRESS' | 'COMPLETED' | 'CANCELLED';

export const taskPriorities: readonly TaskPriority[] = ['LOW', 'NORMAL', 'HIGH', 'URGENT'];
export type TaskPriority = 'LOW' | 'NORMAL' | 'HIGH' | 'URGENT';

/** What a person says about a task. */
export interface TaskContent {
  /** One line of 1 to 1024 characters, not only spaces. */
  readonly title: string;
  /** Markdown, up to 8192 characters. */
  readonly description?: string;
  readonly status: TaskStatus;
  readonly priority: TaskPriority;
  /** The day it is due, `2026-11-20`. A task has `dueOn` or `dueAt`, never both. */
  readonly dueOn?: string;
  /** The moment it is due (RFC 3339), `2026-11-20T17:00:00+01:00`. */
  readonly dueAt?: string;
  /** Up to 20 different labels, each a line of 1 to 64 characters, in the order given. */
  readonly labels: readonly string[];
}

/** A task as the API gives it. */
export interface Task extends TaskContent {
  /** A version 7 UUID (RFC 9562), so that ids sort by time of creation. */
  readonly id: string;
  /** 1 for a new task, one more with each change. */
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
  /** Present while the status is COMPLETED. */
  readonly completedAt?: string;
  /** The `sub` of the person who made it. */
  readonly createdBy: string;
}

/** The body that makes a task. Status, priority and labels default to PENDING, NORMAL and none. */
export type NewTask = Pick<TaskContent, 'title'> & Partial<TaskContent>;

/** A merge patch (RFC 7396): a field that is not named stays, null takes an optional one away. */
export interface TaskChange {
  readonly title?: string;
  readonly description?: string | null;
  readonly status?: TaskStatus;
  readonly priority?: TaskPriority;
  readonly dueOn?: string | null;
  readonly dueAt?: string | null;
  readonly labels?: readonly string[] | null;
}

const title = line(1, 1024)
  .refine((value) => value.trim() !== '', { error: 'Only spaces' })
  .meta({ minLength: 1, maxLength: 1024 });
const description = text(0, 8192);
const status = z.enum(taskStatuses);
const priority = z.enum(taskPriorities);
const dueOn = z.iso.date();
const dueAt = z.iso.datetime({ offset: true }).max(64);
const labels = labelList();
const moment = z.iso.datetime();

const oneDue: Rule<Pick<TaskChange, 'dueOn' | 'dueAt'>> = {
  check: (task) => typeof task.dueOn !== 'string' || typeof task.dueAt !== 'string',
  error: 'A task has dueOn or dueAt, not both',
  at: 'dueAt',
};

export const taskSchema: z.ZodType<Task> = objectSchema<Task>('Task', {
  id: z.uuidv7(),
  title,
  description: description.exactOptional(),
  status,
  priority,
  dueOn: dueOn.exactOptional(),
  dueAt: dueAt.exactOptional(),
  labels,
  version: z.int().min(1),
  createdAt: moment,
  updatedAt: moment,
  completedAt: moment.exactOptional(),
  createdBy: z.string(),
});

export const newTaskSchema: z.ZodType<NewTask> = objectSchema<NewTask>(
  'NewTask',
  {
    title,
    description: description.exactOptional(),
    status: status.meta({ default: 'PENDING' }).exactOptional(),
    priority: priority.meta({ default: 'NORMAL' }).exactOptional(),
    dueOn: dueOn.exactOptional(),
    dueAt: dueAt.exactOptional(),
    labels: labels.exactOptional(),
  },
  oneDue,
);

export const taskChangeSchema: z.ZodType<TaskChange> = objectSchema<TaskChange>(
  'TaskChange',
  {
    title: title.exactOptional(),
    description: description.nullable().exactOptional(),
    status: status.exactOptional(),
    priority: priority.exactOptional(),
    dueOn: dueOn.nullable().exactOptional(),
    dueAt: dueAt.nullable().exactOptional(),
    labels: labels.nullable().exactOptional(),
  },
  oneDue,
);
