import { AwsError } from '../../aws/aws-error.ts';
import { askedPolicy } from './asked-policy.ts';
import { encodedDocument, type IamOperation, required, timestamp } from './operation.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetPolicyVersion.html */
export const getPolicyVersion: IamOperation = (call) => {
  const { arn, document, record } = askedPolicy(call, 'iam:GetPolicyVersion');
  const version = required(call.parameters, 'VersionId');
  if (version !== 'v1') {
    throw new AwsError(
      'NoSuchEntity',
      `Policy ${arn} version ${version} does not exist or is not attachable.`,
      404,
    );
  }
  return {
    PolicyVersion: {
      Document: encodedDocument(document),
      VersionId: version,
      IsDefaultVersion: true,
      CreateDate: record === undefined ? undefined : timestamp(record.updatedAt),
    },
  };
};
