import type { NewTaskExport, TaskExport } from '@taskyard/contract';
import type { Implementation } from '../api/call.ts';
import { childReference } from '../api/relative-reference.ts';
import { idempotencyClaim } from '../idempotency/idempotency-claim.ts';
import { carryOutOnce, type Plan } from './carry-out.ts';
import { findList } from './find-list.ts';
import { mustHaveFewTransfers } from './find-transfer.ts';
import { checkSort } from './list-tasks.ts';
import { madeReply } from './made-reply.ts';
import type { TaskTools } from './task-tools.ts';
import { jobWrite, type StoredExport, transferExpiry, transferWrite } from './transfer-item.ts';

/** Notes what is to be exported, together with what has the work begin. */
export function createExport({
  table,
  now,
  newId,
}: TaskTools): Implementation<{ body: NewTaskExport }, TaskExport> {
  return async ({ input, caller, path, header }) => {
    const { format, filter = {} } = input.body;
    const moment = now();
    const claim = idempotencyClaim('createExport', header('Idempotency-Key'), input.body, moment);
    checkSort(filter, '/filter/sort');
    const begun: StoredExport = {
      id: newId(),
      format,
      filter,
      status: 'PENDING',
      createdAt: new Date(moment).toISOString(),
      expiresAt: transferExpiry(moment),
    };
    const { sub: owner } = caller;
    const made = await carryOutOnce(table, { owner, claim }, async (): Promise<Plan<StoredExport>> => {
      if (filter.listId !== undefined) await findList(table, owner, filter.listId);
      await mustHaveFewTransfers(table, owner, 'export');
      const writes = [transferWrite(owner, 'export', begun), jobWrite(owner, 'export', begun)];
      return { writes, result: begun };
    });
    return madeReply(made, (body) => ({
      status: 202,
      headers: { Location: childReference(path, body.id) },
      body,
    }));
  };
}
