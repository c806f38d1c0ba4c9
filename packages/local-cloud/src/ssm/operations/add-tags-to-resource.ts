import type { SsmOperation } from '../ssm-call.ts';
import { taggedParameter } from '../tagged-parameter.ts';

export const addTagsToResource: SsmOperation = async (call) => {
  const record = taggedParameter(call, 'AddTagsToResource');
  await call.parameters.put({ ...record, tags: { ...record.tags, ...call.input.tags() } });
  return {};
};
