import type { CloudWatchOperation } from '../cloudwatch-call.ts';
import { invalidValue } from '../cloudwatch-input.ts';
import { pageToken, readPageToken } from '../page-token.ts';

const PAGE = 500;
const THREE_HOURS = 3 * 3_600_000;

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_ListMetrics.html */
export const listMetrics: CloudWatchOperation = async ({ metrics, input, now }) => {
  input.refuse('OwningAccount');
  input.flag('IncludeLinkedAccounts', false);
  const namespace = input.text('Namespace');
  const name = input.text('MetricName');
  const wanted = input
    .objects('Dimensions')
    .map((filter) => ({ name: filter.requiredText('Name'), value: filter.text('Value') }));
  const recently = input.text('RecentlyActive');
  if (recently !== undefined && recently !== 'PT3H') throw invalidValue('RecentlyActive must be PT3H.');
  const given = readPageToken(input.text('NextToken'));

  const found = metrics
    .metrics(recently === undefined ? undefined : now - THREE_HOURS)
    .filter(
      (metric) =>
        (namespace === undefined || metric.namespace === namespace) &&
        (name === undefined || metric.name === name) &&
        wanted.every((filter) =>
          metric.dimensions.some(
            ([own, value]) => own === filter.name && (filter.value === undefined || value === filter.value),
          ),
        ),
    );
  const page = found.slice(given, given + PAGE);
  return {
    Metrics: page.map((metric) => ({
      Namespace: metric.namespace,
      MetricName: metric.name,
      Dimensions: metric.dimensions.map(([Name, Value]) => ({ Name, Value })),
    })),
    NextToken: given + PAGE < found.length ? pageToken(given + PAGE) : undefined,
  };
};
