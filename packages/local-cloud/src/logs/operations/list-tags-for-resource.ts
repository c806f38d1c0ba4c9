import { existingGroup, type LogsOperation } from '../logs-call.ts';
import { taggedGroup } from '../tagged-group.ts';

export const listTagsForResource: LogsOperation = async (call) => {
  const { name, arn } = taggedGroup(call);
  call.authorize('logs:ListTagsForResource', arn);
  return { tags: existingGroup(call, name).tags };
};
