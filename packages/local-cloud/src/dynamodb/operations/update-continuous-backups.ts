import { authorizeTable } from '../authorization.ts';
import { DEFAULT_RECOVERY_DAYS, describeBackups } from '../continuous-backups.ts';
import { findTable, type Operation, tableReference } from '../engine.ts';
import { operation } from '../operation.ts';
import { flag, integer, optional, structure } from '../shape.ts';
import { tableName } from '../table-names.ts';
import { backedUpTableNotFound } from '../table-not-found.ts';
import { setPointInTimeRecovery } from '../table-settings.ts';

const input = structure({
  TableName: tableName,
  PointInTimeRecoverySpecification: structure({
    PointInTimeRecoveryEnabled: flag(),
    RecoveryPeriodInDays: optional(integer({ min: 1, max: DEFAULT_RECOVERY_DAYS })),
  }),
});

export const updateContinuousBackups: Operation = operation(
  'UpdateContinuousBackups',
  input,
  async (engine, request, caller) => {
    const reference = tableReference(engine, request.TableName);
    authorizeTable(engine, caller, 'UpdateContinuousBackups', reference);
    const table = findTable(engine, reference);
    if (table === undefined) throw backedUpTableNotFound(reference.name);
    const { PointInTimeRecoveryEnabled: enabled, RecoveryPeriodInDays: days } =
      request.PointInTimeRecoverySpecification;
    await setPointInTimeRecovery(engine, table, enabled ? (days ?? DEFAULT_RECOVERY_DAYS) : undefined);
    return { ContinuousBackupsDescription: describeBackups(table.definition) };
  },
);
