import { type Engine, tableArn } from './engine.ts';
import type { Table } from './table-catalogue.ts';
import type { IndexDefinition, KeySchema, TableDefinition, Throughput } from './table-definition.ts';

export type TableStatus = 'CREATING' | 'UPDATING' | 'DELETING' | 'ACTIVE';
type Wire = Readonly<Record<string, unknown>>;

/** TableDescription as the wire has it. Times are in seconds since the epoch. */
export function describeTable(engine: Engine, table: Table, status: TableStatus = 'ACTIVE'): Wire {
  const { definition, statistics } = table;
  const arn = tableArn(engine, definition.name);
  const local = definition.indexes.filter((index) => index.kind === 'local');
  const global = definition.indexes.filter((index) => index.kind === 'global');
  return {
    AttributeDefinitions: definition.attributes.map(({ name, type }) => ({
      AttributeName: name,
      AttributeType: type,
    })),
    TableName: definition.name,
    KeySchema: describeKeys(definition.keys),
    TableStatus: status,
    CreationDateTime: definition.createdAt / 1000,
    ProvisionedThroughput: describeThroughput(definition.throughput),
    TableSizeBytes: statistics.bytes,
    ItemCount: statistics.items,
    TableArn: arn,
    TableId: definition.id,
    ...describeBilling(definition),
    ...(definition.onDemandLimits && {
      OnDemandThroughput: {
        MaxReadRequestUnits: definition.onDemandLimits.read,
        MaxWriteRequestUnits: definition.onDemandLimits.write,
      },
    }),
    ...(local.length > 0 && {
      LocalSecondaryIndexes: local.map((index) => describeIndex(arn, index)),
    }),
    ...(global.length > 0 && {
      GlobalSecondaryIndexes: global.map((index) => ({
        ...describeIndex(arn, index),
        IndexStatus: status === 'CREATING' || status === 'DELETING' ? status : index.state,
        ...(index.state === 'CREATING' && { Backfilling: true }),
        ProvisionedThroughput: describeThroughput(index.throughput),
      })),
    }),
    ...describeStream(arn, definition),
    ...(definition.encryption && {
      SSEDescription: { Status: 'ENABLED', SSEType: 'KMS', KMSMasterKeyArn: definition.encryption.keyArn },
    }),
    ...(definition.tableClass !== 'STANDARD' && {
      TableClassSummary: { TableClass: definition.tableClass },
    }),
    DeletionProtectionEnabled: definition.deletionProtected,
  };
}

export function describeKeys(keys: KeySchema): readonly Wire[] {
  return [
    { AttributeName: keys.partition.name, KeyType: 'HASH' },
    ...(keys.sort === undefined ? [] : [{ AttributeName: keys.sort.name, KeyType: 'RANGE' }]),
  ];
}

/** The ARN of the table's stream; undefined when it never had one. */
export function streamArn(tableArnText: string, definition: TableDefinition): string | undefined {
  return definition.stream && `${tableArnText}/stream/${definition.stream.label}`;
}

function describeIndex(arn: string, index: IndexDefinition): Wire {
  return {
    IndexName: index.name,
    KeySchema: describeKeys(index.keys),
    Projection: {
      ProjectionType: index.projection.type,
      ...(index.projection.type === 'INCLUDE' && { NonKeyAttributes: index.projection.attributes }),
    },
    IndexSizeBytes: 0,
    ItemCount: 0,
    IndexArn: `${arn}/index/${index.name}`,
  };
}

function describeThroughput(throughput: Throughput | undefined): Wire {
  return {
    NumberOfDecreasesToday: 0,
    ReadCapacityUnits: throughput?.read ?? 0,
    WriteCapacityUnits: throughput?.write ?? 0,
  };
}

function describeBilling(definition: TableDefinition): Wire {
  if (definition.throughput !== undefined) return {};
  return {
    BillingModeSummary: {
      BillingMode: 'PAY_PER_REQUEST',
      LastUpdateToPayPerRequestDateTime: (definition.onDemandSince ?? definition.createdAt) / 1000,
    },
  };
}

function describeStream(arn: string, definition: TableDefinition): Wire {
  const { stream } = definition;
  if (stream === undefined) return {};
  return {
    ...(stream.enabled && {
      StreamSpecification: { StreamEnabled: true, StreamViewType: stream.view },
    }),
    LatestStreamLabel: stream.label,
    LatestStreamArn: streamArn(arn, definition),
  };
}
