import type { Caller } from '../../aws/aws-service.ts';
import { attributeNames } from '../attribute-names.ts';
import { type AttributeValue, attribute } from '../attribute-value.ts';
import type { ReturnConsumedCapacity } from '../capacity.ts';
import { type Engine, findTable, tableReference } from '../engine.ts';
import { authorizeItems } from '../item-authorization.ts';
import { findIndex, type KeySchema } from '../table-definition.ts';
import { conjuncts } from './conjuncts.ts';
import { possibleValues } from './primary-key.ts';
import type { Statement } from './statement.ts';

const ACTIONS: Readonly<Record<Statement['kind'], string>> = {
  select: 'PartiQLSelect',
  exists: 'PartiQLSelect',
  insert: 'PartiQLInsert',
  update: 'PartiQLUpdate',
  delete: 'PartiQLDelete',
};

/**
 * Asks whether the caller may run the statement. Throws AwsError AccessDeniedException.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-iam.html
 */
export function authorizeStatement(
  engine: Engine,
  caller: Caller,
  statement: Statement,
  returnConsumedCapacity?: ReturnConsumedCapacity,
): void {
  const { source } = statement;
  const reference = tableReference(engine, source.table);
  const table = findTable(engine, reference)?.definition;
  const index = source.index === undefined ? undefined : table && findIndex(table, source.index);
  const keys = index?.keys ?? table?.keys;
  const leadingKeys = keys && leadingValues(statement, keys);
  authorizeItems(engine, caller, {
    action: ACTIONS[statement.kind],
    table: reference,
    indexName: source.index,
    leadingKeys,
    attributes: namedAttributes(statement),
    select: statement.kind === 'select' ? selectOf(statement.columns) : undefined,
    fullTableScan: statement.kind === 'select' ? leadingKeys?.length === 0 : undefined,
    returnConsumedCapacity,
  });
}

function leadingValues(statement: Statement, { partition }: KeySchema): readonly AttributeValue[] {
  if (statement.kind === 'insert') {
    const value = attribute(statement.item, partition.name);
    return value === undefined ? [] : [value];
  }
  const where = statement.kind === 'exists' ? statement.select.where : statement.where;
  return conjuncts(where).flatMap((condition) => possibleValues(condition, partition.name) ?? []);
}

/** Undefined for a SELECT of all attributes, which names none. */
function namedAttributes(statement: Statement): readonly string[] | undefined {
  switch (statement.kind) {
    case 'select':
      return (
        statement.columns &&
        attributeNames({
          condition: statement.where,
          projection: { paths: statement.columns.map(({ path }) => path) },
        })
      );
    case 'exists':
      return attributeNames({ condition: statement.select.where });
    case 'insert':
      return Object.keys(statement.item);
    case 'update':
      return attributeNames({ condition: statement.where, update: statement.update });
    case 'delete':
      return attributeNames({ condition: statement.where });
  }
}

function selectOf(columns: readonly unknown[] | undefined): string {
  return columns === undefined ? 'ALL_ATTRIBUTES' : 'SPECIFIC_ATTRIBUTES';
}
