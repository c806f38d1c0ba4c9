import type { AwsError } from '../../aws/aws-error.ts';
import { validationError } from '../validation-error.ts';

/** The request members that hold an expression; `Statement` holds PartiQL. */
export type ExpressionKind =
  | 'Statement'
  | 'ConditionExpression'
  | 'FilterExpression'
  | 'KeyConditionExpression'
  | 'ProjectionExpression'
  | 'UpdateExpression';

/** A ValidationException that names the expression it is about; about a statement, there is nothing to name. */
export function invalidExpression(kind: ExpressionKind, message: string): AwsError {
  return validationError(kind === 'Statement' ? message : `Invalid ${kind}: ${message}`);
}
