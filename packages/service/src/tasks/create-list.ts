import type { NewTaskList, TaskList } from '@taskyard/contract';
import type { Implementation } from '../api/call.ts';

import { childReference } from '../api/relative-reference.ts';
import { idempotencyClaim } from '../idempotency/idempotency-claim.ts';
import { carryOutOnce } from './carry-out.ts';
import { listItem, type StoredList, taskListOf } from './list-item.ts';
import { listTag } from './list-tag.ts';
import { madeReply } from './made-reply.ts';
import type { TaskTools } from './task-tools.ts';

export function createList({
  table,
  now,
  newId,
}: TaskTools): Implementation<{ body: NewTaskList }, TaskList> {
  return async ({ input, caller, path, header }) => {
    const moment = now();
    const at = new Date(moment).toISOString();
    const claim = idempotencyClaim('createList', header('Idempotency-Key'), input.body, moment);
    const list: StoredList = {
      ...input.body,
      id: newId(),
      owner: caller.sub,
      version: 1,
      createdAt: at,
      updatedAt: at,
    };
    const made = await carryOutOnce(table, { owner: caller.sub, claim }, async () => ({
      writes: [{ put: listItem(list), when: 'absent' as const }],
      result: taskListOf(list, 'OWNER'),
    }));
    return madeReply(made, (body) => ({
      status: 201,
      headers: { ETag: listTag(body), Location: childReference(path, body.id) },
      body,
    }));
  };
}
