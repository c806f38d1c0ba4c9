import { type TaskExport, type TaskImport, TRANSFER_DAYS } from '@taskyard/contract';
import { type Item, numberAttribute, textAttribute } from '../dynamo/attributes.ts';
import type { TableKey, Write } from './task-table.ts';

export type TransferKind = 'export' | 'import';

/** An export or an import as it is stored: without links, which are signed for each who asks. */
export type StoredExport = Omit<TaskExport, 'download'>;
export type StoredImport = Omit<TaskImport, 'upload' | 'report'>;

interface Stored<Kind extends TransferKind> {
  readonly transfer: Kind extends 'export' ? StoredExport : StoredImport;
  /** Counts up with each change. */
  readonly version: number;
}

/** What begins the work: the stream of the table tells of it. */
export const JOB_PREFIX: string = 'job#';

export function transferKey(owner: string, kind: TransferKind, id: string): TableKey {
  return { pk: owner, sk: `${kind}#${id}` };
}

/** When what was made at `now` (milliseconds) goes away. */
export function transferExpiry(now: number): string {
  return new Date(now + TRANSFER_DAYS * 24 * 60 * 60 * 1000).toISOString();
}

/** Keeps a transfer, new or in place of the version before. */
export function transferWrite(
  owner: string,
  kind: TransferKind,
  transfer: StoredExport | StoredImport,
  before?: number,
): Write {
  const { pk, sk } = transferKey(owner, kind, transfer.id);
  return {
    put: {
      pk: { S: pk },
      sk: { S: sk },
      transfer: { S: JSON.stringify(transfer) },
      version: { N: String((before ?? 0) + 1) },
      expiresAt: expiryOf(transfer),
    },
    when: before === undefined ? 'absent' : { version: before },
  };
}

/** Has the work of a transfer begin. */
export function jobWrite(owner: string, kind: TransferKind, transfer: StoredExport | StoredImport): Write {
  return {
    put: {
      pk: { S: owner },
      sk: { S: `${JOB_PREFIX}${kind}#${transfer.id}` },
      expiresAt: expiryOf(transfer),
    },
    when: 'absent',
  };
}

export function storedTransferOf<Kind extends TransferKind>(item: Item): Stored<Kind> {
  // Only transferWrite makes such items.
  return {
    transfer: JSON.parse(textAttribute(item, 'transfer')),
    version: numberAttribute(item, 'version'),
  };
}

function expiryOf({ expiresAt }: { readonly expiresAt: string }): Item[string] {
  return { N: String(Math.floor(Date.parse(expiresAt) / 1000)) };
}

/** Where the file of an export is. */
export function exportObject({ id, format }: Pick<TaskExport, 'id' | 'format'>): string {
  return `exports/${id}.${format}`;
}

/** Where the file of an import is. */
export function importObject({ id, format }: Pick<TaskImport, 'id' | 'format'>): string {
  return `imports/${id}.${format}`;
}

/** Where it is told what became of each line of an import. */
export function reportObject(id: string): string {
  return `reports/${id}.ndjson`;
}
