import type { BatchStep, Task, TaskBatch, TaskBatchResult } from '@taskyard/contract';
import { ApiProblem } from '../api/api-problem.ts';
import type { Implementation } from '../api/call.ts';
import { carryOut, type Plan } from './carry-out.ts';
import { findTask } from './find-task.ts';
import { planNewTask } from './new-task.ts';
import { planChange } from './plan-change.ts';
import type { TaskTools } from './task-tools.ts';
import { trashEdit } from './trash.ts';
import { actionOf } from './update-task.ts';

/** Plans every step, then writes all in one transaction. */
export function batchTasks(tools: TaskTools): Implementation<{ body: TaskBatch }, TaskBatchResult> {
  return async ({ input, caller }) => {
    const moment = tools.now();
    const tasks = await carryOut(tools.table, async () => {
      const plans: Plan<Task>[] = [];
      for (const [index, step] of input.body.steps.entries()) {
        plans.push(await planStep(tools, step, caller.sub, moment).catch((error) => refuse(error, index)));
      }
      return {
        writes: plans.flatMap(({ writes }) => writes),
        result: plans.map(({ result }) => result),
      };
    });
    return { status: 200, body: { tasks } };
  };
}

async function planStep(tools: TaskTools, step: BatchStep, by: string, moment: number): Promise<Plan<Task>> {
  const at = new Date(moment).toISOString();
  if (step.action === 'create') return planNewTask(tools.table, step.task, { id: tools.newId(), by, at });
  const found = await findTask(tools.table, by, step.taskId);
  if (step.version !== undefined && step.version !== found.task.version) {
    throw new ApiProblem('in-the-way', { detail: `The task has version ${found.task.version}` });
  }
  const change = { by, at, versions: undefined };
  return step.action === 'update'
    ? planChange(tools, found, step.change, { ...change, action: actionOf(found.task, step.change) })
    : planChange(tools, found, trashEdit(moment), { ...change, action: 'DELETED' });
}

/** The step's problem, with pointers that name the step. */
function refuse(error: unknown, index: number): never {
  if (!(error instanceof ApiProblem)) throw error;
  const pointer = `/steps/${index}`;
  const errors = error.errors?.map((each) => ({ ...each, pointer: pointer + each.pointer }));
  throw new ApiProblem(error.kind, {
    cause: error,
    errors: errors ?? [{ pointer, detail: error.message }],
  });
}
