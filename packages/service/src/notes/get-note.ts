import type { Note, NotePath } from '@taskyard/contract';
import { ApiProblem } from '../api/api-problem.ts';
import type { Implementation } from '../api/call.ts';
import { entityTag, noneMatchNames } from '../api/entity-tag.ts';
import type { NoteTools } from './note-tools.ts';

export function getNote({ store }: NoteTools): Implementation<{ path: NotePath }, Note> {
  return async ({ input, caller, header }) => {
    const note = await store.get(caller.sub, input.path.noteId);
    if (note === undefined) throw new ApiProblem('not-found');
    const tag = entityTag(note.version);
    const headers = { ETag: tag };
    return noneMatchNames(header('If-None-Match'), tag)
      ? { status: 304, headers }
      : { status: 200, headers, body: note };
  };
}
