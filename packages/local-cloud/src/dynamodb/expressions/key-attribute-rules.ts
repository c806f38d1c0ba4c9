import type { AwsError } from '../../aws/aws-error.ts';
import { keyNames, type TableDefinition } from '../table-definition.ts';
import { invalidParameter, validationError } from '../validation-error.ts';
import { type Condition, conditionPaths } from './condition.ts';
import type { DocumentPath } from './document-path.ts';
import type { Update } from './update.ts';

/**
 * Refuses paths into an attribute that is part of a key, which is never a map or a list.
 * Throws AwsError ValidationException.
 */
export function assertScalarKeys(paths: readonly DocumentPath[], keys: ReadonlySet<string>): void {
  const path = paths.find(([name, ...rest]) => rest.length > 0 && keys.has(name));
  if (path !== undefined) throw notScalar('Key', path[0]);
}

/**
 * The same of what is read: neither a key of the table nor one of its indexes.
 * Throws AwsError ValidationException.
 */
export function assertScalarPaths(paths: readonly DocumentPath[], table: TableDefinition): void {
  const nested = new Set(paths.filter(({ length }) => length > 1).map(([name]) => name));
  if (nested.size === 0) return;
  const key = keyNames(table.keys).find((name) => nested.has(name));
  if (key !== undefined) throw notScalar('Key', key);
  const indexKey = table.indexes.flatMap(({ keys }) => keyNames(keys)).find((name) => nested.has(name));
  if (indexKey !== undefined) throw notScalar('IndexKey', indexKey);
}

function notScalar(kind: 'Key' | 'IndexKey', name: string): AwsError {
  return validationError(
    `Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: ${kind}: ${name}`,
  );
}

/** Refuses a query's filter on the key that it queries. Throws AwsError ValidationException. */
export function assertFilterWithoutKeys(filter: Condition, keys: ReadonlySet<string>): void {
  const path = conditionPaths(filter).find(([name]) => keys.has(name));
  if (path === undefined) return;
  throw validationError(
    `Filter Expression can only contain non-primary key attributes: Primary key attribute: ${path[0]}`,
  );
}

/** Refuses an update of the item's key. Throws AwsError ValidationException. */
export function assertKeysUntouched(update: Update, keys: ReadonlySet<string>): void {
  const action = update.actions.find(({ path: [name] }) => keys.has(name));
  if (action === undefined) return;
  throw invalidParameter(`Cannot update attribute ${action.path[0]}. This attribute is part of the key`);
}
