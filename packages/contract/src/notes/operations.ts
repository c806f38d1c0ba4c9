import * as z from 'zod';
import { type Operation, problemAnswers } from '../operation.ts';
import { type Page, type PageQuery, pageQueryMembers, pageSchema } from '../page.ts';
import { booleanText, line, objectSchema } from '../schema.ts';
import {
  type NewNote,
  type Note,
  type NoteChange,
  type NoteSummary,
  newNoteSchema,
  noteChangeSchema,
  noteSchema,
  noteSummarySchema,
} from './note.ts';

export interface NotePath {
  readonly noteId: string;
}

export interface ListNotesQuery extends PageQuery {
  /** Only notes that are pinned, or only those that are not. */
  readonly pinned?: boolean;
  /** Only notes whose title contains this, whatever the case of its letters. */
  readonly q?: string;
}

const notePath = objectSchema<NotePath>('NotePath', { noteId: z.uuidv7() });

export const createNote: Operation<{ body: NewNote }, Note> = {
  module: 'notes',
  name: 'createNote',
  summary: 'Make a note.',
  method: 'POST',
  resource: '/notes',
  scope: 'notes/write',
  input: { body: newNoteSchema },
  mediaTypes: ['application/json'],
  requestHeaders: ['Idempotency-Key'],
  answers: {
    201: {
      description: 'The note as it was made.',
      schema: noteSchema,
      headers: ['ETag', 'Location', 'Idempotency-Replayed'],
    },
    ...problemAnswers(400, 409, 413, 415, 422),
  },
};

export const listNotes: Operation<{ query: ListNotesQuery }, Page<NoteSummary>> = {
  module: 'notes',
  name: 'listNotes',
  summary:
    "List the caller's notes without their bodies, the newest first. With q, a page may hold fewer notes than asked, even none, and still lead on.",
  method: 'GET',
  resource: '/notes',
  scope: 'notes/read',
  input: {
    query: objectSchema<ListNotesQuery>('ListNotesQuery', {
      ...pageQueryMembers,
      pinned: booleanText().exactOptional(),
      q: line(1, 200).exactOptional(),
    }),
  },
  answers: {
    200: {
      description: 'A page of notes.',
      schema: pageSchema('NotePage', noteSummarySchema),
      headers: ['Link'],
    },
    ...problemAnswers(400),
  },
};

export const getNote: Operation<{ path: NotePath }, Note> = {
  module: 'notes',
  name: 'getNote',
  summary: 'Read one note.',
  method: 'GET',
  resource: '/notes/{noteId}',
  scope: 'notes/read',
  input: { path: notePath },
  requestHeaders: ['If-None-Match'],
  answers: {
    200: { description: 'The note.', schema: noteSchema, headers: ['ETag'] },
    304: { description: 'The caller has it already.', headers: ['ETag'] },
    ...problemAnswers(400, 404),
  },
};

export const updateNote: Operation<{ path: NotePath; body: NoteChange }, Note> = {
  module: 'notes',
  name: 'updateNote',
  summary: 'Change the fields that the body names; the others stay.',
  method: 'PUT',
  resource: '/notes/{noteId}',
  scope: 'notes/write',
  input: { path: notePath, body: noteChangeSchema },
  mediaTypes: ['application/json'],
  requestHeaders: ['If-Match'],
  answers: {
    200: { description: 'The note as it is now.', schema: noteSchema, headers: ['ETag'] },
    ...problemAnswers(400, 404, 412, 413, 415),
  },
};

export const patchNote: Operation<{ path: NotePath; body: NoteChange }, Note> = {
  ...updateNote,
  name: 'patchNote',
  summary: 'Apply a JSON merge patch (RFC 7396).',
  method: 'PATCH',
  mediaTypes: ['application/merge-patch+json', 'application/json'],
};

export const deleteNote: Operation<{ path: NotePath }, undefined> = {
  module: 'notes',
  name: 'deleteNote',
  summary: 'Delete a note for good.',
  method: 'DELETE',
  resource: '/notes/{noteId}',
  scope: 'notes/write',
  input: { path: notePath },
  requestHeaders: ['If-Match'],
  answers: { 204: { description: 'It is gone.' }, ...problemAnswers(400, 404, 412) },
};
