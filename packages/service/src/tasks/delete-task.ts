import type { DeleteTaskQuery, TaskPath } from '@taskyard/contract';
import type { Implementation } from '../api/call.ts';
import { matchedVersions } from '../api/entity-tag.ts';
import { carryOut, type Plan } from './carry-out.ts';
import { mustEdit } from './find-list.ts';
import { type FoundTask, findTask, mustMatch, tryFindTask } from './find-task.ts';
import { planChange } from './plan-change.ts';
import { goneKey, taskKey, trashKey } from './task-item.ts';
import type { TaskTools } from './task-tools.ts';
import { TRASH_SECONDS, trashEdit } from './trash.ts';

export function deleteTask(
  tools: TaskTools,
): Implementation<{ path: TaskPath; query?: DeleteTaskQuery }, undefined> {
  const { table } = tools;
  return async ({ input, caller, header }) => {
    const versions = matchedVersions(header('If-Match'));
    const { taskId } = input.path;
    const moment = tools.now();
    if (input.query?.permanent !== true) {
      const edit = trashEdit(moment);
      await carryOut(table, async () => {
        const found = await findTask(table, caller.sub, taskId);
        return planChange(tools, found, edit, {
          by: caller.sub,
          at: edit.deletedAt,
          versions,
          action: 'DELETED',
        });
      });
      return { status: 204 };
    }
    await carryOut(table, async () => {
      const found =
        (await tryFindTask(table, caller.sub, taskId)) ??
        (await findTask(table, caller.sub, taskId, 'trash'));
      mustEdit(found);
      mustMatch(found.task, versions);
      return planPurge(found, moment);
    });
    return { status: 204 };
  };
}

/**
 * Takes the task away and leaves a note for those who ask what has changed. What belongs to it (comments, history,
 * attachments) follows through the table's stream.
 */
function planPurge({ task, owner }: FoundTask, moment: number): Plan<undefined> {
  const remove = (task.deletedAt === undefined ? taskKey : trashKey)(owner, task.id);
  const { pk, sk } = goneKey(owner, task.id);
  return {
    writes: [
      { remove, when: { version: task.version } },
      {
        put: {
          pk: { S: pk },
          sk: { S: sk },
          updatedKey: { S: `${new Date(moment).toISOString()}#${task.id}` },
          expiresAt: { N: String(Math.floor(moment / 1000) + TRASH_SECONDS) },
        },
      },
    ],
    result: undefined,
  };
}
