import type { Account } from '../../aws/account.ts';
import { parseFunctionReference } from '../function-name.ts';
import { invalidParameter } from '../lambda-call.ts';
import { type EventSourceMapping, isQueue } from './event-source-mapping.ts';

/** Members as CreateEventSourceMapping and templates name them. */
export type MappingMembers = Readonly<Record<string, unknown>>;

/** What of a mapping its maker decides. */
export type MappingSettings = Omit<EventSourceMapping, 'uuid' | 'creationToken' | 'checkpoint'>;

/** Whether records are read from such a source here. */
export function isEventSource(arn: string, queues: boolean): boolean {
  if (isQueue({ eventSourceArn: arn })) return queues;
  return /^arn:[^:]+:dynamodb:[^:]+:\d+:table\/[^/]+\/stream\/.+$/.test(arn);
}

/** The settings that `members` ask for. Throws AwsError `InvalidParameterValueException`. */
export function mappingSettings(account: Account, members: MappingMembers): MappingSettings {
  const types = members.FunctionResponseTypes;
  const eventSourceArn = String(members.EventSourceArn);
  const queue = isQueue({ eventSourceArn });
  if (queue) checkQueueSettings(members, eventSourceArn);
  const concurrency: unknown = Object(members.ScalingConfig ?? {}).MaximumConcurrency;
  return {
    target: parseFunctionReference(account, String(members.FunctionName)),
    eventSourceArn,
    startingPosition: members.StartingPosition === 'LATEST' ? 'LATEST' : 'TRIM_HORIZON',
    enabled: members.Enabled !== false && members.Enabled !== 'false',
    batchSize: Number(members.BatchSize ?? (queue ? 10 : 100)),
    batchingWindow: Number(members.MaximumBatchingWindowInSeconds ?? 0),
    maximumRetryAttempts: Number(members.MaximumRetryAttempts ?? -1),
    maximumRecordAge: Number(members.MaximumRecordAgeInSeconds ?? -1),
    bisect: members.BisectBatchOnFunctionError === true || members.BisectBatchOnFunctionError === 'true',
    reportsFailures: Array.isArray(types) && types.includes('ReportBatchItemFailures'),
    filters: filterPatterns(members.FilterCriteria),
    ...(concurrency === undefined ? {} : { maximumConcurrency: Number(concurrency) }),
  };
}

const STREAM_SETTINGS = [
  'BisectBatchOnFunctionError',
  'MaximumRecordAgeInSeconds',
  'MaximumRetryAttempts',
  'ParallelizationFactor',
  'StartingPosition',
];

function checkQueueSettings(members: MappingMembers, arn: string): void {
  const wrong = STREAM_SETTINGS.find((name) => members[name] !== undefined);
  if (wrong !== undefined) {
    throw invalidParameter(`Unsupported ${wrong} parameter for given event source mapping type.`);
  }
  const size = Number(members.BatchSize ?? 10);
  const window = Number(members.MaximumBatchingWindowInSeconds ?? 0);
  if (!(size >= 1 && size <= (arn.endsWith('.fifo') ? 10 : 10_000))) {
    throw invalidParameter('Batch size is not within the bounds of its queue.');
  }
  if (size > 10 && !(window > 0)) {
    throw invalidParameter(
      'Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10',
    );
  }
}

/** The patterns in a FilterCriteria. */
export function filterPatterns(criteria: unknown): string[] {
  const filters: unknown = Object(criteria ?? {}).Filters;
  return Array.isArray(filters) ? filters.map((filter) => String(Object(filter ?? {}).Pattern)) : [];
}
