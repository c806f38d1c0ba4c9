import { authorizeTable } from '../authorization.ts';
import { describeBackups } from '../continuous-backups.ts';
import { findTable, type Operation, tableReference } from '../engine.ts';
import { operation } from '../operation.ts';
import { structure } from '../shape.ts';
import { tableName } from '../table-names.ts';
import { backedUpTableNotFound } from '../table-not-found.ts';

const input = structure({ TableName: tableName });

export const describeContinuousBackups: Operation = operation(
  'DescribeContinuousBackups',
  input,
  (engine, request, caller) => {
    const reference = tableReference(engine, request.TableName);
    authorizeTable(engine, caller, 'DescribeContinuousBackups', reference);
    const table = findTable(engine, reference);
    if (table === undefined) throw backedUpTableNotFound(reference.name);
    return { ContinuousBackupsDescription: describeBackups(table.definition) };
  },
);
