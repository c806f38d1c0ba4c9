import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { createAttachmentBucket } from './attachment-bucket.ts';
import { modules } from './modules/modules.ts';
import { PeoplePool } from './people-pool.ts';
import type { Settings } from './settings.ts';
import { createSummaryBucket } from './summary-bucket.ts';
import { createTransferBucket } from './transfer-bucket.ts';

/** What must outlive every release: the people, the tables and the summaries. */
export class DataStack extends Stack {
  readonly people: PeoplePool;
  /** By the module's name. */
  readonly tables: ReadonlyMap<string, Table>;
  /** The contents of attachments. */
  readonly attachments: Bucket;
  /** The files of exports and imports. */
  readonly transfers: Bucket;
  /** The daily summaries of records. */
  readonly summaries: Bucket;

  constructor(scope: Construct, id: string, settings: Settings, props?: StackProps) {
    super(scope, id, { ...props, terminationProtection: settings.protectData });
    this.people = new PeoplePool(this, 'People', settings);
    this.tables = new Map(modules.map((module) => [module.name, module.createTable(this, settings)]));

    this.attachments = createAttachmentBucket(this, 'Attachments', settings);
    this.transfers = createTransferBucket(this, 'Transfers', settings);
    this.summaries = createSummaryBucket(this, 'RecordSummaries', settings);

    const output = (name: string, value: string): CfnOutput => new CfnOutput(this, name, { value });
    output('UserPoolId', this.people.pool.userPoolId);
    output('SignInUrl', this.people.signInUrl);
    output('AttachmentsBucketName', this.attachments.bucketName);
    output('TransfersBucketName', this.transfers.bucketName);
    output('RecordSummariesBucketName', this.summaries.bucketName);
    for (const { id: module, name } of modules) {
      const table = this.tables.get(name);
      if (table !== undefined) output(`${module}TableName`, table.tableName);
    }
  }
}
