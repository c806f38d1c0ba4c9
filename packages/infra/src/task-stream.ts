import { Duration } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { EventSourceMapping, FilterCriteria, FilterRule, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { ATTACHMENTS } from './attachment-bucket.ts';
import { ServiceFunction } from './service-function.ts';

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

/** Follows the stream of the tasks' table: what belongs to a task goes when the task has gone. */
export class TaskStream extends Construct {
  readonly function: ServiceFunction;

  constructor(scope: Construct, id: string, { code, table, attachments }: TaskStreamProps) {
    super(scope, id);
    const { tableStreamArn } = table;
    if (tableStreamArn === undefined) throw new Error('The table of tasks has no stream');
    this.function = new ServiceFunction(this, 'Stream', {
      purpose: 'what follows from changes of tasks',
      code,
      environment: { TABLE_NAME: table.tableName, ATTACHMENTS_BUCKET: attachments.bucketName },
      timeout: Duration.minutes(2),
      permissions: [
        new PolicyStatement({
          actions: ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
          resources: [tableStreamArn],
        }),
        // DynamoDB knows no resource for it.
        new PolicyStatement({ actions: ['dynamodb:ListStreams'], resources: ['*'] }),
        new PolicyStatement({
          actions: ['dynamodb:DeleteItem', 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query'],
          resources: [table.tableArn],
          // What belongs to a task and what attachments take, never anybody's tasks.
          conditions: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['task#*', 'usage#*'] } },
        }),
        new PolicyStatement({
          actions: ['s3:DeleteObject'],
          resources: [attachments.arnForObjects(ATTACHMENTS)],
        }),
      ],
    });
    new EventSourceMapping(this, 'Changes', {
      target: this.function.function,
      eventSourceArn: tableStreamArn,
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: 100,
      bisectBatchOnError: true,
      reportBatchItemFailures: true,
      // About an hour, with the growing pauses in between; the stream itself keeps a record for a day.
      retryAttempts: 60,
      filters: [
        FilterCriteria.filter({ eventName: FilterRule.isEqual('INSERT'), dynamodb: startsWith('gone#') }),
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
