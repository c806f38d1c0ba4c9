import { EVENT_TYPES, type NotificationRule } from '../../s3/notifications/bucket-notifications.ts';
import { UnsupportedPropertyError } from '../resource-provider.ts';
import { listOf, objectOf, onlyMembers } from './property-values.ts';

const REASONS = {
  EventBridgeConfiguration: 'nothing is sent to EventBridge.',
  QueueConfigurations: 'queues are not told; tell a function.',
  TopicConfigurations: 'topics are not told; tell a function.',
};

/**
 * The rules of a `NotificationConfiguration`, in the form of a bucket's property (`LambdaConfigurations`) or of the API
 * (`LambdaFunctionConfigurations`), which CDK's custom resource has. `idOf` names those without a name.
 * Throws UnsupportedPropertyError.
 */
export function readNotifications(
  value: unknown,
  path: string,
  idOf: (at: number) => string,
): NotificationRule[] {
  // An empty list asks for nothing.
  const given = Object.fromEntries(
    Object.entries(objectOf(value)).filter(([, entry]) => !Array.isArray(entry) || entry.length > 0),
  );
  onlyMembers(given, path, ['LambdaConfigurations', 'LambdaFunctionConfigurations'], REASONS);
  return [...listOf(given.LambdaConfigurations), ...listOf(given.LambdaFunctionConfigurations)].map(
    (entry, at) => {
      const rule = objectOf(entry);
      const events = listOf(rule.Event === undefined ? rule.Events : [rule.Event]).map(String);
      for (const event of events) {
        if (!EVENT_TYPES.includes(event)) {
          throw new UnsupportedPropertyError(`${path}.Event`, `${event} is not an event that happens here.`);
        }
      }
      return {
        id: String(rule.Id ?? idOf(at)),
        functionArn: String(rule.Function ?? rule.LambdaFunctionArn ?? ''),
        events,
        ...filterOf(rule.Filter),
      };
    },
  );
}

function filterOf(filter: unknown): Pick<NotificationRule, 'prefix' | 'suffix'> {
  const { S3Key, Key } = objectOf(filter);
  const rules = [...listOf(objectOf(S3Key).Rules), ...listOf(objectOf(Key).FilterRules)].map(objectOf);
  const named = (name: string): string =>
    String(rules.find(({ Name }) => String(Name).toLowerCase() === name)?.Value ?? '');
  return { prefix: named('prefix'), suffix: named('suffix') };
}
