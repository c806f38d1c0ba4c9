import type { Note, NoteChange } from '@taskyard/contract';

/** The note after a merge patch (RFC 7396) at `at`: named fields change, null empties, the rest stays. */
export function changeNote(note: Note, change: NoteChange, at: string): Note {
  return {
    ...note,
    ...(change.title === undefined ? {} : { title: change.title }),
    ...(change.pinned === undefined ? {} : { pinned: change.pinned }),
    ...(change.labels === undefined ? {} : { labels: change.labels ?? [] }),
    ...(change.body === undefined ? {} : { body: change.body ?? '' }),
    version: note.version + 1,
    updatedAt: at,
  };
}
