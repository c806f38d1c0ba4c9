import type { Account } from '../../aws/account.ts';
import type { Caller } from '../../aws/aws-service.ts';
import type { HttpRequest } from '../../front-door/http.ts';
import { type BucketRecord, bucketArn } from '../bucket-record.ts';

/** Something that happened to an object. */
export interface ObjectEvent {
  /** Such as `ObjectCreated:Put`. */
  readonly name: string;
  readonly key: string;
  /** Of later events of one key they are greater. */
  readonly sequence: number;
  readonly size?: number;
  readonly etag?: string;
  /** Only where the bucket has versions. */
  readonly versionId?: string;
  /** Who asked for it; absent for what S3 and CloudFormation do by themselves. */
  readonly by?: { readonly request: HttpRequest; readonly caller: Caller | undefined };
}

/**
 * What a function gets as its event.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
 */
export function eventMessage(
  account: Account,
  bucket: BucketRecord,
  configurationId: string,
  event: ObjectEvent,
  now: number,
): string {
  const { by, name, key, size, etag, versionId, sequence } = event;
  const isOwn = /^(?:LifecycleExpiration|ObjectTagging)/.test(name);
  const id = by?.request.id;
  return JSON.stringify({
    Records: [
      {
        eventVersion: isOwn ? '2.3' : '2.1',
        eventSource: 'aws:s3',
        awsRegion: account.region,
        eventTime: new Date(now).toISOString(),
        eventName: name,
        userIdentity: { principalId: principalOf(by) },
        requestParameters: { sourceIPAddress: by?.request.remoteAddress ?? 's3.amazonaws.com' },
        responseElements: { 'x-amz-request-id': id ?? '', 'x-amz-id-2': id ?? '' },
        s3: {
          s3SchemaVersion: '1.0',
          configurationId,
          bucket: {
            name: bucket.name,
            ownerIdentity: { principalId: account.accountId },
            arn: bucketArn(account, bucket.name),
          },
          object: {
            key: encodeURIComponent(key).replaceAll('%20', '+').replaceAll('%2F', '/'),
            ...(size === undefined ? {} : { size }),
            ...(etag === undefined ? {} : { eTag: etag }),
            ...(versionId === undefined ? {} : { versionId }),
            sequencer: sequence.toString(16).toUpperCase().padStart(18, '0'),
          },
        },
      },
    ],
  });
}

function principalOf(by: ObjectEvent['by']): string {
  if (by === undefined) return 's3.amazonaws.com';
  return by.caller === undefined ? 'Anonymous' : `AWS:${by.caller.userId}`;
}
