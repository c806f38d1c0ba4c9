import { type SecretOperation, secretFor } from '../secret-call.ts';

export const restoreSecret: SecretOperation = async (call) => {
  const { deletedUntil: _gone, ...record } = secretFor(call, 'RestoreSecret', 'too');
  await call.secrets.put(record);
  return { ARN: record.arn, Name: record.name };
};
