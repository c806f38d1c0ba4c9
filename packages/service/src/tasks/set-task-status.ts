import type { Task, TaskPath, TaskStatus } from '@taskyard/contract';
import type { Implementation } from '../api/call.ts';
import { matchedVersions } from '../api/entity-tag.ts';
import { carryOut } from './carry-out.ts';
import { findTask } from './find-task.ts';
import { planChange } from './plan-change.ts';
import type { TaskTools } from './task-tools.ts';
import { taskReply } from './update-task.ts';

/** Completes or reopens a task. One that is so already stays as it is. */
export function setTaskStatus(
  tools: TaskTools,
  status: Extract<TaskStatus, 'COMPLETED' | 'PENDING'>,
): Implementation<{ path: TaskPath }, Task> {
  return async ({ input, caller, header }) => {
    const change = {
      by: caller.sub,
      at: new Date(tools.now()).toISOString(),
      versions: matchedVersions(header('If-Match')),
      action: status === 'COMPLETED' ? 'COMPLETED' : 'REOPENED',
    } as const;
    const task = await carryOut(tools.table, async () => {
      const found = await findTask(tools.table, caller.sub, input.path.taskId);
      const open = found.task.status === 'PENDING' || found.task.status === 'IN_PROGRESS';
      const already = status === 'COMPLETED' ? found.task.status === 'COMPLETED' : open;
      return planChange(tools, found, already ? {} : { status }, change);
    });
    return taskReply(task);
  };
}
