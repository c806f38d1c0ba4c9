import { existingGroup, type LogsOperation } from '../logs-call.ts';
import { taggedGroup } from '../tagged-group.ts';

export const untagResource: LogsOperation = async (call) => {
  const { name, arn } = taggedGroup(call);
  call.authorize('logs:UntagResource', arn);
  const group = existingGroup(call, name);
  const gone = new Set(call.input.textList('tagKeys') ?? []);
  const tags = Object.fromEntries(Object.entries(group.tags).filter(([key]) => !gone.has(key)));
  await call.store.putGroup({ ...group, tags });
  return undefined;
};
