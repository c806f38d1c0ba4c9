import { AwsError } from '../../aws/aws-error.ts';

/**
 * The error of a policy that IAM does not take. `text` is IAM's; `detail` tells more than IAM does and
 * becomes the message of the cause.
 */
export function malformedPolicy(text: string, detail?: string, cause?: unknown): AwsError {
  const options = detail === undefined ? {} : { cause: new Error(detail, { cause }) };
  return new AwsError('MalformedPolicyDocument', text, 400, {}, options);
}

/** The text of an error, and of its cause where there is one: `Syntax errors in policy. (Sid is not a text)`. */
export function explainMalformedPolicy(error: AwsError): string {
  return error.cause instanceof Error ? `${error.message} (${error.cause.message})` : error.message;
}
