import * as z from 'zod';
import { type Operation, problemAnswers } from '../operation.ts';
import { type Page, type PageQuery, pageQueryMembers, pageSchema } from '../page.ts';
import { objectSchema } from '../schema.ts';
import {
  type DataRecord,
  MAX_RECORD_NESTING,
  type NewRecord,
  newRecordSchema,
  type RecordReceipt,
  type RecordSummary,
  recordReceiptSchema,
  recordSchema,
  recordSummarySchema,
} from './record.ts';

export interface RecordPath {
  readonly recordId: string;
}

const recordPath = objectSchema<RecordPath>('RecordPath', { recordId: z.uuidv7() });

export const createRecord: Operation<{ body: NewRecord }, RecordReceipt> = {
  module: 'records',
  name: 'createRecord',
  summary: 'Save any JSON of up to 256 KB under the caller.',
  method: 'POST',
  resource: '/records',
  scope: 'records/write',
  input: { body: newRecordSchema },
  mediaTypes: ['application/json'],
  // The data is a member of the body.
  maxBodyDepth: MAX_RECORD_NESTING + 1,
  requestHeaders: ['Idempotency-Key'],
  answers: {
    201: {
      description: 'It is saved.',
      schema: recordReceiptSchema,
      headers: ['Location', 'Idempotency-Replayed'],
    },
    ...problemAnswers(400, 403, 409, 413, 415, 422),
  },
};

export const listRecords: Operation<{ query: PageQuery }, Page<RecordSummary>> = {
  module: 'records',
  name: 'listRecords',
  summary: "List the caller's records without their data, the newest first.",
  method: 'GET',
  resource: '/records',
  scope: 'records/read',
  input: { query: objectSchema<PageQuery>('ListRecordsQuery', pageQueryMembers) },
  answers: {
    200: {
      description: 'A page of records.',
      schema: pageSchema('RecordPage', recordSummarySchema),
      headers: ['Link'],
    },
    ...problemAnswers(400),
  },
};

export const getRecord: Operation<{ path: RecordPath }, DataRecord> = {
  module: 'records',
  name: 'getRecord',
  summary: 'Read one record with its data.',
  method: 'GET',
  resource: '/records/{recordId}',
  scope: 'records/read',
  input: { path: recordPath },
  answers: {
    200: { description: 'The record.', schema: recordSchema },
    ...problemAnswers(400, 404),
  },
};

export const deleteRecord: Operation<{ path: RecordPath }, undefined> = {
  module: 'records',
  name: 'deleteRecord',
  summary: 'Delete a record for good.',
  method: 'DELETE',
  resource: '/records/{recordId}',
  scope: 'records/write',
  input: { path: recordPath },
  answers: { 204: { description: 'It is gone.' }, ...problemAnswers(400, 404) },
};
