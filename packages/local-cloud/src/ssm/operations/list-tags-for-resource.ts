import type { SsmOperation } from '../ssm-call.ts';
import { taggedParameter } from '../tagged-parameter.ts';

export const listTagsForResource: SsmOperation = async (call) => {
  const record = taggedParameter(call, 'ListTagsForResource');
  return { TagList: Object.entries(record.tags).map(([Key, Value]) => ({ Key, Value })) };
};
