import { checkReservation } from '../account-concurrency.ts';
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
  const record = existingFunction(call, reference);
  checkReservation(call.functions.list(), record.name, reservedConcurrency);
  await call.functions.put({ ...record, reservedConcurrency });
  return json(200, { ReservedConcurrentExecutions: reservedConcurrency }, call.request);
};
