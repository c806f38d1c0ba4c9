import type { ListTasksQuery, Page, Task, TaskFilter } from '@taskyard/contract';
import { invalidRequest } from '../api/api-problem.ts';
import type { Implementation } from '../api/call.ts';
import { pageReply } from '../paging/page-reply.ts';
import { findList } from './find-list.ts';
import { readRanges } from './read-ranges.ts';
import { taskFilter } from './task-filter.ts';
import { sortOf, taskRanges } from './task-ranges.ts';
import type { TaskTools } from './task-tools.ts';

export function listTasks({
  table,
  pageTokens,
}: TaskTools): Implementation<{ query: ListTasksQuery }, Page<Task>> {
  return async ({ input: { query }, caller }) => {
    checkSort(query, 'sort');
    const owner =
      query.listId === undefined ? caller.sub : (await findList(table, caller.sub, query.listId)).owner;
    const { pageToken, pageSize, ...filters } = query;
    const list = ['listTasks', caller.sub, JSON.stringify(Object.entries(filters).sort())];
    const ranges = taskRanges(owner, query);
    const filter = taskFilter(query);
    return pageReply(pageTokens, { list, query }, (part) => readRanges(table, ranges, filter, part));
  };
}

/** Throws a 400 problem, at `pointer`, for a sort that does not go with the filters. */
export function checkSort(query: TaskFilter, pointer: string): void {
  const sort = sortOf(query);
  if (query.deleted === true && sort !== 'created') {
    throw invalidRequest(pointer, 'The trash is sorted by created');
  }
  if (sort === 'position' && query.listId === undefined) {
    throw invalidRequest(pointer, 'Tasks have positions within a list; name it with listId');
  }
}
