import type { SsmOperation } from '../ssm-call.ts';
import { taggedParameter } from '../tagged-parameter.ts';

export const removeTagsFromResource: SsmOperation = async (call) => {
  const record = taggedParameter(call, 'RemoveTagsFromResource');
  const gone = call.input.texts('TagKeys');
  const kept = Object.entries(record.tags).filter(([key]) => !gone.includes(key));
  await call.parameters.put({ ...record, tags: Object.fromEntries(kept) });
  return {};
};
