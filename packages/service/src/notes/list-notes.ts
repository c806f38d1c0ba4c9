import type { ListNotesQuery, NoteSummary, Page } from '@taskyard/contract';
import type { Implementation } from '../api/call.ts';
import { pageReply } from '../paging/page-reply.ts';
import { titleKey } from './note-store.ts';
import type { NoteTools } from './note-tools.ts';

export function listNotes({
  store,
  pageTokens,
}: NoteTools): Implementation<{ query: ListNotesQuery }, Page<NoteSummary>> {
  return ({ input: { query }, caller }) => {
    const { pinned, q } = query;
    const list = ['listNotes', caller.sub, String(pinned ?? ''), q ?? ''];
    return pageReply(pageTokens, { list, query }, (part) =>
      store.list({
        ...part,
        owner: caller.sub,
        ...(pinned === undefined ? {} : { pinned }),
        ...(q === undefined ? {} : { titleContains: titleKey(q) }),
      }),
    );
  };
}
