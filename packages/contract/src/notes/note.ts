import * as z from 'zod';
import { labelList, line, objectSchema, textOfBytes } from '../schema.ts';

/** How many bytes of UTF-8 the body of a note may have. */
export const MAX_NOTE_BYTES: number = 100 * 1024;

/** What a list tells of a note: all but its body. */
export interface NoteSummary {
  /** A version 7 UUID (RFC 9562), so that ids sort by time of creation. */
  readonly id: string;
  /** One line of 1 to 200 characters, not only spaces. */
  readonly title: string;
  readonly pinned: boolean;
  /** Up to 20 different labels, each a line of 1 to 64 characters, in the order given. */
  readonly labels: readonly string[];
  /** 1 for a new note, one more with each change. */
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
  /** The `sub` of the person who made it. */
  readonly createdBy: string;
}

/** A note as the API gives it. */
export interface Note extends NoteSummary {
  /** Markdown, up to 100 KB. */
  readonly body: string;
}

/** The body of a request that makes a note. Without them, body and labels are empty and the note is not pinned. */
export interface NewNote {
  readonly title: string;
  readonly body?: string;
  readonly pinned?: boolean;
  readonly labels?: readonly string[];
}

/** A merge patch (RFC 7396): a field that is not named stays, null empties body and labels. */
export interface NoteChange {
  readonly title?: string;
  readonly body?: string | null;
  readonly pinned?: boolean;
  readonly labels?: readonly string[] | null;
}

const title = line(1, 200)
  .refine((value) => value.trim() !== '', { error: 'Only spaces' })
  .meta({ minLength: 1, maxLength: 200 });
const body = textOfBytes(MAX_NOTE_BYTES);
const labels = labelList();
const moment = z.iso.datetime();

const summaryMembers = {
  id: z.uuidv7(),
  title,
  pinned: z.boolean(),
  labels,
  version: z.int().min(1),
  createdAt: moment,
  updatedAt: moment,
  createdBy: z.string(),
};

export const noteSummarySchema: z.ZodType<NoteSummary> = objectSchema<NoteSummary>(
  'NoteSummary',
  summaryMembers,
);

export const noteSchema: z.ZodType<Note> = objectSchema<Note>('Note', { ...summaryMembers, body });

export const newNoteSchema: z.ZodType<NewNote> = objectSchema<NewNote>('NewNote', {
  title,
  body: body.exactOptional(),
  pinned: z.boolean().meta({ default: false }).exactOptional(),
  labels: labels.exactOptional(),
});

export const noteChangeSchema: z.ZodType<NoteChange> = objectSchema<NoteChange>('NoteChange', {
  title: title.exactOptional(),
  body: body.nullable().exactOptional(),
  pinned: z.boolean().exactOptional(),
  labels: labels.nullable().exactOptional(),
});
