import type { ListPath, Member, Page, PageQuery } from '@taskyard/contract';
import type { Implementation } from '../api/call.ts';
import { pageReply } from '../paging/page-reply.ts';
import { sliceOf } from '../paging/slice.ts';
import { findList } from './find-list.ts';
import { isExpired, memberOf, storedMembers } from './member-item.ts';
import type { TaskTools } from './task-tools.ts';

export function listMembers({
  table,
  pageTokens,
  now,
}: TaskTools): Implementation<{ path: ListPath; query: PageQuery }, Page<Member>> {
  return async ({ input: { path, query }, caller }) => {
    const found = await findList(table, caller.sub, path.listId);
    const members = (await storedMembers(table, found.owner, path.listId))
      .filter((member) => !isExpired(member, now()))
      .filter(({ status }) => status === 'JOINED' || found.role === 'OWNER')
      .map(memberOf);
    const list = ['listMembers', caller.sub, path.listId];
    return pageReply(pageTokens, { list, query }, async ({ after, limit }) =>
      sliceOf(
        members.filter(({ id }) => after === undefined || id > after),
        limit,
      ),
    );
  };
}
