import type { Page, PageQuery, RecordSummary } from '@taskyard/contract';
import type { Implementation } from '../api/call.ts';
import { pageReply } from '../paging/page-reply.ts';
import type { RecordTools } from './record-tools.ts';

export function listRecords({
  store,
  pageTokens,
}: RecordTools): Implementation<{ query: PageQuery }, Page<RecordSummary>> {
  return ({ input: { query }, caller }) =>
    pageReply(pageTokens, { list: ['listRecords', caller.sub], query }, (part) =>
      store.list(caller.sub, part),
    );
}
