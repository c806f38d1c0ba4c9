import { AttributeType, ProjectionType, StreamViewType, type Table } from 'aws-cdk-lib/aws-dynamodb';
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

/** The indexes of the table, for policies. */
export function taskIndexArns(table: Table): readonly string[] {
  return INDEXES.map(([index]) => `${table.tableArn}/index/${index}`);
}

export const tasksModule: ModuleDefinition = {
  name: 'tasks',
  id: 'Tasks',
  createTable(scope, settings) {
    const table = createModuleTable(scope, 'TasksTable', settings, StreamViewType.NEW_AND_OLD_IMAGES);
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
  environment: ({ attachments, transfers }) => ({
    ATTACHMENTS_BUCKET: attachments.bucketName,
    TRANSFERS_BUCKET: transfers.bucketName,
  }),
  permissions: (table, { attachments, transfers }) => [
    new PolicyStatement({
      actions: ['dynamodb:ConditionCheckItem', 'dynamodb:DeleteItem', 'dynamodb:GetItem', 'dynamodb:PutItem'],
      resources: [table.tableArn],
    }),
    new PolicyStatement({
      actions: ['dynamodb:Query'],
      resources: [table.tableArn, ...taskIndexArns(table)],
    }),
    // What clients send it looks at and takes over; what it keeps it gives out.
    new PolicyStatement({
      actions: ['s3:GetObject', 's3:PutObject'],
      resources: [attachments.arnForObjects(ATTACHMENTS), attachments.arnForObjects(UPLOADS)],
    }),
    // It signs links to files of exports and imports and deletes them; another function makes them.
    new PolicyStatement({
      actions: ['s3:DeleteObject', 's3:GetObject'],
      resources: ['exports/*', 'imports/*', 'reports/*'].map((files) => transfers.arnForObjects(files)),
    }),
    new PolicyStatement({ actions: ['s3:PutObject'], resources: [transfers.arnForObjects('imports/*')] }),
  ],
};
