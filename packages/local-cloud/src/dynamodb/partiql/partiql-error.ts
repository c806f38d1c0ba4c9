import type { AwsError } from '../../aws/aws-error.ts';
import { validationError } from '../validation-error.ts';

/** Where something stands in a statement, and how long it is; lines and columns count from one. */
export interface Position {
  readonly line: number;
  readonly column: number;
  readonly length: number;
}

/** The refusal of a statement that cannot be read. AWS gives no detail where its lexer gave up. */
export function notWellFormed(detail = ''): AwsError {
  return validationError(`Statement wasn't well formed, can't be processed: ${detail}`);
}

/** A refusal that points at a part of the statement. */
export function errorAt(message: string, { line, column, length }: Position): AwsError {
  return validationError(`${message} at ${line}:${column}:${length}`);
}
