import { AwsError } from '../../aws/aws-error.ts';
import type { Sources } from '../../aws/sources.ts';
import type { LogGroup } from '../../logs/log-group.ts';
import type { LogStore } from '../../logs/log-store.ts';
import type { SubscriptionTargets } from '../../logs/subscriptions/deliver-events.ts';
import { putFilter, removeFilter } from '../../logs/subscriptions/subscription-filter.ts';
import type { JsonObject, ResourceProvider, ResourceRequest, ResourceState } from '../resource-provider.ts';
import { generatedName } from './generated-name.ts';

/** AWS::Logs::SubscriptionFilter */
export function logSubscriptionFilterProvider(
  store: LogStore,
  targets: SubscriptionTargets,
  { now }: Pick<Sources, 'now'>,
): ResourceProvider {
  function groupOf({ LogGroupName }: JsonObject): LogGroup {
    const group = store.group(String(LogGroupName));
    if (group !== undefined) return group;
    throw new AwsError('ResourceNotFoundException', 'The specified log group does not exist.');
  }

  async function put(name: string, { properties }: ResourceRequest): Promise<ResourceState> {
    await putFilter(store, targets, groupOf(properties), {
      name,
      pattern: String(properties.FilterPattern ?? ''),
      destinationArn: String(properties.DestinationArn),
      distribution: String(properties.Distribution ?? 'ByLogStream'),
      createdAt: now(),
    });
    return { physicalId: name, attributes: {} };
  }

  return {
    type: 'AWS::Logs::SubscriptionFilter',
    properties: {
      DestinationArn: {
        supportedWhen: (value) => /^arn:[^:]+:(?:lambda|unknown):/.test(String(value)),
        otherwise: { refused: 'only functions are destinations of logs here.' },
      },
      FilterName: 'supported',
      FilterPattern: 'supported',
      LogGroupName: 'supported',
      Distribution: { noted: 'a function gets the events of one stream together' },
      RoleArn: { noted: 'functions are invoked by their own permission' },
      ApplyOnTransformedLogs: {
        supportedWhen: (value) => String(value) === 'false',
        otherwise: { refused: 'log events are not transformed.' },
      },
      EmitSystemFields: { refused: 'they would not be delivered.' },
      FieldSelectionCriteria: { refused: 'everything would be delivered.' },
    },

    create(request) {
      const { FilterName } = request.properties;
      return put(FilterName === undefined ? generatedName(request, 512) : String(FilterName), request);
    },

    async update(request, { physicalId }, previous) {
      const { LogGroupName, FilterName } = request.properties;
      if (LogGroupName !== previous.LogGroupName || FilterName !== previous.FilterName) return 'replace';
      return put(physicalId, request);
    },

    async delete({ physicalId }, { LogGroupName }) {
      const group = store.group(String(LogGroupName));
      const filter = group?.subscriptions?.find(({ name }) => name === physicalId);
      if (group !== undefined && filter !== undefined) await removeFilter(store, group, physicalId);
    },
  };
}
