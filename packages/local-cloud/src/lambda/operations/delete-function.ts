import { AwsError } from '../../aws/aws-error.ts';
import { functionNotFound } from '../function-name.ts';
import { functionArn } from '../function-record.ts';
import { existingFunction, invalidParameter, type LambdaOperation, referenceOf } from '../lambda-call.ts';
import { noContent } from '../wire.ts';

/**
 * Deletes a function with all of its versions, or one version.
 * https://docs.aws.amazon.com/lambda/latest/api/API_DeleteFunction.html
 */
export const deleteFunction: LambdaOperation = async (call) => {
  const { account, functions } = call;
  const reference = referenceOf(call);
  const { name, qualifier } = reference;
  call.caller.authorize({
    action: 'lambda:DeleteFunction',
    resource: functionArn(account, name, qualifier),
  });
  const record = existingFunction(call, reference);
  if (qualifier === undefined) {
    await functions.delete(name);
    return noContent(204, call.request);
  }
  if (qualifier === '$LATEST') {
    throw invalidParameter('$LATEST version cannot be deleted without deleting the function.');
  }
  const { [qualifier]: gone, ...versions } = record.versions;
  if (gone === undefined) throw functionNotFound(account, reference);
  const pointing = Object.entries(record.aliases).filter(
    ([, { version, routing }]) => version === qualifier || routing?.version === qualifier,
  );
  if (pointing.length > 0) {
    throw new AwsError(
      'ResourceConflictException',
      `Cannot delete a version that aliases point to: ${pointing.map(([alias]) => alias).join(', ')}.`,
      409,
    );
  }
  await functions.put({ ...record, versions });
  return noContent(204, call.request);
};
