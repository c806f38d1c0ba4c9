import { DEFAULT_PAGE_SIZE, type ListTasksQuery, type Page, type Task } from '@taskyard/contract';
import type { Implementation } from '../api/call.ts';
import { nextLink } from '../api/relative-reference.ts';
import type { TaskTools } from './task-tools.ts';

export function listTasks({
  store,
  pageTokens,
}: TaskTools): Implementation<{ query: ListTasksQuery }, Page<Task>> {
  return async ({ input, caller }) => {
    const { status, pageToken, pageSize } = input.query;
    const list = ['listTasks', caller.sub, status ?? ''];
    const slice = await store.list({
      owner: caller.sub,
      limit: pageSize ?? DEFAULT_PAGE_SIZE,
      ...(status === undefined ? {} : { status }),
      ...(pageToken === undefined ? {} : { after: await pageTokens.open(list, pageToken) }),
    });
    const last = slice.tasks.at(-1);
    if (!slice.more || last === undefined) return { status: 200, body: { items: slice.tasks } };
    const nextPageToken = await pageTokens.seal(list, last.id);
    return {
      status: 200,
      headers: { Link: nextLink({ status, pageSize, pageToken: nextPageToken }) },
      body: { items: slice.tasks, nextPageToken },
    };
  };
}
