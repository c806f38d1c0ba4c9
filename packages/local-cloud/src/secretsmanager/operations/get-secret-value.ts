import { AwsError } from '../../aws/aws-error.ts';
import { type SecretOperation, secretFor, valueAnswer } from '../secret-call.ts';
import { CURRENT } from '../secret-store.ts';

export const getSecretValue: SecretOperation = async (call) => {
  const { name, arn, versions } = secretFor(call, 'GetSecretValue');
  const id = call.input.optionalText('VersionId');
  const stage = call.input.optionalText('VersionStage') ?? (id === undefined ? CURRENT : undefined);
  const found = versions.find(
    (version) =>
      (id === undefined || version.id === id) && (stage === undefined || version.stages.includes(stage)),
  );
  if (found === undefined) {
    const sought = id === undefined ? `staging label: ${stage}` : `VersionId: ${id}`;
    throw new AwsError(
      'ResourceNotFoundException',
      `Secrets Manager can't find the specified secret value for ${sought}`,
    );
  }
  return {
    ...{ ARN: arn, Name: name, VersionId: found.id, VersionStages: found.stages },
    ...valueAnswer(found),
    CreatedDate: found.createdAt / 1000,
  };
};
