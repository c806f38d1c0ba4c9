import { Duration } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction as LambdaTarget } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { ServiceFunction } from './service-function.ts';

export interface RecordSummaryProps {
  /** The folder with the bundled handler. */
  readonly code: string;
  /** The records' table, whose counters are read. */
  readonly table: Table;
  readonly bucket: Bucket;
}

/** Writes what was saved on a day into the bucket, once a day. */
export class RecordSummary extends Construct {
  readonly function: ServiceFunction;

  constructor(scope: Construct, id: string, { code, table, bucket }: RecordSummaryProps) {
    super(scope, id);
    this.function = new ServiceFunction(this, 'Summary', {
      purpose: 'daily summary of records',
      code,
      environment: { TABLE_NAME: table.tableName, SUMMARY_BUCKET: bucket.bucketName },
      timeout: Duration.minutes(2),
      permissions: [
        new PolicyStatement({
          actions: ['dynamodb:Query'],
          resources: [table.tableArn],
          // The counters alone: it never sees anybody's data.
          conditions: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['day#*'] } },
        }),
        new PolicyStatement({
          actions: ['s3:PutObject'],
          resources: [bucket.arnForObjects('records/*')],
        }),
      ],
    });
    new Rule(this, 'Daily', {
      description: 'Taskyard: the summary of yesterday, a quarter of an hour after midnight UTC',
      schedule: Schedule.cron({ minute: '15', hour: '0' }),
      targets: [new LambdaTarget(this.function.function)],
    });
  }
}
