import { AttributeType, ProjectionType, StreamViewType } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { ATTACHMENTS, UPLOADS } from '../attachment-bucket.ts';
import type { ModuleDefinition } from '../module-definition.ts';
import { createModuleTable } from '../module-table.ts';

/** Each sort key by index. Every index holds whole tasks, so that a page of a list is one read. */
const INDEXES: readonly (readonly [name: string, partitionKey: string, sortKey: string])[] = [
  ['by-status', 'pk', 'statusKey'],
  ['by-list', 'listKey', 'position'],
  ['by-due', 'pk', 'dueKey'],
  ['by-updated', 'pk', 'updatedKey'],
  ['by-title', 'pk', 'titleKey'],
];

export const tasksModule: ModuleDefinition = {
  name: 'tasks',
  id: 'Tasks',
  createTable(scope, settings) {
    const table = createModuleTable(scope, 'TasksTable', settings, StreamViewType.KEYS_ONLY);
    for (const [indexName, partitionKey, sortKey] of INDEXES) {
      table.addGlobalSecondaryIndex({
        indexName,
        partitionKey: { name: partitionKey, type: AttributeType.STRING },
        sortKey: { name: sortKey, type: AttributeType.STRING },
        projectionType: ProjectionType.ALL,
      });
    }
    return table;
  },
  environment: ({ attachments }) => ({ ATTACHMENTS_BUCKET: attachments.bucketName }),
  permissions: (table, { attachments }) => [
    new PolicyStatement({
      actions: ['dynamodb:ConditionCheckItem', 'dynamodb:DeleteItem', 'dynamodb:GetItem', 'dynamodb:PutItem'],
      resources: [table.tableArn],
    }),
    new PolicyStatement({
      actions: ['dynamodb:Query'],
      resources: [table.tableArn, ...INDEXES.map(([index]) => `${table.tableArn}/index/${index}`)],
    }),
    // What clients send it looks at and takes over; what it keeps it gives out.
    new PolicyStatement({
      actions: ['s3:GetObject', 's3:PutObject'],
      resources: [attachments.arnForObjects(ATTACHMENTS), attachments.arnForObjects(UPLOADS)],
    }),
  ],
};
