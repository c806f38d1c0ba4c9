import { AwsError } from '../../aws/aws-error.ts';
import { functionArn } from '../function-record.ts';
import { existingFunction, type LambdaOperation, referenceOf } from '../lambda-call.ts';
import { policyDocument } from '../resource-policy.ts';
import { json } from '../wire.ts';

export const getPolicy: LambdaOperation = async (call) => {
  const reference = referenceOf(call);
  const { name, qualifier = '' } = reference;
  const resource = functionArn(call.account, name, reference.qualifier);
  call.caller.authorize({ action: 'lambda:GetPolicy', resource });
  const statements = existingFunction(call, reference).policies[qualifier] ?? [];
  if (statements.length === 0) {
    throw new AwsError('ResourceNotFoundException', 'The resource you requested does not exist.', 404);
  }
  const policy = policyDocument(call.account, name, qualifier, statements);
  return json(200, { Policy: JSON.stringify(policy), RevisionId: policyRevision(policy) }, call.request);
};

function policyRevision(policy: object): string {
  return Buffer.from(JSON.stringify(policy)).toString('base64url').slice(-36);
}
