import type { ImportPath, TaskImport } from '@taskyard/contract';
import { ApiProblem } from '../api/api-problem.ts';
import type { Implementation } from '../api/call.ts';
import { carryOut, type Plan } from './carry-out.ts';
import { findTransfer } from './find-transfer.ts';
import type { TaskTools } from './task-tools.ts';
import { importObject, jobWrite, type StoredImport, transferWrite } from './transfer-item.ts';

/** Has the work begin, once; sent again, it tells how far that is. */
export function startImport(tools: TaskTools): Implementation<{ path: ImportPath }, TaskImport> {
  const { table, transfers, now } = tools;
  return async ({ input, caller }) => {
    const { sub: owner } = caller;
    const startedAt = new Date(now()).toISOString();
    const body = await carryOut(table, async (): Promise<Plan<StoredImport>> => {
      const { transfer, version } = await findTransfer(tools, owner, 'import', input.path.importId);
      if (transfer.status !== 'WAITING') return { writes: [], result: transfer };
      const content = await transfers.find(importObject(transfer));
      if (content?.size !== transfer.size || content.sha256 !== transfer.sha256) {
        throw new ApiProblem('in-the-way', { detail: 'The file was not sent yet' });
      }
      const started: StoredImport = { ...transfer, status: 'PENDING', startedAt };
      return {
        writes: [transferWrite(owner, 'import', started, version), jobWrite(owner, 'import', started)],
        result: started,
      };
    });
    return { status: 202, body };
  };
}
