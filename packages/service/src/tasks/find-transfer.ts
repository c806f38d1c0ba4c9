import { ApiProblem } from '../api/api-problem.ts';
import { LAST, type TaskTable } from './task-table.ts';
import type { TaskTools } from './task-tools.ts';
import { storedTransferOf, type TransferKind, transferKey } from './transfer-item.ts';

/** How many exports, and how many imports, of one person are kept at a time. */
const MAX_TRANSFERS = 20;

/** How long the work may take before it counts as failed: longer than all tries of the function together. */
const LONGEST_MS = 90 * 60 * 1000;

/** An export or import of the caller's own. Throws a 404 problem for any other. */
export async function findTransfer<Kind extends TransferKind>(
  { table, now }: Pick<TaskTools, 'table' | 'now'>,
  caller: string,
  kind: Kind,
  id: string,
): Promise<ReturnType<typeof storedTransferOf<Kind>>> {
  const item = await table.get(transferKey(caller, kind, id));
  if (item === undefined) throw new ApiProblem('not-found');
  const { transfer, version } = storedTransferOf<Kind>(item);
  const moment = now();
  if (Date.parse(transfer.expiresAt) <= moment) throw new ApiProblem('not-found');
  const begun = Date.parse(transfer.startedAt ?? transfer.createdAt);
  const stuck = isUnderWay(transfer) && begun + LONGEST_MS <= moment;
  return {
    transfer: stuck ? { ...transfer, status: 'FAILED', failure: 'It took too long' } : transfer,
    version,
  };
}

export function isUnderWay({ status }: { readonly status: string }): boolean {
  return status === 'PENDING' || status === 'RUNNING';
}

/** Throws a 409 problem when a person has as many as are kept. */
export async function mustHaveFewTransfers(
  table: TaskTable,
  owner: string,
  kind: TransferKind,
): Promise<void> {
  const { items } = await table.query({
    partition: owner,
    from: `${kind}#`,
    to: `${kind}#${LAST}`,
    limit: MAX_TRANSFERS,
  });
  if (items.length < MAX_TRANSFERS) return;
  throw new ApiProblem('in-the-way', {
    detail: `There are ${MAX_TRANSFERS} ${kind}s already; delete one, or wait until they expire`,
  });
}
