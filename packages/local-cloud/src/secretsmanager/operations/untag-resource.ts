import { type SecretOperation, secretFor } from '../secret-call.ts';

export const untagResource: SecretOperation = async (call) => {
  const record = secretFor(call, 'UntagResource');
  const gone = call.input.texts('TagKeys');
  const kept = Object.entries(record.tags).filter(([key]) => !gone.includes(key));
  await call.secrets.put({ ...record, tags: Object.fromEntries(kept) });
  return {};
};
