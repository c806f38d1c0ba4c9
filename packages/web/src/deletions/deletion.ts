import type { QueryKey } from '@tanstack/react-query';
import {
  type AttachmentPath,
  type Client,
  type CommentPath,
  type ListPath,
  type NotePath,
  ProblemError,
  type RecordPath,
} from '@taskyard/client';

/** What is deleted, by the operation that does it. As JSON it outlives the page that it was deleted on. */
export type Deletion = {
  /** The id of what is deleted; nothing else has it. */
  readonly id: string;
  /** The queries that hold it. */
  readonly holders: readonly QueryKey[];
} & (
  | { readonly operation: 'deleteAttachment'; readonly path: AttachmentPath }
  | { readonly operation: 'deleteComment'; readonly path: CommentPath }
  | { readonly operation: 'deleteList'; readonly path: ListPath }
  | { readonly operation: 'deleteNote'; readonly path: NotePath }
  | { readonly operation: 'deleteRecord'; readonly path: RecordPath }
);

/** Deletes it at the service. What is gone already is as it should be. */
export async function sendDeletion(api: Client, deletion: Deletion): Promise<void> {
  try {
    await callOf(api, deletion);
  } catch (error) {
    if (!(error instanceof ProblemError) || error.status !== 404) throw error;
  }
}

function callOf(api: Client, deletion: Deletion): Promise<unknown> {
  switch (deletion.operation) {
    case 'deleteAttachment':
      return api.deleteAttachment({ path: deletion.path });
    case 'deleteComment':
      return api.deleteComment({ path: deletion.path });
    case 'deleteList':
      return api.deleteList({ path: deletion.path });
    case 'deleteNote':
      return api.deleteNote({ path: deletion.path });
    case 'deleteRecord':
      return api.deleteRecord({ path: deletion.path });
  }
}
