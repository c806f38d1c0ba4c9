import { AttributeType, ProjectionType } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { ModuleDefinition } from '../module-definition.ts';
import { createModuleTable } from '../module-table.ts';

const TIME_INDEX = 'by-time';
const PINNED_INDEX = 'by-pinned';

/** What a list shows and what it searches: all but the body. */
const SUMMARY = ['title', 'titleKey', 'pinned', 'labels', 'version', 'createdAt', 'updatedAt'];

export const notesModule: ModuleDefinition = {
  name: 'notes',
  id: 'Notes',
  createTable(scope, settings) {
    const table = createModuleTable(scope, 'NotesTable', settings);
    table.addLocalSecondaryIndex({
      indexName: TIME_INDEX,
      sortKey: { name: 'noteId', type: AttributeType.STRING },
      projectionType: ProjectionType.INCLUDE,
      nonKeyAttributes: SUMMARY,
    });
    table.addLocalSecondaryIndex({
      indexName: PINNED_INDEX,
      sortKey: { name: 'pinnedNote', type: AttributeType.STRING },
      projectionType: ProjectionType.INCLUDE,
      nonKeyAttributes: [...SUMMARY, 'noteId'],
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
      resources: [TIME_INDEX, PINNED_INDEX].map((index) => `${table.tableArn}/index/${index}`),
    }),
  ],
};
