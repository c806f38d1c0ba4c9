import { AwsError } from '../../aws/aws-error.ts';
import { givenValue, type SecretOperation, secretFor, versionId } from '../secret-call.ts';
import { CURRENT, withVersion } from '../secret-store.ts';

export const putSecretValue: SecretOperation = async (call) => {
  const record = secretFor(call, 'PutSecretValue');
  const value = givenValue(call);
  if (value === undefined) {
    throw new AwsError('InvalidParameterException', 'You must provide either SecretString or SecretBinary.');
  }
  const id = versionId(call);
  const given = call.input.texts('VersionStages');
  const stages = given.length === 0 ? [CURRENT] : given;
  const same = record.versions.find((version) => version.id === id);
  if (same !== undefined && (same.text !== value.text || same.binary !== value.binary)) {
    throw new AwsError(
      'ResourceExistsException',
      'The operation failed because a version with this id exists with another value.',
    );
  }
  if (same === undefined) {
    await call.secrets.put(withVersion(record, { id, createdAt: call.sources.now(), ...value }, stages));
  }
  return { ARN: record.arn, Name: record.name, VersionId: id, VersionStages: same?.stages ?? stages };
};
