import type { PointInTimeRecovery, TableDefinition } from './table-definition.ts';

export const DEFAULT_RECOVERY_DAYS = 35;

/**
 * ContinuousBackupsDescription as the wire has it. The setting is kept and answered; nothing on one
 * machine is backed up by it.
 */
export function describeBackups(definition: TableDefinition): Readonly<Record<string, unknown>> {
  return {
    ContinuousBackupsStatus: 'ENABLED',
    PointInTimeRecoveryDescription: describeRecovery(definition.pointInTimeRecovery),
  };
}

function describeRecovery(recovery: PointInTimeRecovery | undefined): Readonly<Record<string, unknown>> {
  if (recovery === undefined) return { PointInTimeRecoveryStatus: 'DISABLED' };
  return {
    PointInTimeRecoveryStatus: 'ENABLED',
    RecoveryPeriodInDays: recovery.days,
    EarliestRestorableDateTime: recovery.since / 1000,
    LatestRestorableDateTime: recovery.since / 1000,
  };
}
