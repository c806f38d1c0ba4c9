import { authorizeGroup, existingGroup, type LogsOperation } from '../logs-call.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeSubscriptionFilters.html */
export const describeSubscriptionFilters: LogsOperation = async (call) => {
  const logGroupName = call.input.groupName();
  const prefix = call.input.optionalText('filterNamePrefix') ?? '';
  authorizeGroup(call, 'logs:DescribeSubscriptionFilters', logGroupName);
  const { subscriptions = [] } = existingGroup(call, logGroupName);
  return {
    // There are so few that they are one page.
    subscriptionFilters: subscriptions
      .filter(({ name }) => name.startsWith(prefix))
      .map(({ name, pattern, destinationArn, distribution, createdAt }) => ({
        filterName: name,
        logGroupName,
        filterPattern: pattern,
        destinationArn,
        distribution,
        creationTime: createdAt,
      })),
  };
};
