import type { ListTasksQuery, Page, Task } from '@taskyard/contract';
import type { Implementation } from '../api/call.ts';
import { pageReply } from '../paging/page-reply.ts';
import type { TaskTools } from './task-tools.ts';

export function listTasks({
  store,
  pageTokens,
}: TaskTools): Implementation<{ query: ListTasksQuery }, Page<Task>> {
  return ({ input: { query }, caller }) => {
    const { status } = query;
    const list = ['listTasks', caller.sub, status ?? ''];
    return pageReply(pageTokens, { list, query }, (part) =>
      store.list({ ...part, owner: caller.sub, ...(status === undefined ? {} : { status }) }),
    );
  };
}
