import { INBOX, type ListPath } from '@taskyard/contract';
import { ApiProblem } from '../api/api-problem.ts';
import type { Implementation } from '../api/call.ts';
import { matchedVersions } from '../api/entity-tag.ts';
import { carryOut } from './carry-out.ts';
import { mustOwn } from './find-list.ts';
import { mustMatch } from './find-task.ts';
import { listItemKey } from './list-item.ts';
import { removeMemberWrites, storedMembers } from './member-item.ts';
import { findStoredList } from './stored-list.ts';
import { LIST_INDEX, listKey } from './task-item.ts';
import { LAST } from './task-table.ts';
import type { TaskTools } from './task-tools.ts';

export function deleteList(tools: TaskTools): Implementation<{ path: ListPath }, undefined> {
  const { table } = tools;
  return async ({ input, caller, header }) => {
    const versions = matchedVersions(header('If-Match'));
    const { listId } = input.path;
    await carryOut(table, async () => {
      const found = await findStoredList(tools, caller.sub, listId);
      mustOwn(found);
      mustMatch(found.list, versions);
      if (listId === INBOX) throw new ApiProblem('in-the-way', { detail: 'Everybody keeps their inbox' });
      const { items } = await table.query({
        index: LIST_INDEX,
        partition: listKey(caller.sub, listId),
        from: '0',
        to: LAST,
        limit: 1,
      });
      if (items.length > 0) {
        throw new ApiProblem('in-the-way', { detail: 'The list has tasks; move or delete them first' });
      }
      const members = await storedMembers(table, caller.sub, listId);
      return {
        writes: [
          { remove: listItemKey(caller.sub, listId), when: { version: found.list.version } },
          ...members.flatMap(removeMemberWrites),
        ],
        result: undefined,
      };
    });
    return { status: 204 };
  };
}
