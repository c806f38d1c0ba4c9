import type { Item, Page, PageQuery } from '@taskyard/contract';
import type { Implementation } from '../api/call.ts';
import { pageReply } from '../paging/page-reply.ts';
import type { ItemTools } from './item-tools.ts';

export function listItems({
  store,
  pageTokens,
}: ItemTools): Implementation<{ query: PageQuery }, Page<Item>> {
  return ({ input: { query }, caller }) =>
    pageReply(pageTokens, { list: ['listItems', caller.sub], query }, (part) => store.list(part));
}
