import type { Engine } from './engine.ts';
import { tableEntryKey } from './entry-key.ts';
import type { Projection } from './expressions/projection.ts';
import { projectedNames } from './index-entries.ts';
import { encodeIndexKey } from './item-key.ts';
import { StoredItem } from './stored-item.ts';
import { findIndex, type IndexDefinition, type TableDefinition } from './table-definition.ts';
import { invalidParameter, validationError } from './validation-error.ts';

export type Select = 'SPECIFIC_ATTRIBUTES' | 'COUNT' | 'ALL_ATTRIBUTES' | 'ALL_PROJECTED_ATTRIBUTES';

/** The members of a query or a scan that say what is read. */
export interface ReadRequest {
  readonly IndexName?: string;
  readonly Select?: Select;
  readonly ConsistentRead?: boolean;
  readonly ProjectionExpression?: string;
  readonly AttributesToGet?: readonly string[];
}

/** Throws AwsError ValidationException when Select does not go with the rest. */
export function checkSelect(request: ReadRequest, verb: 'Querying' | 'Scanning'): void {
  const { Select: select } = request;
  const parameter =
    request.ProjectionExpression === undefined
      ? request.AttributesToGet && 'AttributesToGet'
      : 'ProjectionExpression';
  if (select === undefined) return;
  if (select === 'ALL_PROJECTED_ATTRIBUTES' && request.IndexName === undefined) {
    throw invalidParameter(`ALL_PROJECTED_ATTRIBUTES can be used only when ${verb} using an IndexName`);
  }
  if (select === 'SPECIFIC_ATTRIBUTES') {
    if (parameter !== undefined) return;
    throw invalidParameter(
      'Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES',
    );
  }
  if (parameter !== undefined) {
    const what = select === 'COUNT' ? 'only the Count' : select;
    throw validationError(`Cannot specify the ${parameter} when choosing to get ${what}`);
  }
}

/** The index that is read; undefined for the table itself. Throws AwsError ValidationException. */
export function readIndex(table: TableDefinition, request: ReadRequest): IndexDefinition | undefined {
  if (request.IndexName === undefined) return undefined;
  const index = findIndex(table, request.IndexName);
  if (index === undefined) {
    throw validationError(`The table does not have the specified index: ${request.IndexName}`);
  }
  if (index.kind === 'global' && request.ConsistentRead === true) {
    throw validationError('Consistent reads are not supported on global secondary indexes');
  }
  if (index.state === 'CREATING') {
    throw validationError(`Cannot read from backfilling global secondary index: ${index.name}`);
  }
  return index;
}

/**
 * How the whole items behind an index's entries are fetched; undefined when the entries have all that is
 * wanted. Throws AwsError ValidationException when a global index lacks it, which cannot fetch.
 */
export function wholeItems(
  engine: Engine,
  table: TableDefinition,
  index: IndexDefinition | undefined,
  select: Select | undefined,
  projection: Projection | undefined,
): ((entry: StoredItem) => StoredItem | undefined) | undefined {
  if (index === undefined || index.projection.type === 'ALL') return undefined;
  if (index.kind === 'global') {
    if (select === 'ALL_ATTRIBUTES') {
      throw invalidParameter(
        `Select type ALL_ATTRIBUTES is not supported for global secondary index ${index.name} ` +
          'because its projection type is not ALL',
      );
    }
    const lacking = lackingNames(table, index, projection);
    if (lacking.length > 0) {
      throw invalidParameter(`Global secondary index ${index.name} does not project [${lacking.join(', ')}]`);
    }
    return undefined;
  }
  if (select !== 'ALL_ATTRIBUTES' && lackingNames(table, index, projection).length === 0) return undefined;
  return (entry) => {
    const key = encodeIndexKey(table.keys, entry.item);
    const bytes = key && engine.store.get(tableEntryKey(table.number, key));
    return bytes && StoredItem.decode(bytes);
  };
}

function lackingNames(
  table: TableDefinition,
  index: IndexDefinition,
  projection: Projection | undefined,
): string[] {
  if (projection === undefined) return [];
  const held = projectedNames(table, index);
  return [...new Set(projection.paths.map(([name]) => name))].filter((name) => !held.has(name));
}
