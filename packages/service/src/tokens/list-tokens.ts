import type { Page, PageQuery, Token } from '@taskyard/contract';
import type { Implementation } from '../api/call.ts';
import { pageReply } from '../paging/page-reply.ts';
import type { TokenTools } from './token-tools.ts';

export function listTokens({
  store,
  pageTokens,
}: TokenTools): Implementation<{ query: PageQuery }, Page<Token>> {
  return ({ input: { query }, caller }) =>
    pageReply(pageTokens, { list: ['listTokens', caller.sub], query }, (part) =>
      store.list(caller.sub, part),
    );
}
