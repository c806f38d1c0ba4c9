import { givenValue, type SecretOperation, secretFor, versionId } from '../secret-call.ts';
import { withVersion } from '../secret-store.ts';

export const updateSecret: SecretOperation = async (call) => {
  const record = secretFor(call, 'UpdateSecret');
  const description = call.input.optionalText('Description');
  const described = description === undefined ? record : { ...record, description };
  const value = givenValue(call);
  const id = versionId(call);
  const createdAt = call.sources.now();
  const changed =
    value === undefined
      ? { ...described, changedAt: createdAt }
      : withVersion(described, { id, createdAt, ...value });
  await call.secrets.put(changed);
  return { ARN: record.arn, Name: record.name, ...(value === undefined ? {} : { VersionId: id }) };
};
