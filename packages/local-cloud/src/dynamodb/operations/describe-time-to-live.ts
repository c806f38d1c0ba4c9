import { authorizeTable } from '../authorization.ts';
import { findTable, type Operation, tableReference } from '../engine.ts';
import { operation } from '../operation.ts';
import { structure } from '../shape.ts';
import { tableName } from '../table-names.ts';
import { tableNotFound } from '../table-not-found.ts';

const input = structure({ TableName: tableName });

export const describeTimeToLive: Operation = operation(
  'DescribeTimeToLive',
  input,
  (engine, request, caller) => {
    const reference = tableReference(engine, request.TableName);
    authorizeTable(engine, caller, 'DescribeTimeToLive', reference);
    const table = findTable(engine, reference);
    if (table === undefined) throw tableNotFound(reference.name);
    const { timeToLive } = table.definition;
    return {
      TimeToLiveDescription:
        timeToLive === undefined
          ? { TimeToLiveStatus: 'DISABLED' }
          : { TimeToLiveStatus: 'ENABLED', AttributeName: timeToLive.attribute },
    };
  },
);
