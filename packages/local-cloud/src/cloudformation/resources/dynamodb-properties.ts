import type { OnDemandInput, ThroughputInput } from '../../dynamodb/table-shapes.ts';
import type { TableInput } from '../../dynamodb/tables.ts';
import { type Json, type JsonObject, UnsupportedPropertyError } from '../resource-provider.ts';
import { flagOf, isObject, onlyMembers, textOf } from './property-values.ts';

/** A table as a template wants it, whichever of the two resource types says so. */
export interface WantedTable {
  /** All but the name, which the template may leave to be generated. */
  readonly input: Omit<TableInput, 'TableName'>;
  readonly name: string | undefined;
  /** The attribute that says when items go; undefined for none. */
  readonly timeToLive: string | undefined;
  /** How many days back the table could be restored; undefined when that is off. */
  readonly recoveryDays: number | undefined;
  /** The policies of the table and of its stream, as JSON. */
  readonly policy: string | undefined;
  readonly streamPolicy: string | undefined;
}

const DEFAULT_RECOVERY_DAYS = 35;

/** The table that an AWS::DynamoDB::Table's properties describe. */
export function wantedTable(properties: JsonObject): WantedTable {
  const recovery = object(properties.PointInTimeRecoverySpecification);
  return {
    name: textOf(properties.TableName),
    input: {
      ...sharedInput(properties),
      ...defined('ProvisionedThroughput', throughput(object(properties.ProvisionedThroughput))),
      ...defined('OnDemandThroughput', onDemand(object(properties.OnDemandThroughput))),
      ...defined(
        'GlobalSecondaryIndexes',
        list(properties.GlobalSecondaryIndexes)?.map((index) => ({
          ...localIndex(index),
          ...defined('ProvisionedThroughput', throughput(object(index.ProvisionedThroughput))),
        })),
      ),
      ...defined('SSESpecification', encryption(object(properties.SSESpecification))),
      ...tableSettings(properties),
    },
    timeToLive: timeToLive(properties),
    recoveryDays: recoveryDays(recovery),
    policy: policyText(properties.ResourcePolicy),
    streamPolicy: policyText(object(properties.StreamSpecification)?.ResourcePolicy),
  };
}

/** The table that an AWS::DynamoDB::GlobalTable's properties describe, of which the one replica is here. */
export function wantedGlobalTable(properties: JsonObject): WantedTable {
  const replica = list(properties.Replicas)?.[0] ?? {};
  const reads = new Map(
    (list(replica.GlobalSecondaryIndexes) ?? []).map((index) => [textOf(index.IndexName), index]),
  );
  const provisioned = properties.BillingMode === 'PROVISIONED';
  const units = (write: JsonObject, read: JsonObject): ThroughputInput => ({
    ReadCapacityUnits: capacity(object(read.ReadProvisionedThroughputSettings), 'Read'),
    WriteCapacityUnits: capacity(object(write.WriteProvisionedThroughputSettings), 'Write'),
  });
  const maxReads = object(replica.ReadOnDemandThroughputSettings)?.MaxReadRequestUnits;
  const maxWrites = object(properties.WriteOnDemandThroughputSettings)?.MaxWriteRequestUnits;
  const limits = onDemand(
    maxReads === undefined && maxWrites === undefined
      ? undefined
      : {
          ...(maxReads !== undefined && { MaxReadRequestUnits: maxReads }),
          ...(maxWrites !== undefined && { MaxWriteRequestUnits: maxWrites }),
        },
  );
  const keyId = object(replica.SSESpecification)?.KMSMasterKeyId;
  const sse = object(properties.SSESpecification);
  return {
    name: textOf(properties.TableName),
    input: {
      // CDK's TableV2 always says which; on demand is what it says by default.
      ...sharedInput({ ...properties, BillingMode: properties.BillingMode ?? 'PAY_PER_REQUEST' }),
      ...(provisioned && { ProvisionedThroughput: units(properties, replica) }),
      ...defined('OnDemandThroughput', limits),
      ...defined(
        'GlobalSecondaryIndexes',
        list(properties.GlobalSecondaryIndexes)?.map((index) => ({
          ...localIndex(index),
          ...(provisioned && {
            ProvisionedThroughput: units(index, reads.get(textOf(index.IndexName)) ?? {}),
          }),
        })),
      ),
      ...defined(
        'SSESpecification',
        encryption(sse && { ...sse, ...(keyId !== undefined && { KMSMasterKeyId: keyId }) }),
      ),
      ...tableSettings(replica),
    },
    timeToLive: timeToLive(properties),
    recoveryDays: recoveryDays(object(replica.PointInTimeRecoverySpecification)),
    policy: policyText(replica.ResourcePolicy),
    streamPolicy: policyText(object(replica.ReplicaStreamSpecification)?.ResourcePolicy),
  };
}

const KINESIS = 'changes would not reach the Kinesis stream.';
const MEMBERS: Readonly<Record<string, readonly string[]>> = {
  PointInTimeRecoverySpecification: ['PointInTimeRecoveryEnabled', 'RecoveryPeriodInDays'],
  ProvisionedThroughput: ['ReadCapacityUnits', 'WriteCapacityUnits'],
  SSESpecification: ['KMSMasterKeyId', 'SSEEnabled', 'SSEType'],
  ResourcePolicy: ['PolicyDocument'],
  StreamSpecification: ['ResourcePolicy', 'StreamViewType'],
  TimeToLiveSpecification: ['AttributeName', 'Enabled'],
};
const INDEX = [
  'IndexName',
  'KeySchema',
  'Projection',
  'ProvisionedThroughput',
  'OnDemandThroughput',
  'WriteProvisionedThroughputSettings',
  'WriteOnDemandThroughputSettings',
  'ContributorInsightsSpecification',
  'WarmThroughput',
];
const REPLICA = [
  'Region',
  'ContributorInsightsSpecification',
  'DeletionProtectionEnabled',
  'GlobalSecondaryIndexes',
  'PointInTimeRecoverySpecification',
  'ReadOnDemandThroughputSettings',
  'ReadProvisionedThroughputSettings',
  'ReplicaStreamSpecification',
  'ResourcePolicy',
  'SSESpecification',
  'TableClass',
  'Tags',
];
const REPLICA_REASONS = {
  GlobalTableSettingsReplicationMode: 'there is only one replica.',
  KinesisStreamSpecification: KINESIS,
};

/** Throws UnsupportedPropertyError for what is nested in the properties and not emulated. */
export function checkNested(properties: JsonObject): void {
  for (const [name, known] of Object.entries(MEMBERS)) {
    onlyMembers(properties[name], name, known);
  }
  for (const name of ['GlobalSecondaryIndexes', 'LocalSecondaryIndexes']) {
    for (const [at, index] of (list(properties[name]) ?? []).entries()) {
      onlyMembers(index, `${name}.${at}`, INDEX);
      if (name === 'LocalSecondaryIndexes' && (list(index.KeySchema) ?? []).length > 2) {
        throw new UnsupportedPropertyError(
          `${name}.${at}.KeySchema`,
          'only the keys of global indexes have more than two attributes.',
        );
      }
    }
  }
  const replicas = list(properties.Replicas) ?? [];
  if (replicas.length > 1) {
    throw new UnsupportedPropertyError('Replicas.1', 'a second replica would have to be in another region.');
  }
  for (const [at, replica] of replicas.entries())
    onlyMembers(replica, `Replicas.${at}`, REPLICA, REPLICA_REASONS);
}

function sharedInput(
  properties: JsonObject,
): Pick<
  TableInput,
  'AttributeDefinitions' | 'KeySchema' | 'BillingMode' | 'LocalSecondaryIndexes' | 'StreamSpecification'
> {
  const stream = object(properties.StreamSpecification);
  return {
    AttributeDefinitions: (list(properties.AttributeDefinitions) ?? []).map((each) => ({
      AttributeName: String(each.AttributeName),
      AttributeType: keyType(each.AttributeType),
    })),
    KeySchema: keySchema(properties.KeySchema),
    ...defined(
      'BillingMode',
      properties.BillingMode === undefined
        ? undefined
        : properties.BillingMode === 'PAY_PER_REQUEST'
          ? 'PAY_PER_REQUEST'
          : 'PROVISIONED',
    ),
    ...defined('LocalSecondaryIndexes', list(properties.LocalSecondaryIndexes)?.map(localIndex)),
    ...(stream !== undefined && {
      StreamSpecification: { StreamEnabled: true, StreamViewType: streamView(stream.StreamViewType) },
    }),
  };
}

function tableSettings(
  properties: JsonObject,
): Pick<TableInput, 'Tags' | 'TableClass' | 'DeletionProtectionEnabled'> {
  return {
    Tags: (list(properties.Tags) ?? []).map((tag) => ({ Key: String(tag.Key), Value: String(tag.Value) })),
    TableClass:
      properties.TableClass === 'STANDARD_INFREQUENT_ACCESS' ? 'STANDARD_INFREQUENT_ACCESS' : 'STANDARD',
    DeletionProtectionEnabled: flagOf(properties.DeletionProtectionEnabled),
  };
}

function localIndex(index: JsonObject): NonNullable<TableInput['LocalSecondaryIndexes']>[number] {
  const projection = object(index.Projection) ?? {};
  const names = Array.isArray(projection.NonKeyAttributes)
    ? projection.NonKeyAttributes.map(String)
    : undefined;
  return {
    IndexName: String(index.IndexName),
    KeySchema: keySchema(index.KeySchema),
    Projection: {
      ...defined('ProjectionType', projectionType(projection.ProjectionType)),
      ...defined('NonKeyAttributes', names),
    },
  };
}

function keySchema(value: Json | undefined): TableInput['KeySchema'] {
  return (list(value) ?? []).map((element) => ({
    AttributeName: String(element.AttributeName),
    KeyType: element.KeyType === 'RANGE' ? 'RANGE' : 'HASH',
  }));
}

function timeToLive(properties: JsonObject): string | undefined {
  const specification = object(properties.TimeToLiveSpecification);
  return flagOf(specification?.Enabled) ? textOf(specification?.AttributeName) : undefined;
}

function recoveryDays(specification: JsonObject | undefined): number | undefined {
  if (!flagOf(specification?.PointInTimeRecoveryEnabled)) return undefined;
  const days = specification?.RecoveryPeriodInDays;
  return days === undefined ? DEFAULT_RECOVERY_DAYS : Number(days);
}

function policyText(value: Json | undefined): string | undefined {
  const document = object(value)?.PolicyDocument;
  return document === undefined || typeof document === 'string' ? document : JSON.stringify(document);
}

function throughput(value: JsonObject | undefined): ThroughputInput | undefined {
  return (
    value && {
      ReadCapacityUnits: Number(value.ReadCapacityUnits),
      WriteCapacityUnits: Number(value.WriteCapacityUnits),
    }
  );
}

function onDemand(value: JsonObject | undefined): OnDemandInput | undefined {
  const { MaxReadRequestUnits: reads, MaxWriteRequestUnits: writes } = value ?? {};
  return (
    value && {
      ...(reads !== undefined && { MaxReadRequestUnits: Number(reads) }),
      ...(writes !== undefined && { MaxWriteRequestUnits: Number(writes) }),
    }
  );
}

/** The units that a setting begins with: fixed ones, or the least of a scaled capacity. */
function capacity(settings: JsonObject | undefined, direction: 'Read' | 'Write'): number {
  const scaling = object(settings?.[`${direction}CapacityAutoScalingSettings`]);
  const units = settings?.[`${direction}CapacityUnits`] ?? scaling?.SeedCapacity ?? scaling?.MinCapacity;
  return Number(units ?? 1);
}

function encryption(value: JsonObject | undefined): TableInput['SSESpecification'] {
  const keyId = textOf(value?.KMSMasterKeyId);
  return (
    value && { Enabled: flagOf(value.SSEEnabled), ...(keyId !== undefined && { KMSMasterKeyId: keyId }) }
  );
}

function keyType(value: Json | undefined): 'S' | 'N' | 'B' {
  return value === 'N' || value === 'B' ? value : 'S';
}

function projectionType(value: Json | undefined): 'ALL' | 'KEYS_ONLY' | 'INCLUDE' | undefined {
  return value === 'ALL' || value === 'KEYS_ONLY' || value === 'INCLUDE' ? value : undefined;
}

function streamView(
  value: Json | undefined,
): NonNullable<NonNullable<TableInput['StreamSpecification']>['StreamViewType']> {
  return value === 'NEW_IMAGE' || value === 'OLD_IMAGE' || value === 'KEYS_ONLY'
    ? value
    : 'NEW_AND_OLD_IMAGES';
}

function object(value: Json | undefined): JsonObject | undefined {
  return isObject(value) ? value : undefined;
}

/** The objects of a list; undefined for none, as CloudFormation takes an empty list. */
function list(value: Json | undefined): readonly JsonObject[] | undefined {
  return Array.isArray(value) && value.length > 0 ? value.filter(isObject) : undefined;
}

function defined<K extends string, V>(name: K, value: V | undefined): { readonly [N in K]?: V } {
  // The one member that the type names.
  return (value === undefined ? {} : { [name]: value }) as { readonly [N in K]?: V };
}
