import { type EventSourceMapping, isQueue } from '../event-source/event-source-mapping.ts';
import { mappingAnswer } from '../event-source/mapping-answer.ts';
import { checkMembers, existingMapping, mappingsOf } from '../event-source/mapping-call.ts';
import { type MappingMembers, mappingSettings } from '../event-source/mapping-settings.ts';
import { functionArn } from '../function-record.ts';
import { bodyMembers, invalidParameter, type LambdaOperation } from '../lambda-call.ts';
import { json } from '../wire.ts';

/**
 * Changes what is given and leaves the rest as it is; the mapping reads on where it was.
 * https://docs.aws.amazon.com/lambda/latest/api/API_UpdateEventSourceMapping.html
 */
export const updateEventSourceMapping: LambdaOperation = async (call) => {
  const { account } = call;
  const before = existingMapping(call, 'lambda:UpdateEventSourceMapping');
  const members = bodyMembers(call);
  checkMembers(members);
  const { eventSourceArn: EventSourceArn } = before;
  const after = mappingSettings(account, { ...membersOf(call, before), ...members, EventSourceArn });
  if (call.functions.get(after.target.name) === undefined) throw invalidParameter('Function does not exist');
  const { uuid, creationToken, checkpoint, startingPosition, tags } = before;
  const mapping: EventSourceMapping = {
    ...after,
    ...{ uuid, startingPosition },
    lastModified: call.now(),
    ...(tags === undefined ? {} : { tags }),
    ...(creationToken === undefined ? {} : { creationToken }),
    ...(checkpoint === undefined ? {} : { checkpoint }),
  };
  await mappingsOf(call).put(mapping);
  return json(202, mappingAnswer(account, mapping, 'Updating'), call.request);
};

/** A mapping as the members that would make it, but for its source. */
function membersOf({ account }: Parameters<LambdaOperation>[0], mapping: EventSourceMapping): MappingMembers {
  const { target, maximumConcurrency } = mapping;
  return {
    FunctionName: functionArn(account, target.name, target.qualifier),
    Enabled: mapping.enabled,
    BatchSize: mapping.batchSize,
    MaximumBatchingWindowInSeconds: mapping.batchingWindow,
    FunctionResponseTypes: mapping.reportsFailures ? ['ReportBatchItemFailures'] : [],
    FilterCriteria: { Filters: mapping.filters.map((Pattern) => ({ Pattern })) },
    ...(maximumConcurrency === undefined
      ? {}
      : { ScalingConfig: { MaximumConcurrency: maximumConcurrency } }),
    ...(isQueue(mapping)
      ? {}
      : {
          MaximumRecordAgeInSeconds: mapping.maximumRecordAge,
          MaximumRetryAttempts: mapping.maximumRetryAttempts,
          BisectBatchOnFunctionError: mapping.bisect,
        }),
  };
}
