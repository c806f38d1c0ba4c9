import { AwsError } from '../aws/aws-error.ts';

/** ResourceNotFoundException: operations on tables say the name, operations on items do not. */
export function tableNotFound(name?: string): AwsError {
  return new AwsError(
    'ResourceNotFoundException',
    name === undefined
      ? 'Requested resource not found'
      : `Requested resource not found: Table: ${name} not found`,
  );
}
