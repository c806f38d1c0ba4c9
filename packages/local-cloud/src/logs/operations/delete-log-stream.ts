import { logStreamArn } from '../log-group.ts';
import { existingGroup, existingStream, type LogsOperation } from '../logs-call.ts';

export const deleteLogStream: LogsOperation = async (call) => {
  const name = call.input.groupName();
  const stream = call.input.streamName();
  call.authorize('logs:DeleteLogStream', logStreamArn(call.account, name, stream));
  const group = existingGroup(call, name);
  await call.store.deleteStream(group, existingStream(call, group, stream));
  return undefined;
};
