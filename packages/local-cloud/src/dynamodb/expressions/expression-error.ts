import type { AwsError } from '../../aws/aws-error.ts';
import { validationError } from '../validation-error.ts';

/** The request members that hold an expression. */
export type ExpressionKind =
  | 'ConditionExpression'
  | 'FilterExpression'
  | 'KeyConditionExpression'
  | 'ProjectionExpression'
  | 'UpdateExpression';

/** A ValidationException that names the expression it is about. */
export function invalidExpression(kind: ExpressionKind, message: string): AwsError {
  return validationError(`Invalid ${kind}: ${message}`);
}
