import { type Account, regionalArn } from '../../aws/account.ts';
import { EventFilterError, parseEventFilter } from '../../lambda/event-source/event-filter.ts';
import { type EventSourceMapping, isQueue } from '../../lambda/event-source/event-source-mapping.ts';
import type { EventSourceMappings } from '../../lambda/event-source/event-source-mappings.ts';
import { parseFunctionReference } from '../../lambda/function-name.ts';
import {
  type Json,
  type JsonObject,
  type ResourceProvider,
  type ResourceState,
  UnsupportedPropertyError,
} from '../resource-provider.ts';

const OTHER_SOURCE = 'only DynamoDB streams and queues are supported as event sources.';

/** AWS::Lambda::EventSourceMapping, for DynamoDB streams and for queues. */
export function lambdaEventSourceMappingProvider(needs: {
  readonly account: Account;
  readonly mappings: EventSourceMappings;
  readonly newId: () => string;
  /** Whether there are queues to follow. */
  readonly queues: boolean;
}): ResourceProvider {
  const { account, mappings } = needs;
  const state = ({ uuid }: EventSourceMapping): ResourceState => ({
    physicalId: uuid,
    attributes: {
      Id: uuid,
      EventSourceMappingArn: regionalArn(account, 'lambda', `event-source-mapping:${uuid}`),
    },
  });

  async function put(
    properties: JsonObject,
    kept: Pick<EventSourceMapping, 'uuid' | 'creationToken' | 'checkpoint'>,
  ): Promise<ResourceState> {
    const mapping = { ...settingsOf(account, properties), ...kept };
    await mappings.put(mapping);
    return state(mapping);
  }

  return {
    type: 'AWS::Lambda::EventSourceMapping',
    properties: {
      BatchSize: 'supported',
      BisectBatchOnFunctionError: 'supported',
      DestinationConfig: { noted: 'records that are given up are told in the journal only' },
      Enabled: 'supported',
      EventSourceArn: {
        supportedWhen: (value) => isSource(String(value), needs.queues),
        otherwise: { refused: OTHER_SOURCE },
      },
      FilterCriteria: 'supported',
      FunctionName: 'supported',
      FunctionResponseTypes: 'supported',
      KmsKeyArn: { noted: 'nothing is encrypted on the disk' },
      MaximumBatchingWindowInSeconds: 'supported',
      MaximumRecordAgeInSeconds: 'supported',
      MaximumRetryAttempts: 'supported',
      MetricsConfig: { noted: 'there are no metrics' },
      ParallelizationFactor: { noted: 'a stream has one shard here, which is read in order' },
      ScalingConfig: 'supported',
      StartingPosition: {
        supportedWhen: (value) => value === 'LATEST' || value === 'TRIM_HORIZON',
        otherwise: { refused: 'StartingPosition must be LATEST or TRIM_HORIZON for a DynamoDB stream.' },
      },
      Tags: 'supported',
      TumblingWindowInSeconds: { refused: 'tumbling windows are not supported.' },
    },

    check({ FilterCriteria }) {
      for (const pattern of filterPatterns(FilterCriteria)) {
        try {
          parseEventFilter(pattern);
        } catch (error) {
          if (!(error instanceof EventFilterError)) throw error;
          throw new UnsupportedPropertyError('FilterCriteria.Filters', `${error.message}.`);
        }
      }
    },

    async create({ properties, creationToken }) {
      const known = mappings.list().find((mapping) => mapping.creationToken === creationToken);
      return known === undefined ? put(properties, { uuid: needs.newId(), creationToken }) : state(known);
    },

    async update({ properties }, { physicalId }, before) {
      const known = mappings.get(physicalId);
      const fixed = ['EventSourceArn', 'StartingPosition'];
      if (known === undefined || fixed.some((name) => properties[name] !== before[name])) return 'replace';
      const { uuid, creationToken, checkpoint } = known;
      return put(properties, { uuid, creationToken, ...(checkpoint === undefined ? {} : { checkpoint }) });
    },

    async delete({ physicalId }) {
      if (mappings.get(physicalId) !== undefined) await mappings.delete(physicalId);
    },
  };
}

function settingsOf(
  account: Account,
  properties: JsonObject,
): Omit<EventSourceMapping, 'uuid' | 'creationToken' | 'checkpoint'> {
  const types = properties.FunctionResponseTypes;
  const eventSourceArn = String(properties.EventSourceArn);
  const queue = isQueue({ eventSourceArn });
  if (queue) checkQueueSettings(properties, eventSourceArn);
  const scaling = properties.ScalingConfig;
  const concurrency =
    typeof scaling === 'object' && scaling !== null && 'MaximumConcurrency' in scaling
      ? Number(scaling.MaximumConcurrency)
      : undefined;
  return {
    target: parseFunctionReference(account, String(properties.FunctionName)),
    eventSourceArn,
    startingPosition: properties.StartingPosition === 'LATEST' ? 'LATEST' : 'TRIM_HORIZON',
    enabled: properties.Enabled !== false && properties.Enabled !== 'false',
    batchSize: Number(properties.BatchSize ?? (queue ? 10 : 100)),
    batchingWindow: Number(properties.MaximumBatchingWindowInSeconds ?? 0),
    maximumRetryAttempts: Number(properties.MaximumRetryAttempts ?? -1),
    maximumRecordAge: Number(properties.MaximumRecordAgeInSeconds ?? -1),
    bisect:
      properties.BisectBatchOnFunctionError === true || properties.BisectBatchOnFunctionError === 'true',
    reportsFailures: Array.isArray(types) && types.includes('ReportBatchItemFailures'),
    filters: filterPatterns(properties.FilterCriteria),
    ...(concurrency === undefined ? {} : { maximumConcurrency: concurrency }),
  };
}

const STREAM_SETTINGS = [
  'BisectBatchOnFunctionError',
  'MaximumRecordAgeInSeconds',
  'MaximumRetryAttempts',
  'ParallelizationFactor',
  'StartingPosition',
];

function checkQueueSettings(properties: JsonObject, arn: string): void {
  const wrong = STREAM_SETTINGS.find((name) => properties[name] !== undefined);
  if (wrong !== undefined)
    throw new Error(`Unsupported ${wrong} parameter for given event source mapping type.`);
  const size = Number(properties.BatchSize ?? 10);
  const window = Number(properties.MaximumBatchingWindowInSeconds ?? 0);
  if (!(size >= 1 && size <= (arn.endsWith('.fifo') ? 10 : 10_000))) {
    throw new Error('Batch size is not within the bounds of its queue.');
  }
  if (size > 10 && !(window > 0)) {
    throw new Error(
      'Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10',
    );
  }
}

function filterPatterns(criteria: Json | undefined): string[] {
  const filters =
    typeof criteria === 'object' && criteria !== null && 'Filters' in criteria ? criteria.Filters : [];
  return Array.isArray(filters) ? filters.map((filter) => String(filter?.Pattern)) : [];
}

function isTableStream(arn: string): boolean {
  return /^arn:[^:]+:dynamodb:[^:]+:\d+:table\/[^/]+\/stream\/.+$/.test(arn);
}

/** Before the source is there, a placeholder stands for its ARN. */
function isSource(arn: string, queues: boolean): boolean {
  if (!arn.startsWith('arn:') || isTableStream(arn) || /^arn:[^:]+:unknown:/.test(arn)) return true;
  return queues && isQueue({ eventSourceArn: arn });
}
