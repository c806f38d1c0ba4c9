import { checkNotifications } from '../../s3/notifications/check-notifications.ts';
import type { S3State } from '../../s3/s3-call.ts';
import type { JsonObject, ResourceProvider, ResourceRequest } from '../resource-provider.ts';
import { flagOf } from './property-values.ts';
import { readNotifications } from './s3-notification-properties.ts';

/**
 * Custom::S3BucketNotifications, with which CDK sets a bucket's notifications once the permissions are there. On AWS a
 * function does it; here it is done without one.
 */
export function s3BucketNotificationsProvider(state: S3State): ResourceProvider {
  const bucketOf = ({ BucketName: name }: JsonObject): string => String(name ?? '');

  /** Those of other stacks stay when the bucket is not this one's own (`Managed` is false). */
  async function set(properties: JsonObject, owner: string, isGone = false): Promise<void> {
    const name = bucketOf(properties);
    if (isGone && state.buckets.find(name) === undefined) return;
    const own = isGone
      ? []
      : readNotifications(
          properties.NotificationConfiguration,
          'NotificationConfiguration',
          (at) => `${owner}-${at}`,
        );
    const others = flagOf(properties.Managed, true)
      ? []
      : (state.buckets.get(name).notifications ?? []).filter(({ id }) => !id.startsWith(`${owner}-`));
    const validates = !isGone && !flagOf(properties.SkipDestinationValidation);
    const notifications = checkNotifications(state, name, [...others, ...own], validates);
    await state.buckets.change(name, (bucket) => ({ ...bucket, notifications }));
  }

  const ownerOf = ({ stackName, logicalId }: ResourceRequest): string => `${stackName}-${logicalId}`;

  return {
    type: 'Custom::S3BucketNotifications',
    properties: {
      BucketName: 'supported',
      Managed: 'supported',
      NotificationConfiguration: 'supported',
      ServiceToken: 'supported',
      SkipDestinationValidation: 'supported',
    },
    check({ NotificationConfiguration: configuration }) {
      readNotifications(configuration, 'NotificationConfiguration', String);
    },
    async create(request) {
      await set(request.properties, ownerOf(request));
      return { physicalId: ownerOf(request), attributes: {} };
    },
    async update(request, resource, previous) {
      if (bucketOf(request.properties) !== bucketOf(previous)) return 'replace';
      await set(request.properties, ownerOf(request));
      return resource;
    },
    delete: ({ physicalId }, previous) => set(previous, physicalId, true),
  };
}
