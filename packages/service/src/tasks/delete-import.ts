import type { ImportPath } from '@taskyard/contract';
import type { Implementation } from '../api/call.ts';
import { findTransfer } from './find-transfer.ts';
import type { TaskTools } from './task-tools.ts';
import { importObject, reportObject, transferKey } from './transfer-item.ts';

/** The files go first: when that fails, the import is still there to be deleted. */
export function deleteImport(tools: TaskTools): Implementation<{ path: ImportPath }, undefined> {
  return async ({ input, caller }) => {
    const { transfer } = await findTransfer(tools, caller.sub, 'import', input.path.importId);
    await tools.transfers.remove(importObject(transfer));
    await tools.transfers.remove(reportObject(transfer.id));
    await tools.table.write([{ remove: transferKey(caller.sub, 'import', transfer.id) }]);
    return { status: 204 };
  };
}
