import type { Account } from '../../aws/account.ts';
import { EventFilterError, parseEventFilter } from '../../lambda/event-source/event-filter.ts';
import { type EventSourceMapping, mappingArn } from '../../lambda/event-source/event-source-mapping.ts';
import type { EventSourceMappings } from '../../lambda/event-source/event-source-mappings.ts';
import {
  filterPatterns,
  isEventSource,
  mappingSettings,
} from '../../lambda/event-source/mapping-settings.ts';
import {
  type JsonObject,
  type ResourceProvider,
  type ResourceState,
  UnsupportedPropertyError,
} from '../resource-provider.ts';

/** ARNs of what is only known once the source is there. */
const NOT_THERE_YET = /^arn:[^:]+:(?:unknown:|dynamodb:.*\.StreamArn$)/;
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
      EventSourceMappingArn: mappingArn(account, uuid),
    },
  });

  async function put(
    properties: JsonObject,
    kept: Pick<EventSourceMapping, 'uuid' | 'creationToken' | 'checkpoint'>,
  ): Promise<ResourceState> {
    const mapping = { ...mappingSettings(account, properties), ...tagsOf(properties), ...kept };
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
      const { uuid, creationToken = '', checkpoint } = known;
      return put(properties, { uuid, creationToken, ...(checkpoint === undefined ? {} : { checkpoint }) });
    },

    async delete({ physicalId }) {
      if (mappings.get(physicalId) !== undefined) await mappings.delete(physicalId);
    },
  };
}

/** Before the source is there, a placeholder stands for its ARN. */
function isSource(arn: string, queues: boolean): boolean {
  return !arn.startsWith('arn:') || NOT_THERE_YET.test(arn) || isEventSource(arn, queues);
}

function tagsOf({ Tags }: JsonObject): Pick<EventSourceMapping, 'tags'> {
  if (!Array.isArray(Tags)) return {};
  return { tags: Object.fromEntries(Tags.map((tag) => [String(tag?.Key), String(tag?.Value ?? '')])) };
}
