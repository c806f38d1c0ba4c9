import type { HistoryAction, Task, TaskChange, TaskPath } from '@taskyard/contract';
import type { Implementation, Reply } from '../api/call.ts';
import { entityTag, matchedVersions } from '../api/entity-tag.ts';
import { carryOut } from './carry-out.ts';
import { findTask } from './find-task.ts';
import { planChange } from './plan-change.ts';
import type { TaskTools } from './task-tools.ts';

/** Serves PUT and PATCH alike: both change what they name. */
export function updateTask(tools: TaskTools): Implementation<{ path: TaskPath; body: TaskChange }, Task> {
  return async ({ input, caller, header }) => {
    const change = {
      by: caller.sub,
      at: new Date(tools.now()).toISOString(),
      versions: matchedVersions(header('If-Match')),
    };
    const task = await carryOut(tools.table, async () => {
      const found = await findTask(tools.table, caller.sub, input.path.taskId);
      return planChange(tools, found, input.body, { ...change, action: actionOf(found.task, input.body) });
    });
    return taskReply(task);
  };
}

/** What a change is called in the history of the task. */
export function actionOf(before: Task, { status = before.status }: TaskChange): HistoryAction {
  const [was, is] = [before.status === 'COMPLETED', status === 'COMPLETED'];
  if (was === is) return 'UPDATED';
  return is ? 'COMPLETED' : 'REOPENED';
}

export function taskReply(task: Task): Reply<Task> {
  return { status: 200, headers: { ETag: entityTag(task.version) }, body: task };
}
