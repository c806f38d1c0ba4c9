import { AwsError } from '../../aws/aws-error.ts';
import { findTable, type Operation, tableReference } from '../engine.ts';
import { operation } from '../operation.ts';
import { flag, list, optional, structure } from '../shape.ts';
import { describeTable } from '../table-description.ts';
import { indexName, managedTableName, requireTableName } from '../table-names.ts';
import { tableNotFound } from '../table-not-found.ts';
import {
  attributeDefinitions,
  billingMode,
  encryptionSpecification,
  globalIndex,
  onDemandThroughput,
  provisionedThroughput,
  streamSpecification,
  tableClass,
} from '../table-shapes.ts';
import { updateTable as changeTable } from '../table-update.ts';
import { notEmulated } from '../unsupported.ts';
import { validationError } from '../validation-error.ts';

const input = structure({
  AttributeDefinitions: optional(attributeDefinitions),
  TableName: optional(managedTableName),
  BillingMode: optional(billingMode),
  ProvisionedThroughput: optional(provisionedThroughput),
  OnDemandThroughput: optional(onDemandThroughput),
  GlobalSecondaryIndexUpdates: optional(
    list(
      structure({
        Create: optional(globalIndex),
        Update: optional(
          structure({
            IndexName: indexName,
            ProvisionedThroughput: optional(provisionedThroughput),
            OnDemandThroughput: optional(onDemandThroughput),
          }),
        ),
        Delete: optional(structure({ IndexName: indexName })),
      }),
    ),
  ),
  StreamSpecification: optional(streamSpecification),
  SSESpecification: optional(encryptionSpecification),
  TableClass: optional(tableClass),
  DeletionProtectionEnabled: optional(flag()),
  ReplicaUpdates: optional(notEmulated('ReplicaUpdates')),
  MultiRegionConsistency: optional(notEmulated('MultiRegionConsistency')),
});

export const updateTable: Operation = operation('UpdateTable', input, async (engine, request, caller) => {
  const { TableName, ...update } = request;
  const reference = tableReference(engine, requireTableName(TableName));
  caller.authorize({ action: 'dynamodb:UpdateTable', resource: reference.arn });
  const updates = update.GlobalSecondaryIndexUpdates ?? [];
  if (Object.keys(update).length === (update.AttributeDefinitions === undefined ? 0 : 1)) {
    throw validationError(
      'At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, ' +
        'GlobalSecondaryIndexUpdates or SSESpecification or ReplicaUpdates is required',
    );
  }
  const table = findTable(engine, reference);
  if (table === undefined) throw tableNotFound(reference.name);
  if (updates.filter(({ Create, Delete }) => Create ?? Delete).length > 1) {
    throw new AwsError(
      'LimitExceededException',
      'Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table',
    );
  }
  await changeTable(engine, table, update);
  return { TableDescription: describeTable(engine, table, 'UPDATING') };
});
