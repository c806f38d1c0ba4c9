import { checkGlobalKeys, checkKeys } from './key-schema.ts';
import { newOnDemandLimits } from './on-demand-limits.ts';
import {
  type IndexDefinition,
  type KeyAttribute,
  type KeySchema,
  keyNames,
  type Projection,
  type StreamDefinition,
  type Throughput,
  type WarmThroughput,
} from './table-definition.ts';
import type {
  AttributeDefinitionsInput,
  BillingMode,
  GlobalIndexInput,
  KeySchemaInput,
  LocalIndexInput,
  ProjectionInput,
  StreamInput,
  ThroughputInput,
  WarmInput,
} from './table-shapes.ts';
import { invalidParameter, validationError } from './validation-error.ts';

const MAX_UNITS = 1_000_000_000_000;
const MAX_LOCAL_INDEXES = 5;
export const MAX_GLOBAL_INDEXES = 20;
const MAX_PROJECTED_ATTRIBUTES = 100;

/** What CreateTable asks for, as far as keys, indexes and capacity go. */
export interface TableSpec {
  readonly AttributeDefinitions: AttributeDefinitionsInput;
  readonly KeySchema: KeySchemaInput;
  readonly BillingMode?: BillingMode;
  readonly ProvisionedThroughput?: ThroughputInput;
  readonly LocalSecondaryIndexes?: readonly LocalIndexInput[];
  readonly GlobalSecondaryIndexes?: readonly GlobalIndexInput[];
}

/** The checked parts of a new table. Throws AwsError ValidationException in AWS's order and words. */
export function checkTableSpec(spec: TableSpec): {
  readonly attributes: readonly KeyAttribute[];
  readonly keys: KeySchema;
  readonly indexes: readonly IndexDefinition[];
  readonly throughput?: Throughput;
} {
  const throughput = checkBilling(spec.BillingMode ?? 'PROVISIONED', spec.ProvisionedThroughput);
  const attributes = spec.AttributeDefinitions.map(({ AttributeName, AttributeType }) => ({
    name: AttributeName,
    type: AttributeType,
  }));
  if (spec.KeySchema.length > attributes.length) {
    throw validationError('Invalid KeySchema: Some index key attribute have no definition');
  }
  const keys = checkKeys(spec.KeySchema, attributes);
  const local = spec.LocalSecondaryIndexes;
  const global = spec.GlobalSecondaryIndexes;
  if (local === undefined && global === undefined && spec.KeySchema.length !== attributes.length) {
    throw invalidParameter(
      'Number of attributes in KeySchema does not exactly match number of attributes defined in ' +
        'AttributeDefinitions',
    );
  }
  const names = new Set<string>();
  const indexes = [
    ...checkLocalIndexes(local, keys, attributes, names),
    ...checkGlobalIndexes(global, spec.BillingMode ?? 'PROVISIONED', attributes, names),
  ];
  checkProjectedCount(indexes);
  refuseUnusedAttributes(attributes, keys, indexes);
  return {
    attributes,
    keys,
    indexes: indexes.map((index, at) => ({ ...index, number: at + 1 })),
    ...(throughput && { throughput }),
  };
}

/** The throughput of a table in that mode. Throws AwsError ValidationException. */
export function checkBilling(
  mode: BillingMode,
  throughput: ThroughputInput | undefined,
): Throughput | undefined {
  if (mode === 'PAY_PER_REQUEST') {
    if (throughput === undefined) return undefined;
    throw invalidParameter(
      'Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST',
    );
  }
  if (throughput === undefined) {
    throw invalidParameter(
      'ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED',
    );
  }
  return checkThroughput(throughput);
}

export function checkThroughput(input: ThroughputInput): Throughput {
  for (const name of ['ReadCapacityUnits', 'WriteCapacityUnits'] as const) {
    if (input[name] > MAX_UNITS) {
      throw validationError(`Given value ${input[name]} for ${name} is out of bounds`);
    }
  }
  return { read: input.ReadCapacityUnits, write: input.WriteCapacityUnits };
}

/** A global index that is yet without its number. */
export function checkGlobalIndex(
  input: GlobalIndexInput,
  mode: BillingMode,
  attributes: readonly KeyAttribute[],
): Omit<IndexDefinition, 'number'> {
  const keys = checkGlobalKeys(input.KeySchema, attributes);
  const projection = checkProjection(input.Projection);
  if (mode === 'PAY_PER_REQUEST' && input.ProvisionedThroughput !== undefined) {
    throw invalidParameter(
      `ProvisionedThroughput should not be specified for index: ${input.IndexName} when BillingMode is ` +
        'PAY_PER_REQUEST',
    );
  }
  if (mode === 'PROVISIONED' && input.ProvisionedThroughput === undefined) {
    throw invalidParameter(`ProvisionedThroughput must be specified for index: ${input.IndexName}`);
  }
  const onDemandLimits = newOnDemandLimits(input.OnDemandThroughput, mode, `index: ${input.IndexName}`);
  return {
    name: input.IndexName,
    kind: 'global',
    keys,
    projection,
    ...(input.ProvisionedThroughput && { throughput: checkThroughput(input.ProvisionedThroughput) }),
    ...(onDemandLimits && { onDemandLimits }),
    ...(input.WarmThroughput && { warmThroughput: warmThroughputOf(input.WarmThroughput) }),
    state: 'ACTIVE',
  };
}

export function warmThroughputOf(input: WarmInput): WarmThroughput {
  return {
    ...(input.ReadUnitsPerSecond !== undefined && { read: input.ReadUnitsPerSecond }),
    ...(input.WriteUnitsPerSecond !== undefined && { write: input.WriteUnitsPerSecond }),
  };
}

/** The stream that a specification asks for; undefined for none. Throws AwsError ValidationException. */
export function checkStream(input: StreamInput, now: number, number: number): StreamDefinition | undefined {
  if (!input.StreamEnabled) {
    if (input.StreamViewType === undefined) return undefined;
    throw invalidParameter('StreamViewType must not be specified when StreamEnabled is false');
  }
  if (input.StreamViewType === undefined) {
    throw invalidParameter('StreamViewType must be specified when StreamEnabled is true');
  }
  return {
    number,
    label: new Date(now).toISOString().slice(0, -1),
    view: input.StreamViewType,
    enabled: true,
    createdAt: now,
  };
}

function checkLocalIndexes(
  inputs: readonly LocalIndexInput[] | undefined,
  tableKeys: KeySchema,
  attributes: readonly KeyAttribute[],
  names: Set<string>,
): Omit<IndexDefinition, 'number'>[] {
  if (inputs === undefined) return [];
  if (inputs.length === 0) throw invalidParameter('List of LocalSecondaryIndexes is empty');
  if (tableKeys.sort === undefined) {
    throw invalidParameter(
      'Table KeySchema does not have a range key, which is required when specifying a LocalSecondaryIndex',
    );
  }
  const indexes = inputs.map((input) => {
    const keys = checkKeys(input.KeySchema, attributes);
    if (keys.sort === undefined) {
      throw invalidParameter(`Index KeySchema does not have a range key for index: ${input.IndexName}`);
    }
    if (keys.partition.name !== tableKeys.partition.name) {
      throw invalidParameter(
        'Index KeySchema does not have the same leading hash key as table KeySchema for index: ' +
          `${input.IndexName}. index hash key: ${keys.partition.name}, ` +
          `table hash key: ${tableKeys.partition.name}`,
      );
    }
    const projection = checkProjection(input.Projection);
    takeName(input.IndexName, names);
    return { name: input.IndexName, kind: 'local', keys, projection, state: 'ACTIVE' } as const;
  });
  if (indexes.length > MAX_LOCAL_INDEXES) {
    throw invalidParameter('Number of LocalSecondaryIndexes exceeds per-table limit of 5');
  }
  return indexes;
}

function checkGlobalIndexes(
  inputs: readonly GlobalIndexInput[] | undefined,
  mode: BillingMode,
  attributes: readonly KeyAttribute[],
  names: Set<string>,
): Omit<IndexDefinition, 'number'>[] {
  if (inputs === undefined) return [];
  if (inputs.length === 0) throw invalidParameter('List of GlobalSecondaryIndexes is empty');
  const indexes = inputs.map((input) => {
    const index = checkGlobalIndex(input, mode, attributes);
    takeName(index.name, names);
    return index;
  });
  if (indexes.length > MAX_GLOBAL_INDEXES) {
    throw invalidParameter('GlobalSecondaryIndex count exceeds the per-table limit of 20');
  }
  return indexes;
}

function takeName(name: string, names: Set<string>): void {
  if (names.has(name)) throw invalidParameter(`Duplicate index name: ${name}`);
  names.add(name);
}

function checkProjection(input: ProjectionInput): Projection {
  const type = input.ProjectionType;
  if (type === undefined) throw invalidParameter('Unknown ProjectionType: null');
  if (type !== 'INCLUDE' && input.NonKeyAttributes !== undefined) {
    throw invalidParameter(`ProjectionType is ${type}, but NonKeyAttributes is specified`);
  }
  if (type === 'INCLUDE' && input.NonKeyAttributes === undefined) {
    throw invalidParameter('ProjectionType is INCLUDE, but NonKeyAttributes is not specified');
  }
  return { type, attributes: input.NonKeyAttributes ?? [] };
}

function checkProjectedCount(indexes: readonly Omit<IndexDefinition, 'number'>[]): void {
  const count = indexes.reduce((sum, { projection }) => sum + projection.attributes.length, 0);
  if (count > MAX_PROJECTED_ATTRIBUTES) {
    throw invalidParameter('Number of projected attributes in all indexes exceeds the limit of 100');
  }
}

function refuseUnusedAttributes(
  attributes: readonly KeyAttribute[],
  keys: KeySchema,
  indexes: readonly Omit<IndexDefinition, 'number'>[],
): void {
  const used = new Set([keys, ...indexes.map((index) => index.keys)].flatMap(keyNames));
  if (attributes.every(({ name }) => used.has(name))) return;
  throw invalidParameter(
    `Some AttributeDefinitions are not used. AttributeDefinitions: ` +
      `[${attributes.map(({ name }) => name).join(', ')}], keys used: [${[...used].join(', ')}]`,
  );
}
