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

/** TableNotFoundException, as the operations on backups have it. */
export function backedUpTableNotFound(name: string): AwsError {
  return new AwsError('TableNotFoundException', `Table not found: ${name}`);
}
