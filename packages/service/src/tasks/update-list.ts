import type { ListPath, TaskList, TaskListChange } from '@taskyard/contract';
import type { Implementation } from '../api/call.ts';
import { matchedVersions } from '../api/entity-tag.ts';
import { carryOut } from './carry-out.ts';
import { mustOwn } from './find-list.ts';
import { mustMatch } from './find-task.ts';
import { listItem, taskListOf } from './list-item.ts';
import { listTag } from './list-tag.ts';
import { findStoredList } from './stored-list.ts';
import type { TaskTools } from './task-tools.ts';

/** Serves PUT and PATCH alike: both change what they name. */
export function updateList(
  tools: TaskTools,
): Implementation<{ path: ListPath; body: TaskListChange }, TaskList> {
  return async ({ input, caller, header }) => {
    const versions = matchedVersions(header('If-Match'));
    const at = new Date(tools.now()).toISOString();
    const body = await carryOut(tools.table, async () => {
      const found = await findStoredList(tools, caller.sub, input.path.listId);
      mustOwn(found);
      mustMatch(found.list, versions);
      if (Object.keys(input.body).length === 0) {
        return { writes: [], result: taskListOf(found.list, found.role) };
      }
      const { color: before, ...list } = found.list;
      const { name = list.name, color = before } = input.body;
      const changed = {
        ...list,
        name,
        ...(color === undefined || color === null ? {} : { color }),
        version: list.version + 1,
        updatedAt: at,
      };
      return {
        writes: [{ put: listItem(changed), when: { version: list.version } }],
        result: taskListOf(changed, found.role),
      };
    });
    return { status: 200, headers: { ETag: listTag(body) }, body };
  };
}
