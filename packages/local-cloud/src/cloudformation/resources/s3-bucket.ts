import type { Account } from '../../aws/account.ts';
import { ALL_PUBLIC_ACCESS_BLOCKED, type BucketRecord, bucketArn } from '../../s3/bucket-record.ts';
import { checkNotifications } from '../../s3/notifications/check-notifications.ts';
import type { S3State } from '../../s3/s3-call.ts';
import { checkTags, MOST_BUCKET_TAGS } from '../../s3/tagging.ts';
import type { JsonObject, ResourceProvider, ResourceState } from '../resource-provider.ts';
import { generatedName } from './generated-name.ts';
import { objectOf } from './property-values.ts';
import { checkLifecycleProperties, isWholeLifecycle, readLifecycleRules } from './s3-lifecycle-properties.ts';
import { readNotifications } from './s3-notification-properties.ts';
import { checkBucketProperties, readCorsRules, readPublicAccessBlock } from './s3-properties.ts';
import { checkWebsiteProperties, readWebsite } from './s3-website-properties.ts';

/** AWS::S3::Bucket */
export function s3BucketProvider(state: S3State): ResourceProvider {
  const { account, buckets } = state;

  /** Nothing where the template says nothing: a custom resource of CDK may have set them. */
  function notifications(
    name: string,
    { NotificationConfiguration: configuration }: JsonObject,
    logicalId: string,
    previous: JsonObject = {},
  ): Pick<BucketRecord, 'notifications'> {
    if (configuration === undefined && previous.NotificationConfiguration === undefined) return {};
    const rules = readNotifications(configuration, 'NotificationConfiguration', (at) => `${logicalId}-${at}`);
    return { notifications: checkNotifications(state, name, rules, true) };
  }

  return {
    type: 'AWS::S3::Bucket',
    properties: {
      BucketName: 'supported',
      CorsConfiguration: 'supported',
      LifecycleConfiguration: {
        supportedWhen: isWholeLifecycle,
        otherwise: { noted: 'objects expire, but none moves to another storage class' },
      },
      PublicAccessBlockConfiguration: 'supported',
      Tags: 'supported',
      VersioningConfiguration: 'supported',
      AccessControl: {
        supportedWhen: (value) => value === 'Private',
        otherwise: { refused: 'access control lists are not emulated.' },
      },
      OwnershipControls: {
        supportedWhen: (value) => JSON.stringify(value).includes('BucketOwnerEnforced'),
        otherwise: { refused: 'access control lists are not emulated; use BucketOwnerEnforced.' },
      },
      BucketEncryption: { noted: 'nothing is encrypted on the disk' },
      AccelerateConfiguration: { noted: 'nothing is accelerated on one machine' },
      AnalyticsConfigurations: { noted: 'there is no storage analysis' },
      IntelligentTieringConfigurations: { noted: 'there is one tier' },
      InventoryConfigurations: { noted: 'no inventory is written' },
      LoggingConfiguration: { noted: 'no access log is written' },
      MetricsConfigurations: { noted: 'there are no request metrics' },
      NotificationConfiguration: 'supported',
      ObjectLockConfiguration: { refused: 'objects would not be locked.' },
      ObjectLockEnabled: {
        supportedWhen: (value) => String(value) === 'false',
        otherwise: { refused: 'objects would not be locked.' },
      },
      ReplicationConfiguration: { refused: 'nothing would be replicated.' },
      WebsiteConfiguration: 'supported',
    },
    check(properties) {
      checkBucketProperties(properties);
      checkLifecycleProperties(properties.LifecycleConfiguration);
      checkWebsiteProperties(properties.WebsiteConfiguration);
      readNotifications(properties.NotificationConfiguration, 'NotificationConfiguration', String);
    },

    async create(request) {
      const { properties, creationToken } = request;
      const given = properties.BucketName;
      const name = typeof given === 'string' ? given : generatedName(request, 63).toLowerCase();
      await buckets.create(name, {
        ...settings(properties),
        ...notifications(name, properties, request.logicalId),
        creationToken,
      });
      return stateOf(account, name);
    },

    async update({ properties, logicalId }, state, previous) {
      if (properties.BucketName !== previous.BucketName) return 'replace';
      const told = notifications(state.physicalId, properties, logicalId, previous);
      await buckets.change(state.physicalId, ({ website: _, ...bucket }) => ({
        ...bucket,
        ...settings(properties, bucket),
        ...told,
      }));
      return stateOf(account, state.physicalId);
    },

    async delete({ physicalId }) {
      if (buckets.find(physicalId) !== undefined) await buckets.delete(physicalId);
    },
  };
}

type BucketSettings = Pick<
  BucketRecord,
  'cors' | 'lifecycle' | 'publicAccessBlock' | 'tags' | 'versioning' | 'website'
>;

function settings(properties: JsonObject, existing?: BucketRecord): BucketSettings {
  const versioning = objectOf(properties.VersioningConfiguration).Status;
  const tags: readonly unknown[] = Array.isArray(properties.Tags) ? properties.Tags : [];
  return {
    cors: readCorsRules(properties.CorsConfiguration),
    lifecycle: readLifecycleRules(properties.LifecycleConfiguration),
    ...(properties.WebsiteConfiguration === undefined
      ? {}
      : { website: readWebsite(properties.WebsiteConfiguration) }),
    publicAccessBlock:
      properties.PublicAccessBlockConfiguration === undefined
        ? ALL_PUBLIC_ACCESS_BLOCKED
        : readPublicAccessBlock(properties.PublicAccessBlockConfiguration),
    tags: checkTags(
      tags.map((tag) => {
        const { Key = '', Value = '' } = objectOf(tag);
        return [String(Key), String(Value)] as const;
      }),
      MOST_BUCKET_TAGS,
    ),
    // Once on, versioning can only be suspended.
    versioning:
      versioning === 'Enabled' || versioning === 'Suspended'
        ? versioning
        : existing?.versioning === undefined
          ? undefined
          : 'Suspended',
  };
}

function stateOf(account: Account, name: string): ResourceState {
  const { region, urlSuffix } = account;
  return {
    physicalId: name,
    attributes: {
      Arn: bucketArn(account, name),
      DomainName: `${name}.s3.${urlSuffix}`,
      DualStackDomainName: `${name}.s3.dualstack.${region}.${urlSuffix}`,
      RegionalDomainName: `${name}.s3.${region}.${urlSuffix}`,
      WebsiteURL: `http://${name}.s3-website-${region}.${urlSuffix}`,
    },
  };
}
