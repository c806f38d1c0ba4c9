import { queryOptions, type UseQueryOptions } from '@tanstack/react-query';
import type { Client, Note } from '@taskyard/client';

export const NOTES: readonly string[] = ['notes'];

export interface TaggedNote {
  readonly note: Note;
  readonly etag: string | undefined;
}

export function noteKey(id: string): readonly string[] {
  return [...NOTES, 'one', id];
}

export function noteOptions(
  api: Client,
  id: string,
): UseQueryOptions<TaggedNote, Error, TaggedNote, readonly string[]> {
  return queryOptions<TaggedNote, Error, TaggedNote, readonly string[]>({
    queryKey: noteKey(id),
    queryFn: async ({ signal }) => {
      const { body, etag } = await api.getNote({ path: { noteId: id } }, { signal });
      return { note: body, etag };
    },
  });
}
