import * as z from 'zod';
import { objectSchema } from '../schema.ts';
import { type ListId, listId } from './list.ts';
import {
  type SignedLink,
  type SignedUpload,
  sha256Text,
  signedLinkSchema,
  signedUploadSchema,
} from './signed-transfer.ts';
import {
  type Transfer,
  type TransferFormat,
  type TransferStatus,
  transferFormat,
  transferMembers,
} from './task-export.ts';

/** 10 MiB. */
export const MAX_IMPORT_BYTES: number = 10 * 1024 * 1024;

/** How many tasks a file may have. */
export const MAX_IMPORT_TASKS: number = 10_000;

/** What is announced before a file is sent. */
export interface NewTaskImport {
  readonly format: TransferFormat;
  /** Bytes, 1 to 10 MiB. */
  readonly size: number;
  /** The SHA-256 of the file in base64. */
  readonly sha256: string;
  /** The list that all of the tasks come into; the inbox when absent. */
  readonly listId?: ListId;
}

/** What is wrong with one line of the file. */
export interface ImportError {
  /** The first is 1; of a CSV file that is the header. */
  readonly line: number;
  readonly detail: string;
}

export interface TaskImport extends Transfer, NewTaskImport {
  /** WAITING for its file until it is started. */
  readonly status: TransferStatus | 'WAITING';
  readonly createdCount?: number;
  readonly refusedCount?: number;
  /** The first 50 lines that were refused. */
  readonly errors?: readonly ImportError[];
  /** How to send the file; only in the answer that made it. */
  readonly upload?: SignedUpload;
  /** What became of every line (NDJSON: `line`, and `id` and `sourceId`, or `detail`), once it is there. */
  readonly report?: SignedLink;
}

const content = {
  size: z.int().min(1).max(MAX_IMPORT_BYTES),
  sha256: sha256Text(),
  listId: listId.exactOptional(),
};

export const newTaskImportSchema: z.ZodType<NewTaskImport> = objectSchema<NewTaskImport>('NewTaskImport', {
  format: transferFormat,
  ...content,
});

export const taskImportSchema: z.ZodType<TaskImport> = objectSchema<TaskImport>('TaskImport', {
  ...transferMembers,
  ...content,
  status: z.enum(['WAITING', 'PENDING', 'RUNNING', 'SUCCEEDED', 'FAILED']),
  createdCount: z.int().min(0).exactOptional(),
  refusedCount: z.int().min(0).exactOptional(),
  errors: z
    .array(objectSchema<ImportError>('ImportError', { line: z.int().min(1), detail: z.string() }))
    .exactOptional(),
  upload: signedUploadSchema.exactOptional(),
  report: signedLinkSchema.exactOptional(),
});
