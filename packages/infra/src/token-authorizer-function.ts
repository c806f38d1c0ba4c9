import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { usageKeyValues } from './automation-usage.ts';
import { ServiceFunction } from './service-function.ts';

/** The function that knows personal access tokens. It reads one item of the tokens' table and notes uses there. */
export function createTokenAuthorizer(
  scope: Construct,
  id: string,
  code: string,
  table: Table,
): ServiceFunction {
  return new ServiceFunction(scope, id, {
    purpose: 'authorizer of personal access tokens',
    code,
    environment: { TABLE_NAME: table.tableName, USAGE_KEYS: usageKeyValues.join(',') },
    permissions: [
      new PolicyStatement({ actions: ['dynamodb:GetItem'], resources: [table.tableArn] }),
      new PolicyStatement({
        actions: ['dynamodb:UpdateItem'],
        resources: [table.tableArn],
        // Nothing of a token but when it was used, and nothing of it in the answer.
        conditions: {
          'ForAllValues:StringEquals': { 'dynamodb:Attributes': ['lastUsedAt', 'pk', 'sk'] },
          StringEqualsIfExists: { 'dynamodb:ReturnValues': 'NONE' },
        },
      }),
    ],
  });
}
