import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { EventSourceMapping, type EventSourceMappingOptions, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { ServiceFunction } from './service-function.ts';

/** The ARN of a table's stream. Throws when it has none. */
export function streamOf(table: Table): string {
  if (table.tableStreamArn === undefined) throw new Error(`${table.node.path} has no stream`);
  return table.tableStreamArn;
}

/** What a function may do that follows the stream of a table. */
export function streamPermissions(table: Table): readonly PolicyStatement[] {
  return [
    new PolicyStatement({
      actions: ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
      resources: [streamOf(table)],
    }),
    // DynamoDB knows no resource for it.
    new PolicyStatement({ actions: ['dynamodb:ListStreams'], resources: ['*'] }),
  ];
}

/** Gives a function what the filters let through of the stream of a table, from its beginning. */
export function followStream(
  table: Table,
  { function: target }: ServiceFunction,
  options: Pick<
    EventSourceMappingOptions,
    'batchSize' | 'filters' | 'retryAttempts' | 'parallelizationFactor'
  >,
): Construct {
  return new EventSourceMapping(target, 'Changes', {
    target,
    eventSourceArn: streamOf(table),
    startingPosition: StartingPosition.TRIM_HORIZON,
    bisectBatchOnError: true,
    reportBatchItemFailures: true,
    ...options,
  });
}
