import * as z from 'zod';
import { line, objectSchema } from '../schema.ts';

/** The id of the list that everybody has and nobody shares. */
export const INBOX: ListId = 'inbox';

/** `inbox`, or a version 7 UUID. */
export type ListId = string;

export const listRoles: readonly ListRole[] = ['OWNER', 'EDITOR', 'VIEWER'];
/** What a person may do in a list: an editor changes its tasks, a viewer reads them, the owner also shares it. */
export type ListRole = 'OWNER' | 'EDITOR' | 'VIEWER';

export interface NewTaskList {
  /** One line of 1 to 128 characters, not only spaces. */
  readonly name: string;
  /** `#rrggbb` in small letters. */
  readonly color?: string;
}

export interface TaskList extends NewTaskList {
  readonly id: ListId;
  /** What the caller may do in it. */
  readonly role: ListRole;
  /** The `sub` of the person whose list it is. */
  readonly ownerId: string;
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** A merge patch (RFC 7396). */
export interface TaskListChange {
  readonly name?: string;
  readonly color?: string | null;
}

export const listId: z.ZodType<ListId> = z.union([z.literal('inbox'), z.uuidv7()]);

const name = line(1, 128)
  .refine((value) => value.trim() !== '', { error: 'Only spaces' })
  .meta({ minLength: 1, maxLength: 128 });
const color = z.string().regex(/^#[0-9a-f]{6}$/, { error: 'Not a colour; they look like #3366cc' });

export const taskListSchema: z.ZodType<TaskList> = objectSchema<TaskList>('TaskList', {
  id: listId,
  name,
  color: color.exactOptional(),
  role: z.enum(listRoles),
  ownerId: z.string(),
  version: z.int().min(1),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});

export const newTaskListSchema: z.ZodType<NewTaskList> = objectSchema<NewTaskList>('NewTaskList', {
  name,
  color: color.exactOptional(),
});

export const taskListChangeSchema: z.ZodType<TaskListChange> = objectSchema<TaskListChange>(
  'TaskListChange',
  { name: name.exactOptional(), color: color.nullable().exactOptional() },
);
