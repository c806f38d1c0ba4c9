import { authorizeGroup, existingGroup, type LogsOperation } from '../logs-call.ts';
import { invalid } from '../logs-input.ts';
import { putFilter } from '../subscriptions/subscription-filter.ts';

/** What changes what is delivered, and is not emulated. */
const REFUSED = ['applyOnTransformedLogs', 'emitSystemFields', 'fieldSelectionCriteria'];

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutSubscriptionFilter.html */
export const putSubscriptionFilter: LogsOperation = async (call) => {
  const { input, store, now } = call;
  const groupName = input.groupName();
  const filter = {
    name: input.filterName(),
    pattern: input.text('filterPattern'),
    destinationArn: input.text('destinationArn'),
    distribution: input.optionalText('distribution') ?? 'ByLogStream',
    createdAt: now,
  };
  const refused = REFUSED.find((name) => input.has(name));
  if (refused !== undefined) throw invalid(`The local cloud does not emulate ${refused}.`);
  authorizeGroup(call, 'logs:PutSubscriptionFilter', groupName);
  await putFilter(store, call.subscriptions, existingGroup(call, groupName), filter);
  return undefined;
};
