import { DEFAULT_PAGE_SIZE, type Page, type PageQuery } from '@taskyard/contract';
import type { Reply } from '../api/call.ts';
import { nextLink } from '../api/relative-reference.ts';
import type { PageTokens } from './page-tokens.ts';
import type { Slice, SliceQuery } from './slice.ts';

/** A request for a page. */
export interface PageRequest<Query extends PageQuery> {
  /** Whose list of what: operation, caller, filters. A page token serves no other list. */
  readonly list: readonly string[];
  readonly query: Query;
}

/** The page that a request asks for, with the way to the next one. */
export async function pageReply<Thing, Query extends PageQuery>(
  pageTokens: PageTokens,
  { list, query }: PageRequest<Query>,
  read: (part: SliceQuery) => Promise<Slice<Thing>>,
): Promise<Reply<Page<Thing>>> {
  const { pageToken, pageSize = DEFAULT_PAGE_SIZE } = query;
  const { things, next } = await read({
    limit: pageSize,
    ...(pageToken === undefined ? {} : { after: await pageTokens.open(list, pageToken) }),
  });
  if (next === undefined) return { status: 200, body: { items: things } };
  const nextPageToken = await pageTokens.seal(list, next);
  return {
    status: 200,
    headers: { Link: nextLink({ ...query, pageToken: nextPageToken }) },
    body: { items: things, nextPageToken },
  };
}
