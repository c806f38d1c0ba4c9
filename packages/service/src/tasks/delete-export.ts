import type { ExportPath } from '@taskyard/contract';
import type { Implementation } from '../api/call.ts';
import { findTransfer } from './find-transfer.ts';
import type { TaskTools } from './task-tools.ts';
import { exportObject, transferKey } from './transfer-item.ts';

/** The file goes first: when that fails, the export is still there to be deleted. */
export function deleteExport(tools: TaskTools): Implementation<{ path: ExportPath }, undefined> {
  return async ({ input, caller }) => {
    const { transfer } = await findTransfer(tools, caller.sub, 'export', input.path.exportId);
    await tools.transfers.remove(exportObject(transfer));
    await tools.table.write([{ remove: transferKey(caller.sub, 'export', transfer.id) }]);
    return { status: 204 };
  };
}
