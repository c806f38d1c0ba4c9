import type { NewTask, Task } from '@taskyard/contract';
import type { Implementation, Reply } from '../api/call.ts';
import { entityTag } from '../api/entity-tag.ts';
import { childReference } from '../api/relative-reference.ts';
import { createdReply } from '../idempotency/created-reply.ts';
import { idempotencyClaim } from '../idempotency/idempotency-claim.ts';
import type { TaskTools } from './task-tools.ts';

export function createTask({ store, now, newId }: TaskTools): Implementation<{ body: NewTask }, Task> {
  return async ({ input, caller, path, header }) => {
    const moment = now();
    const claim = idempotencyClaim('createTask', header('Idempotency-Key'), input.body, moment);
    const task = newTask(input.body, { id: newId(), owner: caller.sub, at: new Date(moment).toISOString() });
    return createdReply(await store.insert(task, claim), task, (made) => created(made, path));
  };
}

/** Names the members in the order in which the store gives them back: equal entity tags, equal bytes. */
function newTask(body: NewTask, { id, owner, at }: { id: string; owner: string; at: string }): Task {
  const { title, description, status = 'PENDING', priority = 'NORMAL', dueOn, dueAt, labels = [] } = body;
  return {
    id,
    title,
    ...(description === undefined ? {} : { description }),
    status,
    priority,
    ...(dueOn === undefined ? {} : { dueOn }),
    ...(dueAt === undefined ? {} : { dueAt }),
    labels,
    version: 1,
    createdAt: at,
    updatedAt: at,
    ...(status === 'COMPLETED' ? { completedAt: at } : {}),
    createdBy: owner,
  };
}

function created(task: Task, path: string): Reply<Task> {
  return {
    status: 201,
    headers: { ETag: entityTag(task.version), Location: childReference(path, task.id) },
    body: task,
  };
}
