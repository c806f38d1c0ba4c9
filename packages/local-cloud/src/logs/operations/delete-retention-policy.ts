import { authorizeGroup, existingGroup, type LogsOperation } from '../logs-call.ts';

export const deleteRetentionPolicy: LogsOperation = async (call) => {
  const name = call.input.groupName();
  authorizeGroup(call, 'logs:DeleteRetentionPolicy', name);
  const { retentionInDays: _forever, ...group } = existingGroup(call, name);
  await call.store.putGroup(group);
  return undefined;
};
