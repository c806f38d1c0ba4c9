import { functionArn } from '../function-record.ts';
import { existingFunction, type LambdaOperation, referenceOf } from '../lambda-call.ts';
import { json } from '../wire.ts';

export const getFunctionConcurrency: LambdaOperation = async (call) => {
  const reference = referenceOf(call);
  const resource = functionArn(call.account, reference.name);
  call.caller.authorize({ action: 'lambda:GetFunctionConcurrency', resource });
  const { reservedConcurrency } = existingFunction(call, reference);
  return json(
    200,
    reservedConcurrency === undefined ? {} : { ReservedConcurrentExecutions: reservedConcurrency },
    call.request,
  );
};
