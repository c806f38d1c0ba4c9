import type { NewTask, Task } from '@taskyard/contract';
import type { Implementation } from '../api/call.ts';
import { entityTag } from '../api/entity-tag.ts';
import { childReference } from '../api/relative-reference.ts';
import { idempotencyClaim } from '../idempotency/idempotency-claim.ts';
import { carryOutOnce } from './carry-out.ts';
import { madeReply } from './made-reply.ts';
import { planNewTask } from './new-task.ts';
import type { TaskTools } from './task-tools.ts';

export function createTask({ table, now, newId }: TaskTools): Implementation<{ body: NewTask }, Task> {
  return async ({ input, caller, path, header }) => {
    const moment = now();
    const claim = idempotencyClaim('createTask', header('Idempotency-Key'), input.body, moment);
    const about = { id: newId(), by: caller.sub, at: new Date(moment).toISOString() };
    const made = await carryOutOnce(table, { owner: caller.sub, claim }, () =>
      planNewTask(table, input.body, about),
    );
    return madeReply(made, (task) => ({
      status: 201,
      headers: { ETag: entityTag(task.version), Location: childReference(path, task.id) },
      body: task,
    }));
  };
}
