import { INBOX, type NewTaskImport, type TaskImport } from '@taskyard/contract';
import type { Implementation } from '../api/call.ts';
import { childReference } from '../api/relative-reference.ts';
import { idempotencyClaim } from '../idempotency/idempotency-claim.ts';
import { carryOutOnce, type Plan } from './carry-out.ts';
import { findList, mustEdit } from './find-list.ts';
import { mustHaveFewTransfers } from './find-transfer.ts';
import { madeReply } from './made-reply.ts';
import type { TaskTools } from './task-tools.ts';
import { importObject, type StoredImport, transferExpiry, transferWrite } from './transfer-item.ts';

/** Announces a file of tasks. What is kept for an Idempotency-Key has no signature; a repeat signs anew. */
export function createImport({
  table,
  transfers,
  now,
  newId,
}: TaskTools): Implementation<{ body: NewTaskImport }, TaskImport> {
  return async ({ input, caller, path, header }) => {
    const { format, size, sha256, listId = INBOX } = input.body;
    const moment = now();
    const claim = idempotencyClaim('createImport', header('Idempotency-Key'), input.body, moment);
    const announced: StoredImport = {
      id: newId(),
      format,
      size,
      sha256,
      listId,
      status: 'WAITING',
      createdAt: new Date(moment).toISOString(),
      expiresAt: transferExpiry(moment),
    };
    const { sub: owner } = caller;
    const made = await carryOutOnce(table, { owner, claim }, async (): Promise<Plan<StoredImport>> => {
      mustEdit(await findList(table, owner, listId));
      await mustHaveFewTransfers(table, owner, 'import');
      return { writes: [transferWrite(owner, 'import', announced)], result: announced };
    });
    const id = 'made' in made ? made.made.id : announced.id;
    const upload = await transfers.signUpload(importObject({ id, format }), { size, sha256 });
    return madeReply(made, (body) => ({
      status: 202,
      headers: { Location: childReference(path, body.id) },
      body: { ...body, upload },
    }));
  };
}
