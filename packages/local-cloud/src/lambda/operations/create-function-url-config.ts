import { AwsError } from '../../aws/aws-error.ts';
import { functionUrlId, withUrl } from '../function-url/function-url.ts';
import { urlAnswer, urlSettings, urlTarget } from '../function-url/url-settings.ts';
import { bodyMembers, type LambdaOperation } from '../lambda-call.ts';
import { json } from '../wire.ts';

export const createFunctionUrlConfig: LambdaOperation = async (call) => {
  const target = urlTarget(call, 'lambda:CreateFunctionUrlConfig');
  const { record, qualifier } = target;
  if (record.urls?.[qualifier] !== undefined) {
    throw new AwsError(
      'ResourceConflictException',
      `Failed to create function url config for [functionArn = ${record.name}]. Error message:  FunctionUrlConfig exists for this Lambda function`,
      409,
    );
  }
  const now = call.now();
  const url = {
    id: functionUrlId(call.account, record.name, qualifier),
    createdAt: now,
    changedAt: now,
    ...urlSettings(bodyMembers(call)),
  };
  await call.functions.put(withUrl(record, qualifier, url));
  return json(201, urlAnswer(call.account, target, url), call.request);
};
