import { RETENTION_DAYS } from '../log-group.ts';
import { authorizeGroup, existingGroup, type LogsOperation } from '../logs-call.ts';
import { invalid } from '../logs-input.ts';

export const putRetentionPolicy: LogsOperation = async (call) => {
  const name = call.input.groupName();
  const retentionInDays = call.input.optionalInteger('retentionInDays', 1, 3653);
  if (retentionInDays === undefined || !RETENTION_DAYS.includes(retentionInDays)) {
    throw invalid(`retentionInDays must be one of ${RETENTION_DAYS.join(', ')}.`);
  }
  authorizeGroup(call, 'logs:PutRetentionPolicy', name);
  await call.store.putGroup({ ...existingGroup(call, name), retentionInDays });
  return undefined;
};
