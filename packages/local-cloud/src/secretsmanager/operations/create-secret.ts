import { AwsError } from '../../aws/aws-error.ts';
import { givenValue, type SecretOperation, versionId } from '../secret-call.ts';
import { checkSecretName, type SecretRecord, withVersion } from '../secret-store.ts';

export const createSecret: SecretOperation = async (call) => {
  const { input, secrets, sources, caller } = call;
  const name = input.text('Name');
  caller.authorize({ action: 'secretsmanager:CreateSecret', resource: secrets.arnOf(name) });
  checkSecretName(name);
  const existing = secrets.find(name);
  const id = versionId(call);
  if (existing?.versions.some((version) => version.id === id)) {
    return { ARN: existing.arn, Name: name, VersionId: id };
  }
  if (existing?.deletedUntil !== undefined) {
    throw new AwsError(
      'InvalidRequestException',
      "You can't create this secret because a secret with this name is already scheduled for deletion.",
    );
  }
  if (existing !== undefined) {
    throw new AwsError(
      'ResourceExistsException',
      `The operation failed because the secret ${name} already exists.`,
    );
  }
  const now = sources.now();
  const description = input.optionalText('Description');
  const record: SecretRecord = {
    ...{ name, arn: secrets.newArn(name, sources.uuid()), tags: input.tags(), versions: [] },
    ...{ createdAt: now, changedAt: now },
    ...(description === undefined ? {} : { description }),
  };
  const value = givenValue(call);
  await secrets.put(value === undefined ? record : withVersion(record, { id, createdAt: now, ...value }));
  return { ARN: record.arn, Name: name, ...(value === undefined ? {} : { VersionId: id }) };
};
