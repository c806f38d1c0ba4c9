import { Duration } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { FilterCriteria, FilterRule } from 'aws-cdk-lib/aws-lambda';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { ATTACHMENTS } from './attachment-bucket.ts';
import { ServiceFunction } from './service-function.ts';
import { followStream, streamPermissions } from './stream-source.ts';

export interface TaskStreamProps {
  /** The folder with the bundled handler. */
  readonly code: string;
  /** The tasks' table, whose stream is read. */
  readonly table: Table;
  readonly attachments: Bucket;
}

const startsWith = (...prefixes: readonly string[]): object => ({
  Keys: { sk: { S: prefixes.flatMap((prefix) => FilterRule.beginsWith(prefix)) } },
});

/** What DynamoDB signs the removals with that its time to live makes. */
const expired = { principalId: ['dynamodb.amazonaws.com'] };

/**
 * Follows the stream of the tasks' table: each change of a task comes into its history, and what belongs to a task goes
 * when the task has gone.
 */
export class TaskStream extends Construct {
  readonly function: ServiceFunction;

  constructor(scope: Construct, id: string, { code, table, attachments }: TaskStreamProps) {
    super(scope, id);
    this.function = new ServiceFunction(this, 'Stream', {
      purpose: 'what follows from changes of tasks',
      code,
      environment: { TABLE_NAME: table.tableName, ATTACHMENTS_BUCKET: attachments.bucketName },
      timeout: Duration.minutes(2),
      permissions: [
        ...streamPermissions(table),
        new PolicyStatement({
          actions: ['dynamodb:DeleteItem', 'dynamodb:PutItem', 'dynamodb:Query'],
          resources: [table.tableArn],
          // What belongs to a task and what attachments take, never anybody's tasks.
          conditions: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['task#*', 'usage#*'] } },
        }),
        // Whether a task was deleted for good is told in its owner's partition.
        new PolicyStatement({ actions: ['dynamodb:GetItem'], resources: [table.tableArn] }),
        new PolicyStatement({
          actions: ['s3:DeleteObject'],
          resources: [attachments.arnForObjects(ATTACHMENTS)],
        }),
      ],
    });
    followStream(table, this.function, {
      batchSize: 100,
      // About an hour, with the growing pauses in between; the stream itself keeps a record for a day.
      retryAttempts: 60,
      filters: [
        // Creations tell of no change. Those of comments and files tell of the last one again, which the function sees.
        FilterCriteria.filter({
          eventName: FilterRule.or('INSERT', 'MODIFY'),
          dynamodb: { NewImage: { lastChange: { M: { id: { S: FilterRule.exists() } } } } },
        }),
        // There is an older one when an import that was tried again has brought a deleted task back.
        FilterCriteria.filter({
          eventName: FilterRule.or('INSERT', 'MODIFY'),
          dynamodb: startsWith('gone#'),
        }),
        FilterCriteria.filter({
          eventName: FilterRule.isEqual('REMOVE'),
          dynamodb: startsWith('attachment#'),
        }),
        FilterCriteria.filter({
          eventName: FilterRule.isEqual('REMOVE'),
          userIdentity: expired,
          dynamodb: startsWith('trash#', 'upload#'),
        }),
      ],
    });
  }
}
