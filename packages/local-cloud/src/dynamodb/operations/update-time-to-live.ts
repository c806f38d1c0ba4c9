import { authorizeTable } from '../authorization.ts';
import { findTable, type Operation, tableReference } from '../engine.ts';
import { operation } from '../operation.ts';
import { flag, structure, text } from '../shape.ts';
import { tableName } from '../table-names.ts';
import { tableNotFound } from '../table-not-found.ts';
import { setTimeToLive } from '../time-to-live.ts';
import { validationError } from '../validation-error.ts';

const input = structure({
  TableName: tableName,
  TimeToLiveSpecification: structure({ AttributeName: text({ min: 1, max: 255 }), Enabled: flag() }),
});

export const updateTimeToLive: Operation = operation(
  'UpdateTimeToLive',
  input,
  async (engine, request, caller) => {
    const reference = tableReference(engine, request.TableName);
    authorizeTable(engine, caller, 'UpdateTimeToLive', reference);
    const table = findTable(engine, reference);
    if (table === undefined) throw tableNotFound(reference.name);
    const { AttributeName: name, Enabled: enabled } = request.TimeToLiveSpecification;
    const current = table.definition.timeToLive?.attribute;
    if (enabled && current === name) throw validationError('TimeToLive is already enabled');
    if (!enabled && current === undefined) throw validationError('TimeToLive is already disabled');
    if (current !== undefined && current !== name) {
      throw validationError(
        `TimeToLive is active on a different AttributeName: current AttributeName is ${current}`,
      );
    }
    await setTimeToLive(engine, table, enabled ? name : undefined);
    return { TimeToLiveSpecification: request.TimeToLiveSpecification };
  },
);
