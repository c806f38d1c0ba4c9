import type { Task, TaskPath } from '@taskyard/contract';
import type { Implementation } from '../api/call.ts';
import { entityTag } from '../api/entity-tag.ts';
import { readReply } from '../api/read-reply.ts';
import { findTask } from './find-task.ts';
import { taskKey, taskOf } from './task-item.ts';
import type { TaskTools } from './task-tools.ts';

/**
 * Reads at half the price first: what was changed a moment ago may be seen as it was. A task that is not found this
 * way is looked for consistently, so that one just made is always there.
 */
export function getTask({ table }: TaskTools): Implementation<{ path: TaskPath }, Task> {
  return async ({ input, caller, header }) => {
    const own = await table.get(taskKey(caller.sub, input.path.taskId), 'eventual');
    const task =
      own === undefined ? (await findTask(table, caller.sub, input.path.taskId)).task : taskOf(own);
    return readReply(task, entityTag(task.version), header('If-None-Match'));
  };
}
