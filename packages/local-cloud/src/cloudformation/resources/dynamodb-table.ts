import { AwsError } from '../../aws/aws-error.ts';
import { type Engine, tableArn } from '../../dynamodb/engine.ts';
import { setResourcePolicy } from '../../dynamodb/policy-target.ts';
import type { Table } from '../../dynamodb/table-catalogue.ts';
import { describeKeys, streamArn } from '../../dynamodb/table-description.ts';
import { setPointInTimeRecovery, setTags } from '../../dynamodb/table-settings.ts';
import { type IndexUpdateInput, type TableUpdate, updateTable } from '../../dynamodb/table-update.ts';
import { createTable, deleteTable } from '../../dynamodb/tables.ts';
import { setTimeToLive } from '../../dynamodb/time-to-live.ts';
import type { Journal } from '../../journal/journal.ts';
import type { JsonObject, PropertySupport, ResourceProvider, ResourceState } from '../resource-provider.ts';
import { checkNested, type WantedTable, wantedGlobalTable, wantedTable } from './dynamodb-properties.ts';
import { generatedName } from './generated-name.ts';

const MAX_NAME = 255;

const SHARED_PROPERTIES: Readonly<Record<string, PropertySupport>> = {
  TableName: 'supported',
  KeySchema: 'supported',
  AttributeDefinitions: 'supported',
  BillingMode: 'supported',
  GlobalSecondaryIndexes: 'supported',
  LocalSecondaryIndexes: 'supported',
  StreamSpecification: 'supported',
  TimeToLiveSpecification: 'supported',
  SSESpecification: 'supported',
  WarmThroughput: { noted: 'every table is as fast as the machine' },
};

/** AWS::DynamoDB::Table */
export function tableProvider(engine: Engine, journal: Journal): ResourceProvider {
  return provider(engine, journal, 'AWS::DynamoDB::Table', wantedTable, {
    ...SHARED_PROPERTIES,
    ProvisionedThroughput: 'supported',
    OnDemandThroughput: 'supported',
    PointInTimeRecoverySpecification: 'supported',
    Tags: 'supported',
    TableClass: 'supported',
    DeletionProtectionEnabled: 'supported',
    ContributorInsightsSpecification: { noted: 'there are no contributor insights' },
    ImportSourceSpecification: { refused: 'nothing would be imported from S3.' },
    KinesisStreamSpecification: { refused: 'changes would not reach the Kinesis stream.' },
    ResourcePolicy: 'supported',
  });
}

/** AWS::DynamoDB::GlobalTable with the one replica that CDK's TableV2 declares. */
export function globalTableProvider(engine: Engine, journal: Journal): ResourceProvider {
  return provider(engine, journal, 'AWS::DynamoDB::GlobalTable', wantedGlobalTable, {
    ...SHARED_PROPERTIES,
    Replicas: 'supported',
    WriteProvisionedThroughputSettings: 'supported',
    WriteOnDemandThroughputSettings: 'supported',
    ReadOnDemandThroughputSettings: { noted: 'nothing throttles a table here' },
    ReadProvisionedThroughputSettings: { noted: 'nothing throttles a table here' },
    MultiRegionConsistency: { refused: 'there is only one region.' },
    GlobalTableWitnesses: { refused: 'there is only one region.' },
    GlobalTableSourceArn: { refused: 'there is only one account.' },
    GlobalTableSettingsReplicationMode: { refused: 'there is only one replica.' },
  });
}

function provider(
  engine: Engine,
  journal: Journal,
  type: string,
  wanted: (properties: JsonObject) => WantedTable,
  properties: ResourceProvider['properties'],
): ResourceProvider {
  return {
    type,
    properties,
    check: checkNested,

    async create(request) {
      const { creationToken } = request;
      const want = wanted(request.properties);
      const name = want.name ?? generatedName(request, MAX_NAME);
      const existing = engine.catalogue.get(name);
      if (existing !== undefined && existing.definition.creationToken !== creationToken) {
        throw new AwsError('ResourceInUseException', `Table already exists: ${name}`);
      }
      const table =
        existing ?? (await createTable(engine, { ...want.input, TableName: name }, creationToken));
      await applySettings(engine, table, want);
      await applyPolicies(engine, table, want);
      return stateOf(engine, table);
    },

    async update(request, state, previous) {
      const want = wanted(request.properties);
      const before = wanted(previous);
      const table = tableOf(engine, state);
      if (table === undefined) return 'replace';
      if (needsReplacement(want, before)) {
        if (want.name === undefined || want.name !== before.name) return 'replace';
        throw new AwsError(
          'ValidationException',
          'CloudFormation cannot update a stack when a custom-named resource requires replacing. ' +
            `Rename ${want.name} and update the stack again.`,
        );
      }
      const { changes, update } = tableUpdate(want, table);
      if (changes > 1) {
        journal.write({
          source: 'cloudformation',
          outcome: 'notice',
          rule: type,
          text: `${request.logicalId}: ${changes} global secondary indexes change in one update.`,
          hint: 'CloudFormation takes one creation or deletion of an index at a time: deploy them one by one.',
        });
      }
      for (const step of update) await updateTable(engine, table, step);
      await setTags(engine, table, () =>
        Object.fromEntries((want.input.Tags ?? []).map(({ Key, Value }) => [Key, Value])),
      );
      await applySettings(engine, table, want);
      await applyPolicies(engine, table, want, before);
      return stateOf(engine, table);
    },

    async delete(state) {
      const table = tableOf(engine, state);
      if (table !== undefined) await deleteTable(engine, table);
    },
  };
}

function stateOf(engine: Engine, { definition }: Table): ResourceState {
  const arn = tableArn(engine, definition.name);
  const stream = definition.stream?.enabled === true ? streamArn(arn, definition) : undefined;
  return {
    physicalId: definition.name,
    attributes: { Arn: arn, TableId: definition.id, ...(stream !== undefined && { StreamArn: stream }) },
  };
}

/** The table that a resource is; undefined when it is gone, also when another took its name since. */
function tableOf(engine: Engine, { physicalId, attributes }: ResourceState): Table | undefined {
  const table = engine.catalogue.get(physicalId);
  return table?.definition.id === attributes.TableId ? table : undefined;
}

async function applySettings(engine: Engine, table: Table, want: WantedTable): Promise<void> {
  if (table.definition.timeToLive?.attribute !== want.timeToLive) {
    await setTimeToLive(engine, table, want.timeToLive);
  }
  if (table.definition.pointInTimeRecovery?.days !== want.recoveryDays) {
    await setPointInTimeRecovery(engine, table, want.recoveryDays);
  }
}

/** Of the policies only what the template changes: what was set beside it stays. */
async function applyPolicies(
  engine: Engine,
  table: Table,
  want: WantedTable,
  before?: WantedTable,
): Promise<void> {
  const arn = tableArn(engine, table.definition.name);
  if (want.policy !== before?.policy) {
    await setResourcePolicy(engine, { arn, table, ofStream: false }, want.policy);
  }
  const stream = streamArn(arn, table.definition);
  const view = ({ input }: WantedTable): string | undefined => input.StreamSpecification?.StreamViewType;
  const isOld = before !== undefined && view(want) === view(before);
  if (stream !== undefined && !(isOld && want.streamPolicy === before.streamPolicy)) {
    await setResourcePolicy(engine, { arn: stream, table, ofStream: true }, want.streamPolicy);
  }
}

function needsReplacement(want: WantedTable, before: WantedTable): boolean {
  const fixed = ({ name, input }: WantedTable): unknown => [
    name,
    input.KeySchema,
    input.KeySchema.map(({ AttributeName }) =>
      input.AttributeDefinitions.find((each) => each.AttributeName === AttributeName),
    ),
    input.LocalSecondaryIndexes,
  ];
  return JSON.stringify(fixed(want)) !== JSON.stringify(fixed(before));
}

/** The updates that bring a table to where the template wants it, and how many indexes come or go. */
function tableUpdate(
  { input }: WantedTable,
  { definition }: Table,
): { readonly changes: number; readonly update: readonly TableUpdate[] } {
  const indexes = indexUpdates(input.GlobalSecondaryIndexes ?? [], definition.indexes);
  const throughput = input.ProvisionedThroughput;
  const sameThroughput =
    throughput !== undefined &&
    throughput.ReadCapacityUnits === definition.throughput?.read &&
    throughput.WriteCapacityUnits === definition.throughput.write;
  const update: TableUpdate = {
    AttributeDefinitions: input.AttributeDefinitions,
    BillingMode: input.BillingMode ?? 'PROVISIONED',
    ...(throughput !== undefined && !sameThroughput && { ProvisionedThroughput: throughput }),
    // A limit that the template no longer has is taken away by -1.
    ...(input.BillingMode === 'PAY_PER_REQUEST'
      ? {
          OnDemandThroughput: {
            MaxReadRequestUnits: -1,
            MaxWriteRequestUnits: -1,
            ...input.OnDemandThroughput,
          },
        }
      : input.OnDemandThroughput && { OnDemandThroughput: input.OnDemandThroughput }),
    ...(indexes.length > 0 && { GlobalSecondaryIndexUpdates: indexes }),
    SSESpecification: input.SSESpecification ?? { Enabled: false },
    TableClass: input.TableClass ?? 'STANDARD',
    DeletionProtectionEnabled: input.DeletionProtectionEnabled ?? false,
  };
  const wantedView = input.StreamSpecification?.StreamViewType;
  const view = definition.stream?.enabled === true ? definition.stream.view : undefined;
  const stream: TableUpdate[] = [];
  if (wantedView !== view) {
    if (view !== undefined) stream.push({ StreamSpecification: { StreamEnabled: false } });
    if (input.StreamSpecification) stream.push({ StreamSpecification: input.StreamSpecification });
  }
  const changes = indexes.filter(({ Create, Delete }) => Create ?? Delete).length;
  return { changes, update: [update, ...stream] };
}

function indexUpdates(
  wanted: NonNullable<WantedTable['input']['GlobalSecondaryIndexes']>,
  existing: Table['definition']['indexes'],
): IndexUpdateInput[] {
  const known = new Map(existing.filter(({ kind }) => kind === 'global').map((index) => [index.name, index]));
  const updates: IndexUpdateInput[] = [];
  for (const index of wanted) {
    const before = known.get(index.IndexName);
    known.delete(index.IndexName);
    if (before === undefined) {
      updates.push({ Create: index });
      continue;
    }
    if (
      JSON.stringify(index.KeySchema) !== JSON.stringify(describeKeys(before.keys)) ||
      index.Projection.ProjectionType !== before.projection.type ||
      [...(index.Projection.NonKeyAttributes ?? [])].sort().join() !==
        [...before.projection.attributes].sort().join()
    ) {
      throw new AwsError(
        'ValidationException',
        "Cannot update GSI's properties other than Provisioned Throughput and Contributor Insights " +
          'Specification. You can create a new GSI with a different name.',
      );
    }
    const throughput = index.ProvisionedThroughput;
    if (
      throughput !== undefined &&
      (throughput.ReadCapacityUnits !== before.throughput?.read ||
        throughput.WriteCapacityUnits !== before.throughput.write)
    ) {
      updates.push({ Update: { IndexName: index.IndexName, ProvisionedThroughput: throughput } });
    }
  }
  return [...[...known.keys()].map((IndexName) => ({ Delete: { IndexName } })), ...updates];
}
