import type { Note, NoteChange, NotePath } from '@taskyard/contract';
import { ApiProblem } from '../api/api-problem.ts';
import type { Implementation, Reply } from '../api/call.ts';
import { entityTag, matchedVersions } from '../api/entity-tag.ts';
import type { UpdateOutcome } from './note-store.ts';
import type { NoteTools } from './note-tools.ts';

/** Serves PUT and PATCH alike: both change what they name. */
export function updateNote({
  store,
  now,
}: NoteTools): Implementation<{ path: NotePath; body: NoteChange }, Note> {
  return async ({ input, caller, header }) => {
    const versions = matchedVersions(header('If-Match'));
    const owner = caller.sub;
    const id = input.path.noteId;
    if (Object.keys(input.body).length === 0) return unchanged(await store.get(owner, id), versions);
    const at = new Date(now()).toISOString();
    return reply(await store.update({ owner, id, change: input.body, at, versions }));
  };
}

/** A change that names nothing makes no new version. */
function unchanged(note: Note | undefined, versions: readonly number[] | undefined): Reply<Note> {
  if (note === undefined) return reply({ outcome: 'missing' });
  if (versions !== undefined && !versions.includes(note.version)) return reply({ outcome: 'stale' });
  return reply({ outcome: 'updated', note });
}

function reply(result: UpdateOutcome): Reply<Note> {
  switch (result.outcome) {
    case 'updated':
      return { status: 200, headers: { ETag: entityTag(result.note.version) }, body: result.note };
    case 'missing':
      throw new ApiProblem('not-found');
    case 'stale':
      throw new ApiProblem('precondition-failed');
  }
}
