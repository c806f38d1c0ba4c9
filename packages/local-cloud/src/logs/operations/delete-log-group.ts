import { authorizeGroup, existingGroup, type LogsOperation } from '../logs-call.ts';

export const deleteLogGroup: LogsOperation = async (call) => {
  const name = call.input.groupName();
  authorizeGroup(call, 'logs:DeleteLogGroup', name);
  await call.store.deleteGroup(existingGroup(call, name));
  return undefined;
};
