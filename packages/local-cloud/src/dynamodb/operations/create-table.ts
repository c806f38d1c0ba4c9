import type { Operation } from '../engine.ts';
import { tableReference } from '../engine.ts';
import { operation } from '../operation.ts';
import { flag, list, optional, structure, text } from '../shape.ts';
import { describeTable } from '../table-description.ts';
import { managedTableName, requireTableName } from '../table-names.ts';
import {
  attributeDefinitions,
  billingMode,
  encryptionSpecification,
  globalIndex,
  keySchema,
  localIndex,
  onDemandThroughput,
  provisionedThroughput,
  streamSpecification,
  tableClass,
  tag,
  warmThroughput,
} from '../table-shapes.ts';
import { createTable as makeTable } from '../tables.ts';
import { notEmulated } from '../unsupported.ts';

const input = structure({
  AttributeDefinitions: attributeDefinitions,
  TableName: optional(managedTableName),
  KeySchema: keySchema,
  LocalSecondaryIndexes: optional(list(localIndex)),
  GlobalSecondaryIndexes: optional(list(globalIndex)),
  BillingMode: optional(billingMode),
  ProvisionedThroughput: optional(provisionedThroughput),
  OnDemandThroughput: optional(onDemandThroughput),
  WarmThroughput: optional(warmThroughput),
  StreamSpecification: optional(streamSpecification),
  SSESpecification: optional(encryptionSpecification),
  Tags: optional(list(tag, { max: 50 })),
  TableClass: optional(tableClass),
  DeletionProtectionEnabled: optional(flag()),
  ResourcePolicy: optional(text({ min: 1 })),
  GlobalTableSourceArn: optional(notEmulated('GlobalTableSourceArn')),
  GlobalTableSettingsReplicationMode: optional(notEmulated('GlobalTableSettingsReplicationMode')),
  VectorIndexes: optional(notEmulated('VectorIndexes')),
});

export const createTable: Operation = operation('CreateTable', input, async (engine, request, caller) => {
  const name = requireTableName(request.TableName);
  const resource = tableReference(engine, name).arn;
  caller.authorize({ action: 'dynamodb:CreateTable', resource });
  if (request.ResourcePolicy !== undefined) {
    caller.authorize({ action: 'dynamodb:PutResourcePolicy', resource });
  }
  const table = await makeTable(engine, { ...request, TableName: name });
  return { TableDescription: describeTable(engine, table, 'CREATING') };
});
