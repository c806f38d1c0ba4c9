import type { NewNote, Note } from '@taskyard/contract';
import type { Implementation } from '../api/call.ts';
import { entityTag } from '../api/entity-tag.ts';
import { childReference } from '../api/relative-reference.ts';
import { createdReply } from '../idempotency/created-reply.ts';
import { idempotencyClaim } from '../idempotency/idempotency-claim.ts';
import type { NoteTools } from './note-tools.ts';

export function createNote({ store, now, newId }: NoteTools): Implementation<{ body: NewNote }, Note> {
  return async ({ input, caller, path, header }) => {
    const moment = now();
    const claim = idempotencyClaim('createNote', header('Idempotency-Key'), input.body, moment);
    const note = newNote(input.body, { id: newId(), owner: caller.sub, at: new Date(moment).toISOString() });
    return createdReply(await store.insert(note, claim), note, (made) => ({
      status: 201,
      headers: { ETag: entityTag(made.version), Location: childReference(path, made.id) },
      body: made,
    }));
  };
}

/** Names the members in the order in which the store gives them back: equal entity tags, equal bytes. */
function newNote(content: NewNote, { id, owner, at }: { id: string; owner: string; at: string }): Note {
  const { title, body = '', pinned = false, labels = [] } = content;
  return { id, title, pinned, labels, version: 1, createdAt: at, updatedAt: at, createdBy: owner, body };
}
