import type { ExportPath, TaskExport } from '@taskyard/contract';
import type { Implementation } from '../api/call.ts';
import { findTransfer, isUnderWay } from './find-transfer.ts';
import type { TaskTools } from './task-tools.ts';
import { exportObject } from './transfer-item.ts';

/** The media types of the files. */
const MEDIA_TYPES = { ndjson: 'application/x-ndjson', csv: 'text/csv' } as const;

export function getExport(tools: TaskTools): Implementation<{ path: ExportPath }, TaskExport> {
  return async ({ input, caller }) => {
    const { transfer } = await findTransfer(tools, caller.sub, 'export', input.path.exportId);
    const headers = { 'Cache-Control': 'no-store', ...(isUnderWay(transfer) ? { 'Retry-After': '1' } : {}) };
    if (transfer.status !== 'SUCCEEDED') return { status: 200, headers, body: transfer };
    const download = await tools.transfers.signDownload(exportObject(transfer), {
      name: `tasks-${transfer.createdAt.slice(0, 10)}.${transfer.format}`,
      contentType: MEDIA_TYPES[transfer.format],
    });
    return { status: 200, headers, body: { ...transfer, download } };
  };
}
