import type { Page, PageQuery, TaskList } from '@taskyard/contract';
import type { Implementation } from '../api/call.ts';
import { textAttribute } from '../dynamo/attributes.ts';
import { pageReply } from '../paging/page-reply.ts';
import {
  LIST_PREFIX,
  listItemKey,
  membershipOf,
  SHARED_PREFIX,
  storedListOf,
  taskListOf,
} from './list-item.ts';
import { inboxOf } from './stored-list.ts';
import { LAST, type TaskTable } from './task-table.ts';
import type { TaskTools } from './task-tools.ts';

/** One's own lists and those shared by others lie beside each other, and nothing else between them. */
export function listLists(tools: TaskTools): Implementation<{ query: PageQuery }, Page<TaskList>> {
  const { table, pageTokens } = tools;
  return async ({ input: { query }, caller }) => {
    if (query.pageToken === undefined) await inboxOf(tools, caller.sub);
    return pageReply(pageTokens, { list: ['listLists', caller.sub], query }, async ({ after, limit }) => {
      const lists: TaskList[] = [];
      let reached = after;
      for (;;) {
        const { items, more } = await table.query({
          partition: caller.sub,
          from: reached === undefined ? LIST_PREFIX : `${reached} `,
          to: SHARED_PREFIX + LAST,
          limit: limit - lists.length,
        });
        const seen = await Promise.all(items.map((item) => listAsSeen(table, item)));
        lists.push(...seen.flatMap((list) => list ?? []));
        const last = items.at(-1);
        if (last !== undefined) reached = textAttribute(last, 'sk');
        if (!more || reached === undefined) return { things: lists };
        if (lists.length === limit) return { things: lists, next: reached };
      }
    });
  };
}

/** Undefined for a shared list that is gone. */
async function listAsSeen(
  table: TaskTable,
  item: Parameters<typeof storedListOf>[0],
): Promise<TaskList | undefined> {
  if (textAttribute(item, 'sk').startsWith(LIST_PREFIX)) return taskListOf(storedListOf(item), 'OWNER');
  const { owner, listId, role } = membershipOf(item);
  const list = await table.get(listItemKey(owner, listId));
  return list === undefined ? undefined : taskListOf(storedListOf(list), role);
}
