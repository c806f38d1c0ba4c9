import { type SecretOperation, secretFor } from '../secret-call.ts';

export const tagResource: SecretOperation = async (call) => {
  const record = secretFor(call, 'TagResource');
  await call.secrets.put({ ...record, tags: { ...record.tags, ...call.input.tags() } });
  return {};
};
