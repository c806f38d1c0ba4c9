import { authorizeTable } from '../authorization.ts';
import { findTable, type Operation, tableReference } from '../engine.ts';
import { operation } from '../operation.ts';
import { optional, structure } from '../shape.ts';
import { describeDeletedTable } from '../table-description.ts';
import { managedTableName, requireTableName } from '../table-names.ts';
import { tableNotFound } from '../table-not-found.ts';
import { deleteTable as removeTable } from '../tables.ts';

const input = structure({ TableName: optional(managedTableName) });

export const deleteTable: Operation = operation('DeleteTable', input, async (engine, request, caller) => {
  const reference = tableReference(engine, requireTableName(request.TableName));
  authorizeTable(engine, caller, 'DeleteTable', reference);
  const table = findTable(engine, reference);
  if (table === undefined) throw tableNotFound(reference.name);
  await removeTable(engine, table);
  return { TableDescription: describeDeletedTable(engine, table) };
});
