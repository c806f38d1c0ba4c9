import { Duration } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { FilterCriteria, FilterRule } from 'aws-cdk-lib/aws-lambda';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { taskIndexArns } from './modules/tasks.ts';
import { ServiceFunction } from './service-function.ts';
import { followStream, streamPermissions } from './stream-source.ts';

export interface TaskTransferProps {
  /** The folder with the bundled handler. */
  readonly code: string;
  /** The tasks' table, whose stream tells of what is to be done. */
  readonly table: Table;
  /** Where the files are. */
  readonly transfers: Bucket;
}

/** Exports and imports tasks, as long as that takes. */
export class TaskTransfer extends Construct {
  readonly function: ServiceFunction;

  constructor(scope: Construct, id: string, { code, table, transfers }: TaskTransferProps) {
    super(scope, id);
    const files = (...folders: readonly string[]): string[] =>
      folders.map((folder) => transfers.arnForObjects(`${folder}/*`));
    this.function = new ServiceFunction(this, 'Transfer', {
      purpose: 'exports and imports of tasks',
      code,
      environment: { TABLE_NAME: table.tableName, TRANSFERS_BUCKET: transfers.bucketName },
      timeout: Duration.minutes(15),
      permissions: [
        ...streamPermissions(table),
        new PolicyStatement({
          actions: ['dynamodb:GetItem', 'dynamodb:PutItem'],
          resources: [table.tableArn],
        }),
        new PolicyStatement({
          actions: ['dynamodb:Query'],
          resources: [table.tableArn, ...taskIndexArns(table)],
        }),
        new PolicyStatement({
          actions: ['s3:AbortMultipartUpload', 's3:PutObject'],
          resources: files('exports', 'reports'),
        }),
        new PolicyStatement({ actions: ['s3:GetObject'], resources: files('imports') }),
      ],
    });
    followStream(table, this.function, {
      // One at a time, and ten beside each other, so that a long one keeps few others waiting.
      batchSize: 1,
      parallelizationFactor: 10,
      retryAttempts: 3,
      filters: [
        FilterCriteria.filter({
          eventName: FilterRule.isEqual('INSERT'),
          dynamodb: { Keys: { sk: { S: FilterRule.beginsWith('job#') } } },
        }),
      ],
    });
  }
}
