import { INBOX, type Task, type TaskPath } from '@taskyard/contract';
import { ApiProblem } from '../api/api-problem.ts';
import type { Implementation } from '../api/call.ts';
import { matchedVersions } from '../api/entity-tag.ts';
import { carryOut } from './carry-out.ts';
import { findTask } from './find-task.ts';
import { listItemKey } from './list-item.ts';
import { planChange } from './plan-change.ts';
import type { TaskTools } from './task-tools.ts';
import { taskReply } from './update-task.ts';

export function restoreTask(tools: TaskTools): Implementation<{ path: TaskPath }, Task> {
  const { table } = tools;
  return async ({ input, caller, header }) => {
    const moment = tools.now();
    const change = {
      by: caller.sub,
      at: new Date(moment).toISOString(),
      versions: matchedVersions(header('If-Match')),
      action: 'RESTORED',
    } as const;
    const task = await carryOut(table, async () => {
      const found = await findTask(table, caller.sub, input.path.taskId, 'trash');
      const { listId, purgeAt } = found.task;
      // DynamoDB removes what has expired some time later.
      if (purgeAt !== undefined && Date.parse(purgeAt) <= moment) throw new ApiProblem('not-found');
      const lost = listId !== INBOX && (await table.get(listItemKey(found.owner, listId))) === undefined;
      return planChange(
        tools,
        found,
        {
          deletedAt: null,
          purgeAt: null,
          // Nobody else has a place in the inbox.
          ...(lost ? { listId: INBOX, parentId: null, assigneeId: null } : {}),
        },
        change,
      );
    });
    return taskReply(task);
  };
}
