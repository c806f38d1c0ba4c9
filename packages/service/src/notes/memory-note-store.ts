import type { Note, NoteSummary } from '@taskyard/contract';
import { memoryClaims } from '../idempotency/memory-claims.ts';
import { sliceOf } from '../paging/slice.ts';
import { changeNote } from './change-note.ts';
import { type NoteStore, SEARCHED_NOTES, titleKey } from './note-store.ts';

/** Keeps notes in this process: the plain telling of what every store does. */
export function memoryNoteStore(): NoteStore {
  const notes = new Map<string, Note>();
  const claims = memoryClaims<Note>();
  const keyOf = (owner: string, id: string): string => `${owner}/${id}`;
  const isStale = (note: Note, versions: readonly number[] | undefined): boolean =>
    versions !== undefined && !versions.includes(note.version);

  return {
    async insert(note, claim) {
      const inserted = claims.take(note.createdBy, claim, note);
      if (inserted.outcome === 'inserted') notes.set(keyOf(note.createdBy, note.id), note);
      return inserted;
    },

    async get(owner, id) {
      return notes.get(keyOf(owner, id));
    },

    async list({ owner, pinned, titleContains, after, limit }) {
      const listed = [...notes.values()]
        .filter((note) => note.createdBy === owner && (pinned === undefined || note.pinned === pinned))
        .filter(({ id }) => after === undefined || id < after)
        .sort((a, b) => (a.id < b.id ? 1 : -1));
      if (titleContains === undefined) return sliceOf(listed.map(summary), limit);
      const searched = listed.slice(0, SEARCHED_NOTES);
      const found = searched.filter(({ title }) => titleKey(title).includes(titleContains)).map(summary);
      const last = searched.at(-1);
      if (found.length > limit || listed.length < SEARCHED_NOTES || last === undefined) {
        return sliceOf(found, limit);
      }
      return { things: found, next: last.id };
    },

    async update({ owner, id, change, at, versions }) {
      const note = notes.get(keyOf(owner, id));
      if (note === undefined) return { outcome: 'missing' };
      if (isStale(note, versions)) return { outcome: 'stale' };
      const changed = changeNote(note, change, at);
      notes.set(keyOf(owner, id), changed);
      return { outcome: 'updated', note: changed };
    },

    async delete(owner, id, versions) {
      const note = notes.get(keyOf(owner, id));
      if (note === undefined) return { outcome: 'missing' };
      if (isStale(note, versions)) return { outcome: 'stale' };
      notes.delete(keyOf(owner, id));
      return { outcome: 'deleted' };
    },
  };
}

function summary({ body: _body, ...rest }: Note): NoteSummary {
  return rest;
}
