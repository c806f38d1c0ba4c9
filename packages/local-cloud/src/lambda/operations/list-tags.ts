import { functionArn } from '../function-record.ts';
import { existingFunction, type LambdaOperation, referenceOf } from '../lambda-call.ts';
import { json } from '../wire.ts';

export const listTags: LambdaOperation = async (call) => {
  const reference = referenceOf(call);
  call.caller.authorize({
    action: 'lambda:ListTags',
    resource: functionArn(call.account, reference.name),
  });
  return json(200, { Tags: existingFunction(call, reference).tags }, call.request);
};
