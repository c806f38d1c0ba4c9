import { functionArn } from '../function-record.ts';
import { existingFunction, type LambdaOperation, referenceOf } from '../lambda-call.ts';
import { noContent } from '../wire.ts';

export const deleteFunctionConcurrency: LambdaOperation = async (call) => {
  const reference = referenceOf(call);
  const resource = functionArn(call.account, reference.name);
  call.caller.authorize({ action: 'lambda:DeleteFunctionConcurrency', resource });
  const { reservedConcurrency: _removed, ...record } = existingFunction(call, reference);
  await call.functions.put(record);
  return noContent(204, call.request);
};
