import type { Task, TaskPath } from '@taskyard/contract';
import { ApiProblem } from '../api/api-problem.ts';
import type { Implementation } from '../api/call.ts';
import { entityTag, noneMatchNames } from '../api/entity-tag.ts';
import type { TaskTools } from './task-tools.ts';

export function getTask({ store }: TaskTools): Implementation<{ path: TaskPath }, Task> {
  return async ({ input, caller, header }) => {
    const task = await store.get(caller.sub, input.path.taskId);
    if (task === undefined) throw new ApiProblem('not-found');
    const tag = entityTag(task.version);
    const headers = { ETag: tag };
    return noneMatchNames(header('If-None-Match'), tag)
      ? { status: 304, headers }
      : { status: 200, headers, body: task };
  };
}
