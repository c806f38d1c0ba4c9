import { existingGroup, type LogsOperation } from '../logs-call.ts';
import { taggedGroup } from '../tagged-group.ts';

export const tagResource: LogsOperation = async (call) => {
  const { name, arn } = taggedGroup(call);
  call.authorize('logs:TagResource', arn);
  const group = existingGroup(call, name);
  await call.store.putGroup({ ...group, tags: { ...group.tags, ...call.input.tags('tags') } });
  return undefined;
};
