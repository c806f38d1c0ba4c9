import { AwsError } from '../../aws/aws-error.ts';
import { authorizeTable } from '../authorization.ts';
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
  globalIndexCreation,
  onDemandThroughput,
  provisionedThroughput,
  streamSpecification,
  tableClass,
  warmThroughput,
} from '../table-shapes.ts';
import { updateTable as changeTable, checkTableUpdate } from '../table-update.ts';
import { notEmulated } from '../unsupported.ts';
import { validationError } from '../validation-error.ts';

const input = structure({
  AttributeDefinitions: optional(attributeDefinitions),
  TableName: optional(managedTableName),
  BillingMode: optional(billingMode),
  ProvisionedThroughput: optional(provisionedThroughput),
  OnDemandThroughput: optional(onDemandThroughput),
  WarmThroughput: optional(warmThroughput),
  GlobalSecondaryIndexUpdates: optional(
    list(
      structure({
        Create: optional(globalIndexCreation),
        Update: optional(
          structure({
            IndexName: indexName,
            ProvisionedThroughput: optional(provisionedThroughput),
            OnDemandThroughput: optional(onDemandThroughput),
            WarmThroughput: optional(warmThroughput),
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
  GlobalTableWitnessUpdates: optional(notEmulated('GlobalTableWitnessUpdates')),
  GlobalTableSettingsReplicationMode: optional(notEmulated('GlobalTableSettingsReplicationMode')),
  DisassociationProtectionEnabled: optional(notEmulated('DisassociationProtectionEnabled')),
  VectorIndexUpdates: optional(notEmulated('VectorIndexUpdates')),
});

export const updateTable: Operation = operation('UpdateTable', input, async (engine, request, caller) => {
  const { TableName, ...update } = request;
  const reference = tableReference(engine, requireTableName(TableName));
  authorizeTable(engine, caller, 'UpdateTable', reference);
  const { AttributeDefinitions: _attributes, GlobalSecondaryIndexUpdates: updates = [], ...others } = update;
  if (Object.keys(others).length === 0 && updates.length === 0) {
    throw validationError(
      'At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, ' +
        'GlobalSecondaryIndexUpdates or SSESpecification or ReplicaUpdates is required',
    );
  }
  checkTableUpdate(update);
  const table = findTable(engine, reference);
  if (table === undefined) throw tableNotFound(reference.name);
  if (updates.filter(({ Create, Delete }) => Create ?? Delete).length > 1) {
    throw new AwsError(
      'LimitExceededException',
      'Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table',
    );
  }
  const gone = new Set(updates.map((each) => each.Delete?.IndexName));
  const leaving = table.definition.indexes.filter(({ name }) => gone.has(name));
  await changeTable(engine, table, update);
  return { TableDescription: describeTable(engine, table, 'UPDATING', leaving) };
});
