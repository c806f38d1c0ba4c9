import * as z from 'zod';
import { type Operation, problemAnswers } from '../operation.ts';
import { type Page, type PageQuery, pageQueryMembers, pageSchema } from '../page.ts';
import { objectSchema } from '../schema.ts';
import { type Attachment, attachmentSchema, type NewAttachment, newAttachmentSchema } from './attachment.ts';

export interface AttachmentsPath {
  readonly taskId: string;
}

export interface AttachmentPath extends AttachmentsPath {
  readonly attachmentId: string;
}

const attachmentsPath = objectSchema<AttachmentsPath>('AttachmentsPath', { taskId: z.uuidv7() });
const attachmentPath = objectSchema<AttachmentPath>('AttachmentPath', {
  taskId: z.uuidv7(),
  attachmentId: z.uuidv7(),
});

export const createAttachment: Operation<{ path: AttachmentsPath; body: NewAttachment }, Attachment> = {
  module: 'tasks',
  name: 'createAttachment',
  summary: 'Announce a file for a task; `upload` says how to send it to S3.',
  method: 'POST',
  resource: '/tasks/{taskId}/attachments',
  scope: 'tasks/write',
  input: { path: attachmentsPath, body: newAttachmentSchema },
  mediaTypes: ['application/json'],
  requestHeaders: ['Idempotency-Key'],
  answers: {
    201: {
      description: 'The attachment, to be uploaded and then completed.',
      schema: attachmentSchema,
      headers: ['Location', 'Idempotency-Replayed'],
    },
    ...problemAnswers(400, 403, 404, 409, 413, 415, 422),
  },
};

export const completeAttachment: Operation<{ path: AttachmentPath }, Attachment> = {
  module: 'tasks',
  name: 'completeAttachment',
  summary: 'Confirm that the content was sent. From then on the attachment counts and can be downloaded.',
  method: 'POST',
  resource: '/tasks/{taskId}/attachments/{attachmentId}/complete',
  scope: 'tasks/write',
  input: { path: attachmentPath },
  answers: {
    200: { description: 'The attachment, ready.', schema: attachmentSchema },
    ...problemAnswers(400, 403, 404, 409),
  },
};

export const listAttachments: Operation<{ path: AttachmentsPath; query: PageQuery }, Page<Attachment>> = {
  module: 'tasks',
  name: 'listAttachments',
  summary: 'List the attachments of a task that are ready, the newest first.',
  method: 'GET',
  resource: '/tasks/{taskId}/attachments',
  scope: 'tasks/read',
  input: { path: attachmentsPath, query: objectSchema<PageQuery>('ListAttachmentsQuery', pageQueryMembers) },
  answers: {
    200: {
      description: 'A page of attachments.',
      schema: pageSchema('AttachmentPage', attachmentSchema),
      headers: ['Link'],
    },
    ...problemAnswers(400, 404),
  },
};

export const getAttachment: Operation<{ path: AttachmentPath }, Attachment> = {
  module: 'tasks',
  name: 'getAttachment',
  summary: 'Read one attachment, with a link to its content that works for five minutes.',
  method: 'GET',
  resource: '/tasks/{taskId}/attachments/{attachmentId}',
  scope: 'tasks/read',
  input: { path: attachmentPath },
  answers: {
    200: { description: 'The attachment.', schema: attachmentSchema },
    ...problemAnswers(400, 404),
  },
};

export const deleteAttachment: Operation<{ path: AttachmentPath }, undefined> = {
  module: 'tasks',
  name: 'deleteAttachment',
  summary: 'Delete an attachment and its content: your own, or any in a list of yours.',
  method: 'DELETE',
  resource: '/tasks/{taskId}/attachments/{attachmentId}',
  scope: 'tasks/write',
  input: { path: attachmentPath },
  answers: {
    204: { description: 'It is gone.' },
    ...problemAnswers(400, 403, 404),
  },
};
