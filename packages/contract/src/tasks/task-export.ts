import * as z from 'zod';
import { type MemberSchemas, objectSchema } from '../schema.ts';
import { type TaskFilter, taskFilterSchema } from './list-tasks-query.ts';
import { type SignedLink, signedLinkSchema } from './signed-transfer.ts';

/** One JSON object a line, or comma-separated values (RFC 4180) with a header. */
export const transferFormats: readonly TransferFormat[] = ['ndjson', 'csv'];
export type TransferFormat = 'ndjson' | 'csv';

/** How long exports, imports and their files are kept, in days. */
export const TRANSFER_DAYS: number = 7;

export type TransferStatus = 'PENDING' | 'RUNNING' | 'SUCCEEDED' | 'FAILED';

/** What exports and imports have in common. */
export interface Transfer {
  readonly id: string;
  readonly format: TransferFormat;
  readonly createdAt: string;
  readonly startedAt?: string;
  readonly finishedAt?: string;
  /** When it and its files go away. */
  readonly expiresAt: string;
  /** Why it failed, in a sentence. */
  readonly failure?: string;
}

export interface NewTaskExport {
  readonly format: TransferFormat;
  /** Which tasks, and in which order; the caller's own when absent. */
  readonly filter?: TaskFilter;
}

export interface TaskExport extends Transfer, NewTaskExport {
  readonly status: TransferStatus;
  /** How many tasks are in the file. */
  readonly taskCount?: number;
  /** Where the file is, once it is there. */
  readonly download?: SignedLink;
}

export const transferFormat: z.ZodType<TransferFormat> = z.enum(transferFormats);

export const transferMembers: MemberSchemas<Transfer> = {
  id: z.uuidv7(),
  format: transferFormat,
  createdAt: z.iso.datetime(),
  startedAt: z.iso.datetime().exactOptional(),
  finishedAt: z.iso.datetime().exactOptional(),
  expiresAt: z.iso.datetime(),
  failure: z.string().exactOptional(),
};

export const newTaskExportSchema: z.ZodType<NewTaskExport> = objectSchema<NewTaskExport>('NewTaskExport', {
  format: transferFormat,
  filter: taskFilterSchema.exactOptional(),
});

export const taskExportSchema: z.ZodType<TaskExport> = objectSchema<TaskExport>('TaskExport', {
  ...transferMembers,
  filter: taskFilterSchema.exactOptional(),
  status: z.enum(['PENDING', 'RUNNING', 'SUCCEEDED', 'FAILED']),
  taskCount: z.int().min(0).exactOptional(),
  download: signedLinkSchema.exactOptional(),
});
