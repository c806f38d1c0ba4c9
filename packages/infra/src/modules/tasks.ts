import { AttributeType, ProjectionType } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { ModuleDefinition } from '../module-definition.ts';
import { createModuleTable } from '../module-table.ts';

const STATUS_INDEX = 'by-status';

export const tasksModule: ModuleDefinition = {
  name: 'tasks',
  id: 'Tasks',
  createTable(scope, settings) {
    const table = createModuleTable(scope, 'TasksTable', settings);
    table.addGlobalSecondaryIndex({
      indexName: STATUS_INDEX,
      partitionKey: { name: 'ownerStatus', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      projectionType: ProjectionType.ALL,
    });
    return table;
  },
  permissions: (table) => [
    new PolicyStatement({
      actions: ['dynamodb:DeleteItem', 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
      resources: [table.tableArn],
    }),
    new PolicyStatement({
      actions: ['dynamodb:Query'],
      resources: [table.tableArn, `${table.tableArn}/index/${STATUS_INDEX}`],
    }),
  ],
};
