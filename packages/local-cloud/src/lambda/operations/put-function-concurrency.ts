import { functionArn } from '../function-record.ts';
import {
  bodyMembers,
  existingFunction,
  invalidParameter,
  type LambdaOperation,
  referenceOf,
} from '../lambda-call.ts';
import { json } from '../wire.ts';

export const putFunctionConcurrency: LambdaOperation = async (call) => {
  const reference = referenceOf(call);
  const resource = functionArn(call.account, reference.name);
  call.caller.authorize({ action: 'lambda:PutFunctionConcurrency', resource });
  const { ReservedConcurrentExecutions: reservedConcurrency } = bodyMembers(call);
  if (
    typeof reservedConcurrency !== 'number' ||
    !Number.isInteger(reservedConcurrency) ||
    reservedConcurrency < 0
  ) {
    throw invalidParameter('ReservedConcurrentExecutions must be a whole number from 0 on.');
  }
  await call.functions.put({ ...existingFunction(call, reference), reservedConcurrency });
  return json(200, { ReservedConcurrentExecutions: reservedConcurrency }, call.request);
};
