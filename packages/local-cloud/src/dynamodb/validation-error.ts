import { AwsError } from '../aws/aws-error.ts';

/*
 * How DynamoDB words its refusals is decided here. Constraints of a request's shape are counted and put
 * together (`Problems` in `shape.ts`); all other texts stand alone. AWS was seen to put
 * `1 validation error detected: ` before some of the latter too: the developer guide has them without, as
 * these do, and whoever matches a part of a text finds it in both.
 */

/** A ValidationException, DynamoDB's answer to most of what is wrong with a request. */
export function validationError(message: string): AwsError {
  return new AwsError('ValidationException', message);
}

const MAX_NAME_BYTES = 65_535;
const NAME_TOO_LARGE = 'Attribute name is too large, must be less than 65536 bytes';

/** Throws AwsError ValidationException for a name of an attribute that is longer than any may be. */
export function assertNameLength(bytes: number): void {
  if (bytes > MAX_NAME_BYTES) throw validationError(NAME_TOO_LARGE);
}

/** Whether `assertNameLength` threw this: DynamoDB says it in the same words wherever the name was. */
export function isNameTooLarge(error: AwsError): boolean {
  return error.message === NAME_TOO_LARGE;
}

/** A ValidationException about a parameter's value, with the words that DynamoDB puts before those. */
export function invalidParameter(message: string): AwsError {
  return validationError(`One or more parameter values were invalid: ${message}`);
}
