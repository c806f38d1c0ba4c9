import { notes } from '@taskyard/contract';
import { type Route, route } from '../api/route.ts';
import { createNote } from './create-note.ts';
import { deleteNote } from './delete-note.ts';
import { getNote } from './get-note.ts';
import { listNotes } from './list-notes.ts';
import type { NoteTools } from './note-tools.ts';
import { updateNote } from './update-note.ts';

/** The code of every operation of the module. */
export function noteRoutes(tools: NoteTools): readonly Route[] {
  return [
    route(notes.createNote, createNote(tools)),
    route(notes.listNotes, listNotes(tools)),
    route(notes.getNote, getNote(tools)),
    route(notes.updateNote, updateNote(tools)),
    route(notes.patchNote, updateNote(tools)),
    route(notes.deleteNote, deleteNote(tools)),
  ];
}
