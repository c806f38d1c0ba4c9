import type { Account } from '../../aws/account.ts';
import { functionArn } from '../function-record.ts';
import { type EventSourceMapping, isQueue, mappingArn } from './event-source-mapping.ts';

/** A mapping in the form in which GetEventSourceMapping answers it; `state` while it is being changed. */
export function mappingAnswer(
  account: Account,
  mapping: EventSourceMapping,
  state: string = mapping.enabled ? 'Enabled' : 'Disabled',
): object {
  const { uuid, target, filters, maximumConcurrency } = mapping;
  return {
    UUID: uuid,
    EventSourceMappingArn: mappingArn(account, uuid),
    EventSourceArn: mapping.eventSourceArn,
    FunctionArn: functionArn(account, target.name, target.qualifier),
    BatchSize: mapping.batchSize,
    MaximumBatchingWindowInSeconds: mapping.batchingWindow,
    FunctionResponseTypes: mapping.reportsFailures ? ['ReportBatchItemFailures'] : [],
    LastModified: (mapping.lastModified ?? 0) / 1000,
    State: state,
    StateTransitionReason: isQueue(mapping) ? 'USER_INITIATED' : 'User action',
    ...(isQueue(mapping) ? {} : streamMembers(mapping)),
    ...(filters.length === 0 ? {} : { FilterCriteria: { Filters: filters.map((Pattern) => ({ Pattern })) } }),
    ...(maximumConcurrency === undefined
      ? {}
      : { ScalingConfig: { MaximumConcurrency: maximumConcurrency } }),
  };
}

function streamMembers(mapping: EventSourceMapping): object {
  return {
    StartingPosition: mapping.startingPosition,
    ParallelizationFactor: 1,
    MaximumRecordAgeInSeconds: mapping.maximumRecordAge,
    MaximumRetryAttempts: mapping.maximumRetryAttempts,
    BisectBatchOnFunctionError: mapping.bisect,
    TumblingWindowInSeconds: 0,
    DestinationConfig: { OnFailure: {} },
    LastProcessingResult: mapping.checkpoint === undefined ? 'No records processed' : 'OK',
  };
}
