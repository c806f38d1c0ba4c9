import type { Duration } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { Settings } from './settings.ts';

/** The buckets of the data stack that modules use. */
export interface ModuleBuckets {
  readonly attachments: Bucket;
  readonly transfers: Bucket;
}

/** What a module of the application needs in the cloud. */
export interface ModuleDefinition {
  /** The module's name in the contract, such as `tasks`. */
  readonly name: string;
  /** The same as a part of construct ids and output names: `Tasks`. */
  readonly id: string;
  /** How long its function may take; 15 seconds when absent. */
  readonly timeout?: Duration;
  /** Makes the module's table in the data stack. */
  createTable(scope: Construct, settings: Settings): Table;
  /** All that the module's function may do besides writing its log: exact actions on exact resources. */
  permissions(table: Table, buckets: ModuleBuckets): readonly PolicyStatement[];
  /** Where the function finds the buckets that it uses. */
  environment?(buckets: ModuleBuckets): Readonly<Record<string, string>>;
}
