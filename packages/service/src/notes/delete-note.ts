import type { NotePath } from '@taskyard/contract';
import { ApiProblem } from '../api/api-problem.ts';
import type { Implementation } from '../api/call.ts';
import { matchedVersions } from '../api/entity-tag.ts';
import type { NoteTools } from './note-tools.ts';

export function deleteNote({ store }: NoteTools): Implementation<{ path: NotePath }, undefined> {
  return async ({ input, caller, header }) => {
    const versions = matchedVersions(header('If-Match'));
    const { outcome } = await store.delete(caller.sub, input.path.noteId, versions);
    if (outcome === 'missing') throw new ApiProblem('not-found');
    if (outcome === 'stale') throw new ApiProblem('precondition-failed');
    return { status: 204 };
  };
}
