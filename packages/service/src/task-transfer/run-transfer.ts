import { ApiProblem } from '../api/api-problem.ts';
import { carryOut } from '../tasks/carry-out.ts';
import {
  type StoredExport,
  type StoredImport,
  storedTransferOf,
  type TransferKind,
  transferKey,
  transferWrite,
} from '../tasks/transfer-item.ts';
import { exportTasks } from './export-tasks.ts';
import { importTasks } from './import-tasks.ts';
import type { TransferTools } from './transfer-tools.ts';

/** Which transfer, and whose. */
export interface TransferJob {
  readonly owner: string;
  readonly kind: TransferKind;
  readonly id: string;
}

/**
 * Does an export or import that was begun, from the start however far an earlier try came. One that is done or was
 * deleted is left alone. Throws when another try may help.
 */
export async function runTransfer(tools: TransferTools, job: TransferJob): Promise<void> {
  const { owner, kind, id } = job;
  const startedAt = new Date(tools.now()).toISOString();
  const begun = await change(tools, job, { status: 'RUNNING', startedAt });
  if (begun === undefined) return;
  const result = await (kind === 'export'
    ? exportTasks(tools, owner, begun as StoredExport)
    : importTasks(tools, owner, begun as StoredImport)
  ).catch((error: unknown) => {
    // A list that is gone meanwhile, or a file that is none: no other try changes that.
    if (error instanceof ApiProblem) return { status: 'FAILED', failure: error.message } as const;
    throw new Error(`The ${kind} ${id} broke off`, { cause: error });
  });
  await change(tools, job, {
    status: 'SUCCEEDED',
    ...result,
    finishedAt: new Date(tools.now()).toISOString(),
  });
}

/** Notes how far a transfer is; gives what is stored then, and undefined when it is over or gone. */
function change(
  { table }: TransferTools,
  { owner, kind, id }: TransferJob,
  changed: Partial<StoredExport & StoredImport>,
): Promise<StoredExport | StoredImport | undefined> {
  return carryOut(table, async () => {
    const item = await table.get(transferKey(owner, kind, id));
    const stored = item === undefined ? undefined : storedTransferOf(item);
    if (stored === undefined || !['PENDING', 'RUNNING'].includes(stored.transfer.status)) {
      return { writes: [], result: undefined };
    }
    // What a kind of transfer is told of is its own.
    const transfer = { ...stored.transfer, ...changed } as StoredExport | StoredImport;
    return { writes: [transferWrite(owner, kind, transfer, stored.version)], result: transfer };
  });
}
