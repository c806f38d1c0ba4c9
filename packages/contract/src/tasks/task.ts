import * as z from 'zod';
import { labelList, line, objectSchema, type Rule, text } from '../schema.ts';
import { type ListId, listId } from './list.ts';
import { recurrenceRule } from './recurrence-rule.ts';
import { timeZoneName } from './time-zone.ts';

export const taskStatuses: readonly TaskStatus[] = ['PENDING', 'IN_PROGRESS', 'COMPLETED', 'CANCELLED'];
export type TaskStatus = 'PENDING' | 'IN_PROGRESS' | 'COMPLETED' | 'CANCELLED';

export const taskPriorities: readonly TaskPriority[] = ['LOW', 'NORMAL', 'HIGH', 'URGENT'];
export type TaskPriority = 'LOW' | 'NORMAL' | 'HIGH' | 'URGENT';

/** One line of a task's checklist. */
export interface ChecklistEntry {
  /** The client's own name for it, 1 to 64 characters; different from the others of the task. */
  readonly id: string;
  readonly text: string;
  readonly done: boolean;
}

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
  /** Where `dueAt` was meant, `Europe/Berlin`: a recurring task keeps its hour there. */
  readonly timeZone?: string;
  /** How it comes again (RFC 5545: FREQ, INTERVAL, BYDAY, COUNT, UNTIL). Needs a due date. */
  readonly recurrence?: string;
  /** The `sub` of the person who is to do it: the owner or a member of its list. */
  readonly assigneeId?: string;
  /** Up to 20 different labels, each a line of 1 to 64 characters, in the order given. */
  readonly labels: readonly string[];
  /** Up to 50 entries, in the order given. */
  readonly checklist: readonly ChecklistEntry[];
}

/** A task as the API gives it. */
export interface Task extends TaskContent {
  /** A version 7 UUID (RFC 9562), so that ids sort by time of creation. */
  readonly id: string;
  readonly listId: ListId;
  /** The task that it is a part of. */
  readonly parentId?: string;
  /** Its place in the list: sorts as text, byte by byte. */
  readonly position: string;
  readonly commentCount: number;
  readonly attachmentCount: number;
  /** 1 for a new task, one more with each change. */
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
  /** Present while the status is COMPLETED. */
  readonly completedAt?: string;
  /** Present while it is in the trash. */
  readonly deletedAt?: string;
  /** When a task in the trash goes for good. */
  readonly purgeAt?: string;
  /** The `sub` of the person who made it. */
  readonly createdBy: string;
}

/**
 * The body that makes a task. Status, priority, labels, checklist and list default to PENDING, NORMAL, none, none
 * and the inbox.
 */
export type NewTask = Pick<TaskContent, 'title'> &
  Partial<TaskContent> & { readonly listId?: ListId; readonly parentId?: string };

/** A merge patch (RFC 7396): a field that is not named stays, null takes an optional one away. */
export interface TaskChange {
  readonly title?: string;
  readonly description?: string | null;
  readonly status?: TaskStatus;
  readonly priority?: TaskPriority;
  readonly dueOn?: string | null;
  readonly dueAt?: string | null;
  readonly timeZone?: string | null;
  readonly recurrence?: string | null;
  readonly assigneeId?: string | null;
  readonly labels?: readonly string[] | null;
  readonly checklist?: readonly ChecklistEntry[] | null;
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
const timeZone = timeZoneName();
const recurrence = recurrenceRule();
export const personId: z.ZodType<string> = line(1, 128);
const checklist = z
  .array(
    objectSchema<ChecklistEntry>('ChecklistEntry', {
      id: line(1, 64),
      text: line(1, 256),
      done: z.boolean(),
    }),
  )
  .max(50)
  .refine((entries) => new Set(entries.map(({ id }) => id)).size === entries.length, {
    error: 'An id is given twice',
  });

const oneDue: Rule<Pick<TaskChange, 'dueOn' | 'dueAt'>> = {
  check: (task) => typeof task.dueOn !== 'string' || typeof task.dueAt !== 'string',
  error: 'A task has dueOn or dueAt, not both',
  at: 'dueAt',
};

export const taskSchema: z.ZodType<Task> = objectSchema<Task>('Task', {
  id: z.uuidv7(),
  listId: listId,
  parentId: z.uuidv7().exactOptional(),
  position: z.string(),
  title,
  description: description.exactOptional(),
  status,
  priority,
  dueOn: dueOn.exactOptional(),
  dueAt: dueAt.exactOptional(),
  timeZone: timeZone.exactOptional(),
  recurrence: recurrence.exactOptional(),
  assigneeId: personId.exactOptional(),
  labels,
  checklist,
  commentCount: z.int().min(0),
  attachmentCount: z.int().min(0),
  version: z.int().min(1),
  createdAt: moment,
  updatedAt: moment,
  completedAt: moment.exactOptional(),
  deletedAt: moment.exactOptional(),
  purgeAt: moment.exactOptional(),
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
    timeZone: timeZone.exactOptional(),
    recurrence: recurrence.exactOptional(),
    assigneeId: personId.exactOptional(),
    labels: labels.exactOptional(),
    checklist: checklist.exactOptional(),
    listId: listId.meta({ default: 'inbox' }).exactOptional(),
    parentId: z.uuidv7().exactOptional(),
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
    timeZone: timeZone.nullable().exactOptional(),
    recurrence: recurrence.nullable().exactOptional(),
    assigneeId: personId.nullable().exactOptional(),
    labels: labels.nullable().exactOptional(),
    checklist: checklist.nullable().exactOptional(),
  },
  oneDue,
);
