import { authorizeGroup, existingGroup, type LogsOperation } from '../logs-call.ts';
import { removeFilter } from '../subscriptions/subscription-filter.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteSubscriptionFilter.html */
export const deleteSubscriptionFilter: LogsOperation = async (call) => {
  const groupName = call.input.groupName();
  const name = call.input.filterName();
  authorizeGroup(call, 'logs:DeleteSubscriptionFilter', groupName);
  await removeFilter(call.store, existingGroup(call, groupName), name);
  return undefined;
};
