import { AwsError } from '../../aws/aws-error.ts';
import { invalidParameter, type LambdaCall } from '../lambda-call.ts';
import { EventFilterError, parseEventFilter } from './event-filter.ts';
import { type EventSourceMapping, mappingArn } from './event-source-mapping.ts';
import type { EventSourceMappings } from './event-source-mappings.ts';
import { filterPatterns, type MappingMembers } from './mapping-settings.ts';

/** Members that change something that is not emulated. */
const REFUSED = [
  'AmazonManagedKafkaEventSourceConfig',
  'DestinationConfig',
  'DocumentDBEventSourceConfig',
  'LoggingConfig',
  'ProvisionedPollerConfig',
  'Queues',
  'SelfManagedEventSource',
  'SelfManagedKafkaEventSourceConfig',
  'SourceAccessConfigurations',
  'StartingPositionTimestamp',
  'Topics',
  'TumblingWindowInSeconds',
];

/** The mappings of the account. Throws AwsError where nothing can be mapped. */
export function mappingsOf({ mappings }: LambdaCall): EventSourceMappings {
  if (mappings === undefined) throw invalidParameter('There are no event sources here.');
  return mappings;
}

/** The mapping that the path names. Throws AwsError `ResourceNotFoundException`. */
export function existingMapping(call: LambdaCall, action: string): EventSourceMapping {
  const { uuid = '' } = call.path;
  call.caller.authorize({ action, resource: mappingArn(call.account, uuid) });
  const mapping = mappingsOf(call).get(uuid);
  if (mapping === undefined) {
    throw new AwsError('ResourceNotFoundException', 'The resource you requested does not exist.', 404);
  }
  return mapping;
}

/** Throws AwsError `InvalidParameterValueException` for what a mapping cannot do here, and for a filter that is none. */
export function checkMembers(members: MappingMembers): void {
  const refused = REFUSED.find((name) => holdsSomething(members[name]));
  if (refused !== undefined) throw invalidParameter(`${refused} is not supported.`);
  if (Number(members.ParallelizationFactor ?? 1) !== 1) {
    throw invalidParameter(
      'ParallelizationFactor must be 1: a stream has one shard here, which is read in order.',
    );
  }
  for (const pattern of filterPatterns(members.FilterCriteria)) {
    try {
      parseEventFilter(pattern);
    } catch (error) {
      if (!(error instanceof EventFilterError)) throw error;
      throw invalidParameter(`Invalid filter pattern definition. ${error.message}.`);
    }
  }
}

function holdsSomething(value: unknown): boolean {
  return value !== undefined && value !== null && value !== 0 && JSON.stringify(value) !== '{}';
}
