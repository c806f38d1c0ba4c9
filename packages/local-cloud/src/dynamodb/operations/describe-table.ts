import { authorizeTable } from '../authorization.ts';
import { findTable, type Operation, tableReference } from '../engine.ts';
import { operation } from '../operation.ts';
import { optional, structure } from '../shape.ts';
import { describeTable as description } from '../table-description.ts';
import { managedTableName, requireTableName } from '../table-names.ts';
import { tableNotFound } from '../table-not-found.ts';

const input = structure({ TableName: optional(managedTableName) });

export const describeTable: Operation = operation('DescribeTable', input, (engine, request, caller) => {
  const reference = tableReference(engine, requireTableName(request.TableName));
  authorizeTable(engine, caller, 'DescribeTable', reference);
  const table = findTable(engine, reference);
  if (table === undefined) throw tableNotFound(reference.name);
  return { Table: description(engine, table) };
});
