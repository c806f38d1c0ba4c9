import type { ImportPath, TaskImport } from '@taskyard/contract';
import type { Implementation } from '../api/call.ts';
import { findTransfer, isUnderWay } from './find-transfer.ts';
import type { TaskTools } from './task-tools.ts';
import { reportObject } from './transfer-item.ts';

export function getImport(tools: TaskTools): Implementation<{ path: ImportPath }, TaskImport> {
  return async ({ input, caller }) => {
    const { transfer } = await findTransfer(tools, caller.sub, 'import', input.path.importId);
    const headers = { 'Cache-Control': 'no-store', ...(isUnderWay(transfer) ? { 'Retry-After': '1' } : {}) };
    if (transfer.status !== 'SUCCEEDED') return { status: 200, headers, body: transfer };
    const report = await tools.transfers.signDownload(reportObject(transfer.id), {
      name: `import-${transfer.createdAt.slice(0, 10)}.ndjson`,
      contentType: 'application/x-ndjson',
    });
    return { status: 200, headers, body: { ...transfer, report } };
  };
}
