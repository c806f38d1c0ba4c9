import type { Engine } from '../engine.ts';
import { type ItemKey, keyOfRequest } from '../item-key.ts';
import { readItem } from '../item-writer.ts';
import type { StoredItem } from '../stored-item.ts';
import type { Table } from '../table-catalogue.ts';
import {
  type CancellationReason,
  cancelled,
  MAX_TRANSACTION_SIZE,
  NO_REASON,
  reasonOf,
} from '../transaction.ts';
import { validationError } from '../validation-error.ts';
import { selectedItem } from './primary-key.ts';
import type { SelectStatement } from './statement.ts';
import { inStatement } from './transaction-statements.ts';

/**
 * Reads one item for each SELECT, all as of one moment; undefined for one that does not exist.
 * Throws AwsError ValidationException for a SELECT that does not name one item by its key, and
 * TransactionCanceledException for a key that does not fit its table.
 */
export function runTransactionReads(
  engine: Engine,
  statements: readonly SelectStatement[],
  tables: readonly Table[],
): Promise<readonly (StoredItem | undefined)[]> {
  const keys = keysOf(statements, tables);
  const locks = keys.map(({ lock }) => lock);
  if (new Set(locks).size < locks.length) {
    throw validationError('Transaction request cannot include multiple operations on one item');
  }
  // Under the locks of all, since a writer's batch may become visible between two reads.
  return engine.locks.runAll(locks, async () => {
    const found = keys.map((key) => readItem(engine, key));
    if (found.reduce((size, stored) => size + (stored?.size ?? 0), 0) > MAX_TRANSACTION_SIZE) {
      throw validationError('Collection size of items requested has exceeded the limit of 4 MB');
    }
    return found;
  });
}

function keysOf(statements: readonly SelectStatement[], tables: readonly Table[]): ItemKey[] {
  const items = tables.map(({ definition }, at) =>
    inStatement(at, () => {
      const item = selectedItem(statements[at]?.where, definition.keys);
      if (item !== undefined) return { definition, item };
      throw validationError(
        'Select statements within ExecuteTransaction must specify the primary key in the where clause.',
      );
    }),
  );
  const keys: ItemKey[] = [];
  const reasons = items.map(({ definition, item }): CancellationReason => {
    try {
      keys.push(keyOfRequest(definition, item));
      return NO_REASON;
    } catch (error) {
      return reasonOf(error);
    }
  });
  if (keys.length < items.length) throw cancelled(reasons);
  return keys;
}
