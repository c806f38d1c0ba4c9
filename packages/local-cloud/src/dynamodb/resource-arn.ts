import { AwsError } from '../aws/aws-error.ts';
import type { Caller } from '../aws/aws-service.ts';
import { authorizeTable } from './authorization.ts';
import { type Engine, findTable, tableReference } from './engine.ts';
import type { Table } from './table-catalogue.ts';
import { validationError } from './validation-error.ts';

const TABLE_ARN = /^arn:[^:]+:dynamodb:[^:]+:\d+:table\/[a-zA-Z0-9_.-]{3,255}$/;

/**
 * The table whose tags a request is about. Throws AwsError ValidationException for something that is no
 * table's ARN, AccessDeniedException when the caller may not, or ResourceNotFoundException.
 */
export function taggedTable(engine: Engine, arn: string, action: string, caller: Caller): Table {
  if (!TABLE_ARN.test(arn))
    throw validationError(`Invalid TableArn: Invalid ResourceArn provided as input ${arn}`);
  const reference = tableReference(engine, arn);
  authorizeTable(engine, caller, action, reference);
  const table = findTable(engine, reference);
  if (table === undefined) {
    throw new AwsError(
      'ResourceNotFoundException',
      `Requested resource not found: ResourcArn: ${arn} not found`,
    );
  }
  return table;
}
