import type { Network, Page, PageQuery } from '@taskyard/contract';
import type { Implementation } from '../api/call.ts';
import { pageReply } from '../paging/page-reply.ts';
import type { NetworkTools } from './network-tools.ts';

/** Serves both names of the list. */
export function listNetworks({
  store,
  pageTokens,
}: NetworkTools): Implementation<{ query: PageQuery }, Page<Network>> {
  return ({ input: { query }, caller }) =>
    pageReply(pageTokens, { list: ['listNetworks', caller.sub], query }, (part) => store.list(part));
}
