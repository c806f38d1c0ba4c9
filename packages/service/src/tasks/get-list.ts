import type { ListPath, TaskList } from '@taskyard/contract';
import type { Implementation } from '../api/call.ts';
import { readReply } from '../api/read-reply.ts';
import { taskListOf } from './list-item.ts';
import { listTag } from './list-tag.ts';
import { findStoredList } from './stored-list.ts';
import type { TaskTools } from './task-tools.ts';

export function getList(tools: TaskTools): Implementation<{ path: ListPath }, TaskList> {
  return async ({ input, caller, header }) => {
    const { list, role } = await findStoredList(tools, caller.sub, input.path.listId);
    const body = taskListOf(list, role);
    return readReply(body, listTag(body), header('If-None-Match'));
  };
}
