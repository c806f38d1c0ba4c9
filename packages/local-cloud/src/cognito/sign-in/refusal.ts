import { AwsError } from '../../aws/aws-error.ts';

/**
 * An answer that tells the caller less than the journal: `why` becomes the error's cause, which is
 * never sent. It must hold no secret.
 */
export function refusal(code: string, message: string, why: string): AwsError {
  return new AwsError(code, message, 400, {}, { cause: new Error(why) });
}

/** What the journal says of an error. */
export function reasonOf(error: AwsError): string {
  return error.cause instanceof Error && error.cause.message !== '' ? error.cause.message : error.message;
}

export function wrongCredentials(why: string): AwsError {
  return refusal('NotAuthorizedException', 'Incorrect username or password.', why);
}
