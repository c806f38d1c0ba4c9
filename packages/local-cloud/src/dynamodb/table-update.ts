import { AwsError } from '../aws/aws-error.ts';
import { backfill } from './backfill.ts';
import type { Engine } from './engine.ts';
import { itemsPrefix, numberedPrefix, RECORD } from './entry-key.ts';
import { changedOnDemandLimits } from './on-demand-limits.ts';
import type { Table } from './table-catalogue.ts';
import {
  findIndex,
  type IndexDefinition,
  keyNames,
  type TableDefinition,
  type Throughput,
} from './table-definition.ts';
import type {
  AttributeDefinitionsInput,
  BillingMode,
  EncryptionInput,
  GlobalIndexInput,
  OnDemandInput,
  StreamInput,
  TableClass,
  ThroughputInput,
  WarmInput,
} from './table-shapes.ts';
import {
  checkGlobalIndex,
  checkStream,
  checkThroughput,
  MAX_GLOBAL_INDEXES,
  warmThroughputOf,
} from './table-spec.ts';
import { encryptionOf } from './tables.ts';
import { invalidParameter, validationError } from './validation-error.ts';

/** One member of GlobalSecondaryIndexUpdates: exactly one of the three is there. */
export interface IndexUpdateInput {
  readonly Create?: GlobalIndexInput;
  readonly Update?: {
    readonly IndexName: string;
    readonly ProvisionedThroughput?: ThroughputInput;
    readonly OnDemandThroughput?: OnDemandInput;
    readonly WarmThroughput?: WarmInput;
  };
  readonly Delete?: { readonly IndexName: string };
}

/** What UpdateTable changes. */
export interface TableUpdate {
  readonly AttributeDefinitions?: AttributeDefinitionsInput;
  readonly BillingMode?: BillingMode;
  readonly ProvisionedThroughput?: ThroughputInput;
  readonly OnDemandThroughput?: OnDemandInput;
  readonly WarmThroughput?: WarmInput;
  readonly GlobalSecondaryIndexUpdates?: readonly IndexUpdateInput[];
  readonly StreamSpecification?: StreamInput;
  readonly SSESpecification?: EncryptionInput;
  readonly TableClass?: TableClass;
  readonly DeletionProtectionEnabled?: boolean;
}

/** Throws AwsError ValidationException for what is wrong with an update whatever its table is. */
export function checkTableUpdate(update: TableUpdate): void {
  if (update.BillingMode === 'PROVISIONED' && update.ProvisionedThroughput === undefined) {
    throw throughputMissing();
  }
  if (update.ProvisionedThroughput !== undefined) checkThroughput(update.ProvisionedThroughput);
  const seen = new Set<string>();
  for (const each of update.GlobalSecondaryIndexUpdates ?? []) {
    const name = each.Create?.IndexName ?? each.Update?.IndexName ?? each.Delete?.IndexName;
    if (name === undefined) {
      throw invalidParameter(
        'One of GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create, ' +
          'GlobalSecondaryIndexUpdate.Delete must not be null',
      );
    }
    if (seen.has(name)) {
      throw invalidParameter(
        `Only one global secondary index update per index is allowed simultaneously. Index: ${name}`,
      );
    }
    seen.add(name);
  }
}

function throughputMissing(): AwsError {
  return invalidParameter('ProvisionedThroughput must be specified when BillingMode is PROVISIONED');
}

/**
 * Changes a table by an update that was checked. New indexes are filled in the background.
 * Throws AwsError ValidationException, ResourceNotFoundException or ResourceInUseException.
 */
export async function updateTable(engine: Engine, table: Table, update: TableUpdate): Promise<void> {
  await table.gate.alone(async () => {
    const dropped: Buffer[] = [];
    let definition = changedBilling(engine, table.definition, update);
    definition = changedIndexes(engine, definition, update, dropped);
    definition = changedStream(engine, definition, update.StreamSpecification, dropped);
    const { SSESpecification: encryption } = update;
    if (encryption !== undefined) {
      const { encryption: _before, ...rest } = definition;
      const fresh = encryptionOf(engine, encryption);
      definition = fresh === undefined ? rest : { ...rest, encryption: fresh };
    }
    definition = {
      ...definition,
      ...(update.WarmThroughput && { warmThroughput: warmThroughputOf(update.WarmThroughput) }),
      ...(update.TableClass !== undefined &&
        update.TableClass !== definition.tableClass && {
          tableClass: update.TableClass,
          tableClassSince: engine.sources.now(),
        }),
      ...(update.DeletionProtectionEnabled !== undefined && {
        deletionProtected: update.DeletionProtectionEnabled,
      }),
    };
    await engine.catalogue.changeAndClear(table, definition, dropped);
  });
  engine.catalogue.background(() => backfill(engine, table));
}

function changedBilling(engine: Engine, definition: TableDefinition, update: TableUpdate): TableDefinition {
  const mode = update.BillingMode ?? billingOf(definition);
  const { throughput: before, onDemandLimits, ...rest } = definition;
  const limits = changedOnDemandLimits(update.OnDemandThroughput, onDemandLimits, mode, 'table');
  if (mode === 'PAY_PER_REQUEST') {
    if (update.ProvisionedThroughput !== undefined) {
      throw invalidParameter(
        'Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST',
      );
    }
    return {
      ...rest,
      ...(limits && { onDemandLimits: limits }),
      ...(before !== undefined && { onDemandSince: engine.sources.now() }),
      indexes: definition.indexes.map(({ throughput: _gone, ...index }) => index),
    };
  }
  if (update.ProvisionedThroughput === undefined) {
    if (before !== undefined) return definition;
    throw throughputMissing();
  }
  const throughput = changedThroughput(engine, before, update.ProvisionedThroughput, 'table');
  const provided = new Set(
    (update.GlobalSecondaryIndexUpdates ?? []).map(({ Update: each, Delete: gone }) =>
      each?.ProvisionedThroughput ? each.IndexName : gone?.IndexName,
    ),
  );
  const without = definition.indexes
    .filter((index) => index.kind === 'global' && !index.throughput && !provided.has(index.name))
    .map(({ name }) => name);
  if (without.length > 0) {
    throw invalidParameter(`ProvisionedThroughput must be specified for index: ${without.join(',')}`);
  }
  return {
    ...rest,
    throughput,
    indexes: definition.indexes.map(({ onDemandLimits: _gone, ...index }) => index),
  };
}

export function billingOf(definition: TableDefinition): BillingMode {
  return definition.throughput === undefined ? 'PAY_PER_REQUEST' : 'PROVISIONED';
}

/** `what` is `table`, or `index` with the index's name. */
function changedThroughput(
  engine: Engine,
  before: Throughput | undefined,
  input: ThroughputInput,
  what: string,
): Throughput {
  const after = checkThroughput(input);
  if (before === undefined) return after;
  if (before.read === after.read && before.write === after.write) {
    const [kind] = what.split(' ');
    throw validationError(
      `The provisioned throughput for the ${what} will not change. ` +
        'The requested value equals the current value. ' +
        `Current ReadCapacityUnits provisioned for the ${kind}: ${before.read}. ` +
        `Requested ReadCapacityUnits: ${after.read}. ` +
        `Current WriteCapacityUnits provisioned for the ${kind}: ${before.write}. ` +
        `Requested WriteCapacityUnits: ${after.write}. ` +
        'Refer to the Amazon DynamoDB Developer Guide for current limits and how to request higher limits.',
    );
  }
  const now = engine.sources.now();
  return {
    ...before,
    ...after,
    ...((after.read > before.read || after.write > before.write) && { raisedAt: now }),
    ...((after.read < before.read || after.write < before.write) && { loweredAt: now }),
  };
}

function changedIndexes(
  engine: Engine,
  before: TableDefinition,
  update: TableUpdate,
  dropped: Buffer[],
): TableDefinition {
  let definition = before;
  for (const each of update.GlobalSecondaryIndexUpdates ?? []) {
    if (each.Create !== undefined) definition = withIndex(definition, each.Create, update);
    else if (each.Delete !== undefined) {
      const index = requireIndex(definition, each.Delete.IndexName);
      dropped.push(itemsPrefix(definition.number, index.number));
      definition = withoutIndex(definition, index);
    } else if (each.Update !== undefined) definition = withIndexThroughput(engine, definition, each.Update);
  }
  return definition;
}

function withIndex(
  definition: TableDefinition,
  input: GlobalIndexInput,
  update: TableUpdate,
): TableDefinition {
  if (findIndex(definition, input.IndexName) !== undefined) {
    throw validationError('Attempting to create an index which already exists');
  }
  const attributes = new Map(definition.attributes.map((each) => [each.name, each]));
  for (const { AttributeName: name, AttributeType: type } of update.AttributeDefinitions ?? []) {
    const known = attributes.get(name);
    if (known !== undefined && known.type !== type) {
      throw invalidParameter(
        'Attributes cannot be redefined. Please check that your attribute has the same type as previously ' +
          `defined. Attribute: ${name}`,
      );
    }
    attributes.set(name, { name, type });
  }
  const index = checkGlobalIndex(input, billingOf(definition), [...attributes.values()]);
  const indexes: IndexDefinition[] = [
    ...definition.indexes,
    { ...index, number: definition.nextNumber, state: 'CREATING' },
  ];
  if (indexes.filter(({ kind }) => kind === 'global').length > MAX_GLOBAL_INDEXES) {
    throw invalidParameter('GlobalSecondaryIndex count exceeds the per-table limit of 20');
  }
  return withUsedAttributes({
    ...definition,
    attributes: [...attributes.values()],
    indexes,
    nextNumber: definition.nextNumber + 1,
  });
}

function withoutIndex(definition: TableDefinition, { number }: IndexDefinition): TableDefinition {
  return withUsedAttributes({
    ...definition,
    indexes: definition.indexes.filter((index) => index.number !== number),
  });
}

function withIndexThroughput(
  engine: Engine,
  definition: TableDefinition,
  input: NonNullable<IndexUpdateInput['Update']>,
): TableDefinition {
  const before = requireIndex(definition, input.IndexName);
  const { ProvisionedThroughput: provisioned } = input;
  if (provisioned !== undefined && definition.throughput === undefined) {
    throw invalidParameter(
      'Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST',
    );
  }
  const { onDemandLimits, ...rest } = before;
  const limits = changedOnDemandLimits(
    input.OnDemandThroughput,
    onDemandLimits,
    billingOf(definition),
    `index: ${before.name}`,
  );
  const after: IndexDefinition = {
    ...rest,
    ...(provisioned && {
      throughput: changedThroughput(engine, before.throughput, provisioned, `index ${before.name}`),
    }),
    ...(limits && { onDemandLimits: limits }),
    ...(input.WarmThroughput && { warmThroughput: warmThroughputOf(input.WarmThroughput) }),
  };
  return {
    ...definition,
    indexes: definition.indexes.map((index) => (index === before ? after : index)),
  };
}

function requireIndex(definition: TableDefinition, name: string): IndexDefinition {
  const index = findIndex(definition, name);
  if (index?.kind === 'global') return index;
  throw new AwsError('ResourceNotFoundException', `Requested resource not found: Index: ${name} not found`);
}

/** Only attributes that are part of a key are defined. */
function withUsedAttributes(definition: TableDefinition): TableDefinition {
  const used = new Set([
    ...keyNames(definition.keys),
    ...definition.indexes.flatMap(({ keys }) => keyNames(keys)),
  ]);
  return { ...definition, attributes: definition.attributes.filter(({ name }) => used.has(name)) };
}

function changedStream(
  engine: Engine,
  definition: TableDefinition,
  input: StreamInput | undefined,
  dropped: Buffer[],
): TableDefinition {
  if (input === undefined) return definition;
  const stream = checkStream(input, engine.sources.now(), definition.nextNumber);
  const before = definition.stream;
  if (stream === undefined) {
    if (before?.enabled !== true) {
      throw validationError(`Table already has a disabled stream: TableName: ${definition.name}`);
    }
    return { ...definition, stream: { ...before, enabled: false } };
  }
  if (before?.enabled === true) {
    throw validationError(`Table already has an enabled stream: TableName: ${definition.name}`);
  }
  if (before !== undefined) {
    dropped.push(numberedPrefix(RECORD.streamRecord, definition.number, before.number));
  }
  return { ...definition, stream, nextNumber: definition.nextNumber + 1 };
}
