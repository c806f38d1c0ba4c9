import * as z from 'zod';
import { objectSchema } from '../schema.ts';

/** How many bytes of UTF-8 the JSON text of a record's data may have. */
export const MAX_RECORD_BYTES: number = 256 * 1024;

/** How deep the data may be nested. */
export const MAX_RECORD_NESTING: number = 100;

/** What a list tells of a record: all but its data. */
export interface RecordSummary {
  /** A version 7 UUID (RFC 9562), so that ids sort by time of creation. */
  readonly id: string;
  /** Bytes of UTF-8 of the data as it was sent. */
  readonly size: number;
  readonly createdAt: string;
  /** The `sub` of the person who saved it. */
  readonly createdBy: string;
}

/** A record as the API gives it. It never changes. */
export interface DataRecord extends RecordSummary {
  /** Any JSON, in the very text that was sent: numbers keep all their digits. */
  readonly data: unknown;
}

/** The body that saves a record. */
export interface NewRecord {
  readonly data: unknown;
  /** Whose it is. Only the caller's own `sub` is taken, so it may be left out. */
  readonly user_id?: string;
}

/** The answer to saving. */
export interface RecordReceipt extends RecordSummary {
  readonly message: 'Data saved successfully';
}

const summaryMembers = {
  id: z.uuidv7(),
  size: z.int().min(1).max(MAX_RECORD_BYTES),
  createdAt: z.iso.datetime(),
  createdBy: z.string(),
};

const data = z.unknown().refine((value) => value !== undefined, { error: 'Missing' });

export const recordSummarySchema: z.ZodType<RecordSummary> = objectSchema<RecordSummary>(
  'RecordSummary',
  summaryMembers,
);

export const recordSchema: z.ZodType<DataRecord> = objectSchema<DataRecord>('Record', {
  ...summaryMembers,
  data,
});

export const recordReceiptSchema: z.ZodType<RecordReceipt> = objectSchema<RecordReceipt>('RecordReceipt', {
  ...summaryMembers,
  message: z.literal('Data saved successfully'),
});

export const newRecordSchema: z.ZodType<NewRecord> = objectSchema<NewRecord>('NewRecord', {
  data,
  user_id: z.string().max(128).exactOptional(),
});
