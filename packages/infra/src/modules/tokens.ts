import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { ModuleDefinition } from '../module-definition.ts';
import { createModuleTable } from '../module-table.ts';

export const tokensModule: ModuleDefinition = {
  name: 'tokens',
  id: 'Tokens',
  createTable: (scope, settings) => createModuleTable(scope, 'TokensTable', settings),
  permissions: (table) => [
    new PolicyStatement({
      actions: ['dynamodb:DeleteItem', 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query'],
      resources: [table.tableArn],
    }),
  ],
};
