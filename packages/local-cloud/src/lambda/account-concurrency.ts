import type { FunctionRecord } from './function-record.ts';
import { invalidParameter } from './lambda-call.ts';

/** Requests that all functions of an account may run at once on AWS, by default. */
export const ACCOUNT_CONCURRENCY = 1000;
/** What reservations must leave to the functions that have none. */
const MINIMUM_UNRESERVED = 100;

/** What the functions have reserved together. */
export function reservedInAll(functions: readonly FunctionRecord[]): number {
  return functions.reduce((sum, { reservedConcurrency = 0 }) => sum + reservedConcurrency, 0);
}

/**
 * Throws AwsError `InvalidParameterValueException` when too little would be left.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html
 */
export function checkReservation(functions: readonly FunctionRecord[], name: string, reserved: number): void {
  const others = reservedInAll(functions.filter((record) => record.name !== name));
  if (ACCOUNT_CONCURRENCY - others - reserved >= MINIMUM_UNRESERVED) return;
  throw invalidParameter(
    `Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [${MINIMUM_UNRESERVED}].`,
  );
}
