import { AwsError } from '../aws/aws-error.ts';

/** A ValidationException, DynamoDB's answer to most of what is wrong with a request. */
export function validationError(message: string): AwsError {
  return new AwsError('ValidationException', message);
}

/** A ValidationException about a parameter's value, with the words that DynamoDB puts before those. */
export function invalidParameter(message: string): AwsError {
  return validationError(`One or more parameter values were invalid: ${message}`);
}
