import { AwsError } from '../../aws/aws-error.ts';
import { functionArn } from '../function-record.ts';
import { existingFunction, type LambdaOperation, referenceOf } from '../lambda-call.ts';
import { noContent } from '../wire.ts';

export const removePermission: LambdaOperation = async (call) => {
  const reference = referenceOf(call);
  const { name, qualifier = '' } = reference;
  const resource = functionArn(call.account, name, reference.qualifier);
  call.caller.authorize({ action: 'lambda:RemovePermission', resource });
  const record = existingFunction(call, reference);
  const statements = record.policies[qualifier] ?? [];
  const kept = statements.filter(({ sid }) => sid !== call.path.sid);
  if (kept.length === statements.length) {
    throw new AwsError(
      'ResourceNotFoundException',
      `Statement ${call.path.sid} is not found in resource policy.`,
      404,
    );
  }
  await call.functions.put({ ...record, policies: { ...record.policies, [qualifier]: kept } });
  return noContent(204, call.request);
};
