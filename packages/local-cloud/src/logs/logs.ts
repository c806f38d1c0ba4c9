import { AwsError } from '../aws/aws-error.ts';
import type { AwsService, ServiceCall } from '../aws/aws-service.ts';
import type { CloudPart, PartContext } from '../aws/cloud-part.ts';
import { logGroupProvider } from '../cloudformation/resources/logs-log-group.ts';
import { logStreamProvider } from '../cloudformation/resources/logs-log-stream.ts';
import { logSubscriptionFilterProvider } from '../cloudformation/resources/logs-subscription-filter.ts';
import type { HttpResponse } from '../front-door/http.ts';
import { LiveTail } from './live-tail/live-tail.ts';
import type { LogGroup } from './log-group.ts';
import type { LogSink } from './log-sink.ts';
import { LogStore } from './log-store.ts';
import type { LogsOperation } from './logs-call.ts';
import { LogsInput } from './logs-input.ts';
import { createLogGroup } from './operations/create-log-group.ts';
import { createLogStream } from './operations/create-log-stream.ts';
import { deleteLogGroup } from './operations/delete-log-group.ts';
import { deleteLogStream } from './operations/delete-log-stream.ts';
import { deleteRetentionPolicy } from './operations/delete-retention-policy.ts';
import { deleteSubscriptionFilter } from './operations/delete-subscription-filter.ts';
import { describeLogGroups } from './operations/describe-log-groups.ts';
import { describeLogStreams } from './operations/describe-log-streams.ts';
import { describeSubscriptionFilters } from './operations/describe-subscription-filters.ts';
import { filterLogEvents } from './operations/filter-log-events.ts';
import { getLogEvents } from './operations/get-log-events.ts';
import { listTagsForResource } from './operations/list-tags-for-resource.ts';
import { putLogEvents } from './operations/put-log-events.ts';
import { putRetentionPolicy } from './operations/put-retention-policy.ts';
import { putSubscriptionFilter } from './operations/put-subscription-filter.ts';
import { startLiveTail } from './operations/start-live-tail.ts';
import { tagResource } from './operations/tag-resource.ts';
import { untagResource } from './operations/untag-resource.ts';
import {
  type LogFunctions,
  subscriptionDelivery,
  subscriptionTargets,
} from './subscriptions/deliver-events.ts';
import { failure, operationName, parseInput, success } from './wire.ts';

const OPERATIONS: Readonly<Record<string, LogsOperation>> = {
  CreateLogGroup: createLogGroup,
  CreateLogStream: createLogStream,
  DeleteLogGroup: deleteLogGroup,
  DeleteLogStream: deleteLogStream,
  DeleteRetentionPolicy: deleteRetentionPolicy,
  DeleteSubscriptionFilter: deleteSubscriptionFilter,
  DescribeLogGroups: describeLogGroups,
  DescribeLogStreams: describeLogStreams,
  DescribeSubscriptionFilters: describeSubscriptionFilters,
  FilterLogEvents: filterLogEvents,
  GetLogEvents: getLogEvents,
  ListTagsForResource: listTagsForResource,
  PutLogEvents: putLogEvents,
  PutRetentionPolicy: putRetentionPolicy,
  PutSubscriptionFilter: putSubscriptionFilter,
  StartLiveTail: startLiveTail,
  TagResource: tagResource,
  UntagResource: untagResource,
};

const RETENTION_EVERY_MS = 10 * 60_000;

/** CloudWatch Logs, and the sink through which the other parts write. */
export async function createLogs(
  context: PartContext,
  functions: LogFunctions,
): Promise<CloudPart & { readonly sink: LogSink; readonly store: LogStore }> {
  const store = new LogStore(context.store, context.sources);
  const liveTail = new LiveTail(store, context.sources);
  const subscriptions = subscriptionTargets(context.account, functions);
  store.follow(subscriptionDelivery(context, subscriptions));

  async function handle({ request, body, caller }: ServiceCall): Promise<HttpResponse> {
    const name = operationName(request);
    const operation = Object.hasOwn(OPERATIONS, name) ? OPERATIONS[name] : undefined;
    if (operation === undefined) {
      throw new AwsError('UnknownOperationException', `The operation ${name} is not supported.`);
    }
    if (caller === undefined) {
      throw new AwsError('MissingAuthenticationTokenException', 'Missing Authentication Token');
    }
    const output = await operation({
      account: context.account,
      store,
      liveTail,
      subscriptions,
      requestId: request.id,
      now: context.sources.now(),
      input: new LogsInput(parseInput(body)),
      authorize: (action, resource) => caller.authorize({ action, resource }),
    });
    return success(output, request);
  }

  const service: AwsService = { signingName: 'logs', isPublic: () => false, handle, failure };
  const sink: LogSink = {
    async append(groupName, stream, events) {
      const making = inTheMaking.get(groupName);
      const group = making === undefined ? store.group(groupName) : await making;
      await store.append(group ?? (await makeGroup(groupName)), stream, events);
    },
  };
  const inTheMaking = new Map<string, Promise<LogGroup>>();
  /** The first lines of several environments come at once; they must share one group. */
  function makeGroup(name: string): Promise<LogGroup> {
    const group = store.newGroup(name);
    const making = store.putGroup(group).then(() => group);
    inTheMaking.set(name, making);
    making.finally(() => inTheMaking.delete(name)).catch(() => {});
    return making;
  }

  const retention = setInterval(() => {
    // A failure here is a failure of the disk; whoever writes next reports it.
    store.expire().catch(() => {});
  }, RETENTION_EVERY_MS);
  retention.unref();

  return {
    services: [service],
    providers: [
      logGroupProvider(store, context),
      logStreamProvider(store),
      logSubscriptionFilterProvider(store, subscriptions, context.sources),
    ],
    sink,
    store,
    async close() {
      clearInterval(retention);
      liveTail.close();
      await store.flush();
    },
  };
}
