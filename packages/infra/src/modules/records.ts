import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { ModuleDefinition } from '../module-definition.ts';
import { createModuleTable } from '../module-table.ts';

export const recordsModule: ModuleDefinition = {
  name: 'records',
  id: 'Records',
  createTable: (scope, settings) => createModuleTable(scope, 'RecordsTable', settings),
  permissions: (table) => [
    new PolicyStatement({
      actions: [
        'dynamodb:DeleteItem',
        'dynamodb:GetItem',
        'dynamodb:PutItem',
        'dynamodb:Query',
        'dynamodb:UpdateItem',
      ],
      resources: [table.tableArn],
    }),
  ],
};
