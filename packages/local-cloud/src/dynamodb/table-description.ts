import { type Engine, tableArn } from './engine.ts';
import type { Table } from './table-catalogue.ts';
import {
  type IndexDefinition,
  type KeySchema,
  type OnDemandLimits,
  partitionAttributes,
  sortAttributes,
  type TableDefinition,
  type Throughput,
  type WarmThroughput,
} from './table-definition.ts';

export type TableStatus = 'CREATING' | 'UPDATING' | 'ACTIVE';
type Wire = Readonly<Record<string, unknown>>;

/**
 * TableDescription as the wire has it. Times are in seconds since the epoch. `leaving` are indexes that were
 * just dropped: the answer to that is the last one that tells of them.
 */
export function describeTable(
  engine: Engine,
  table: Table,
  status: TableStatus = 'ACTIVE',
  leaving: readonly IndexDefinition[] = [],
): Wire {
  const { definition, statistics } = table;
  const arn = tableArn(engine, definition.name);
  const local = definition.indexes.filter((index) => index.kind === 'local');
  const global = [...definition.indexes, ...leaving].filter((index) => index.kind === 'global');
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
    ...describeOnDemandLimits(definition.onDemandLimits),
    WarmThroughput: describeWarmThroughput(definition, status),
    ...(local.length > 0 && {
      LocalSecondaryIndexes: local.map((index) => describeIndex(arn, index)),
    }),
    ...(global.length > 0 && {
      GlobalSecondaryIndexes: global.map((index) => ({
        ...describeIndex(arn, index),
        IndexStatus: leaving.includes(index) ? 'DELETING' : status === 'CREATING' ? status : index.state,
        ...(index.state === 'CREATING' && { Backfilling: true }),
        ProvisionedThroughput: describeThroughput(index.throughput),
        ...describeOnDemandLimits(index.onDemandLimits),
        WarmThroughput: describeWarmThroughput(index, status === 'CREATING' ? status : index.state),
      })),
    }),
    ...describeStream(arn, definition),
    ...(definition.encryption && {
      SSEDescription: { Status: 'ENABLED', SSEType: 'KMS', KMSMasterKeyArn: definition.encryption.keyArn },
    }),
    ...describeTableClass(definition),
    DeletionProtectionEnabled: definition.deletionProtected,
  };
}

/** What is left to say of a table that goes. */
export function describeDeletedTable(engine: Engine, { definition }: Table): Wire {
  return {
    TableName: definition.name,
    TableStatus: 'DELETING',
    ProvisionedThroughput: describeThroughput(definition.throughput),
    TableSizeBytes: 0,
    ItemCount: 0,
    TableArn: tableArn(engine, definition.name),
    TableId: definition.id,
    ...describeBilling(definition),
    DeletionProtectionEnabled: definition.deletionProtected,
  };
}

export function describeKeys(keys: KeySchema): readonly Wire[] {
  return [
    ...partitionAttributes(keys).map(({ name }) => ({ AttributeName: name, KeyType: 'HASH' })),
    ...sortAttributes(keys).map(({ name }) => ({ AttributeName: name, KeyType: 'RANGE' })),
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
    ...(throughput?.raisedAt !== undefined && { LastIncreaseDateTime: throughput.raisedAt / 1000 }),
    ...(throughput?.loweredAt !== undefined && { LastDecreaseDateTime: throughput.loweredAt / 1000 }),
    NumberOfDecreasesToday: 0,
    ReadCapacityUnits: throughput?.read ?? 0,
    WriteCapacityUnits: throughput?.write ?? 0,
  };
}

function describeOnDemandLimits(limits: OnDemandLimits | undefined): Wire {
  if (limits === undefined) return {};
  return {
    OnDemandThroughput: { MaxReadRequestUnits: limits.read, MaxWriteRequestUnits: limits.write },
  };
}

/** What anything billed on demand is ready for from the beginning, in units a second. */
const ON_DEMAND_READY = { read: 12_000, write: 4_000 };

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/warm-throughput.html */
function describeWarmThroughput(
  { throughput, warmThroughput: asked }: { throughput?: Throughput; warmThroughput?: WarmThroughput },
  status: TableStatus,
): Wire {
  const ready = throughput ?? ON_DEMAND_READY;
  return {
    ReadUnitsPerSecond: Math.max(ready.read, asked?.read ?? 0),
    WriteUnitsPerSecond: Math.max(ready.write, asked?.write ?? 0),
    Status: status,
  };
}

function describeTableClass({ tableClass, tableClassSince }: TableDefinition): Wire {
  if (tableClass === 'STANDARD' && tableClassSince === undefined) return {};
  return {
    TableClassSummary: {
      TableClass: tableClass,
      ...(tableClassSince !== undefined && { LastUpdateDateTime: tableClassSince / 1000 }),
    },
  };
}

/** A table that was once billed on demand says so, also after it went back. */
function describeBilling(definition: TableDefinition): Wire {
  if (definition.throughput !== undefined && definition.onDemandSince === undefined) return {};
  const mode = definition.throughput === undefined ? 'PAY_PER_REQUEST' : 'PROVISIONED';
  const since = {
    LastUpdateToPayPerRequestDateTime: (definition.onDemandSince ?? definition.createdAt) / 1000,
  };
  return {
    BillingModeSummary: { BillingMode: mode, ...since },
    // The older name of the same, which the service still answers and its clients do not know.
    TableThroughputModeSummary: { TableThroughputMode: mode, ...since },
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
