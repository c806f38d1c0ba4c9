import { findTable, type Operation, tableNotFound, tableReference } from '../engine.ts';
import { operation } from '../operation.ts';
import { structure } from '../shape.ts';
import { tableName } from '../table-names.ts';

const input = structure({ TableName: tableName });

export const describeTimeToLive: Operation = operation(
  'DescribeTimeToLive',
  input,
  (engine, request, caller) => {
    const reference = tableReference(engine, request.TableName);
    caller.authorize({ action: 'dynamodb:DescribeTimeToLive', resource: reference.arn });
    const table = findTable(engine, reference);
    if (table === undefined) throw tableNotFound(reference.name);
    const { timeToLive } = table.definition;
    return {
      TimeToLiveDescription:
        timeToLive === undefined
          ? { TimeToLiveStatus: 'DISABLED' }
          : { TimeToLiveStatus: 'ENABLED', AttributeName: timeToLive },
    };
  },
);
